"""`zenforms psr` and `zenforms log`: one kind of evidence in files of any shape."""

import sys
from collections.abc import Callable, Iterator, Sequence

from zenforms.cli.drops import read_drops
from zenforms.cli.judgement import desk_or_default
from zenforms.cli.options import ReportFormat
from zenforms.console.account import Block
from zenforms.console.escape import one_line
from zenforms.console.jsontext import dumps
from zenforms.console.layout import Line, Tone
from zenforms.console.paper import show, width_of
from zenforms.console.report import block_lines
from zenforms.language import Lang, Text
from zenforms.reading.evidence import LogFacts, Recording, summary_of
from zenforms.reading.submission import DropFile

EXIT_NONE = 3

Evidence = Recording | LogFacts
Of = Callable[[DropFile], Evidence | None]

NOTHING = Text(fr="✗ {file} : {none}", en="✗ {file}: {none}")


def show_evidence(
    names: Sequence[str],
    of: Of,
    *,
    blocks: Callable[[Evidence, Lang], Iterator[Block]],
    none: Text,
    shape: ReportFormat,
    lang: Lang,
) -> int:
    """Show what `of` finds in each file of each drop; 3 when a drop holds `none`."""
    found = {
        name: [(file.name, one) for file in submission.files if (one := of(file)) is not None]
        for name, submission in read_drops(names, desk_or_default(None)[0].policy)
    }
    if shape is ReportFormat.JSON:
        _write_json(found)
    else:
        for name, evidence in found.items():
            lines = _lines(evidence, blocks, lang) if evidence else _none(name, none, lang)
            show(lines, sys.stdout)
    return 0 if all(found.values()) else EXIT_NONE


def _lines(
    evidence: Sequence[tuple[str, Evidence]],
    blocks: Callable[[Evidence, Lang], Iterator[Block]],
    lang: Lang,
) -> Iterator[Line]:
    for file, one in evidence:
        yield Line(f"✓ {one_line(file)}", Tone.GOOD)
        yield from block_lines(blocks(one, lang), lang, width_of(sys.stdout))


def _none(name: str, none: Text, lang: Lang) -> Iterator[Line]:
    yield Line(NOTHING.fill(lang, {"file": one_line(name), "none": none}), Tone.BAD)


def _write_json(found: dict[str, list[tuple[str, Evidence]]]) -> None:
    files = [
        {"file": name, "found": [{"name": file, **summary_of(one)} for file, one in evidence]}
        for name, evidence in found.items()
    ]
    sys.stdout.write(dumps({"version": 1, "files": files}))
