"""The samples that the real programs make: filled by hand, so to speak, and printed."""

from collections.abc import Iterator
from pathlib import Path

from tests.gui.programs import PROGRAMS, Program
from tests.viewers.answers import Values, answers_for
from tests.viewers.blank import blank
from tests.viewers.recipes.printed import Print, printed
from tests.viewers.recipes.recipe import ASSISTANCE_CODES, Sample, asked
from tests.viewers.typed import EMOJI, complete, exported

_SUMMARY = "Où régler l’export des factures d’œuvres en € ?"
_CLIENT = "Société Exemple"


def samples(pictures: Path) -> Iterator[Sample]:
    """One filled form of each program, and a printed copy where it can print."""
    for program in PROGRAMS:
        yield _filled(program, pictures)
    for program in PROGRAMS:
        if program.print_to_pdf is not None:
            yield _printed(program, program.print_to_pdf)


def names() -> frozenset[str]:
    """What the samples are called, for whoever has none of the programs."""
    filled = {_name_filled(program) for program in PROGRAMS}
    return frozenset(filled | {_name_printed(one) for one in PROGRAMS if one.print_to_pdf})


def _name_filled(program: Program) -> str:
    return f"accepted-{program.name}"


def _name_printed(program: Program) -> str:
    return f"quarantined-printed-{program.name}"


def typed(program: Program) -> Values:
    """What is typed; Chromium would lose the emoji, as PDFium does."""
    return complete(summary=_SUMMARY if program.name == "chromium" else f"{_SUMMARY} {EMOJI}")


def _filled(program: Program, pictures: Path) -> Sample:
    def make(target: Path) -> None:
        source = target.with_name("blank.pdf")
        source.write_bytes(blank())
        answers = answers_for(source, exported(typed(program)))
        program.fill(source, answers, target, pictures=pictures)
        source.unlink()

    version = program.version()
    return Sample(
        name=_name_filled(program),
        about=f"A complete request, filled and saved in a window of {version}.",
        make=make,
        codes=ASSISTANCE_CODES,
        request=asked(typed(program), _CLIENT),
        saved_by=version,
    )


def _printed(program: Program, print_to_pdf: Print) -> Sample:
    version = program.version()
    return Sample(
        name=_name_printed(program),
        about=f"A complete request, printed to PDF from a window of {version}.",
        make=printed(program.engine, print_to_pdf),
        codes=("ZF015",),
        saved_by=version,
    )
