"""Requests that lack something, each saved by another engine."""

from collections.abc import Iterator

from tests.viewers.answers import Values
from tests.viewers.engines.catalog import engine
from tests.viewers.recipes.recipe import ASSISTANCE_CODES, Sample, asked, filled
from tests.viewers.typed import complete

_CLIENT = "Société Exemple"


def samples() -> Iterator[Sample]:
    """What clients forget most often."""
    yield _sample(
        "missing-description",
        "The detailed description is empty.",
        "pdfjs",
        complete(description=None),
        "ZF101",
        *ASSISTANCE_CODES,
    )
    yield _sample(
        "missing-version-bad-email",
        "The version of the Desk is missing, the e-mail address is none.",
        "poppler",
        complete(desk_version=None, email="camille.exemple(at)societe.example"),
        "ZF101",
        "ZF201",
        *ASSISTANCE_CODES,
    )
    yield _sample(
        "subject-not-confirmed",
        "“My request is about one subject only” is not ticked.",
        "mupdf",
        complete(one_subject=None),
        "ZF104",
        *ASSISTANCE_CODES,
    )
    yield _sample(
        "document-not-declared",
        "A document is announced without saying that it is not confidential.",
        "pdfbox",
        complete(document_attached="yes", document_files="facture d’été.pdf"),
        "ZF105",
        *ASSISTANCE_CODES,
        "ZF440",  # announced, and not there
    )
    yield _sample(
        "malfunction-without-evidence",
        "A malfunction without workstations, without saying whether it recurs, without PSR.",
        "pdftk",
        complete(type="malfunction", workstations=None, reproducible=None),
        "ZF102",
        "ZF102",
        "ZF401",
    )
    yield _sample(
        "agreement-to-tma",
        "Settings are covered by TMA alone, and the client asks without it.",
        "pdflib",
        complete(mode="no_tma", domain="settings"),
        "ZF311",
        *ASSISTANCE_CODES,
    )
    for name in ("pdfium", "pdfjs"):
        yield _blank(name)


def _sample(case: str, about: str, name: str, typed: Values, *codes: str) -> Sample:
    program = engine(name)
    return Sample(
        name=f"incomplete-{case}",
        about=about,
        make=filled(program, typed),
        codes=codes,
        request=asked(typed, _CLIENT),
        saved_by=program.version(),
    )


def _blank(name: str) -> Sample:
    program = engine(name)
    return Sample(
        name=f"incomplete-blank-{name}",
        about="The form came back as it was sent: saved without the changes, or never filled in.",
        make=filled(program, {}),
        codes=("ZF020",),
        request=asked({}, _CLIENT),
        saved_by=program.version(),
    )
