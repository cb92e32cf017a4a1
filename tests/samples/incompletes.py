"""Requests that lack a file, say too much at once, or hold back what they should not."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.samples.evidence import PSR_NAME, invoice, recording
from tests.samples.forms import SMALL, assistance, malfunction, saved, told
from tests.viewers.answers import Values
from tests.viewers.engines.catalog import engine
from tests.viewers.recipes.recipe import ASSISTANCE_CODES, DROP, Sample
from zenforms.form.library import shipped_form

_FOLDER = "Demande"
_BY_PSR = {
    "service_involved": "no",
    "service_name": None,
    "logs_attached": None,
    "logs_files": None,
}
_CANCELLATION = shipped_form("cancellation")


def samples() -> Iterator[Sample]:
    """What clients forget beside the form, and what they put into it too much."""
    yield _sample(
        "service-without-logs",
        "A service is involved in the malfunction, and its logs are not there.",
        malfunction(logs_attached=None, logs_files=None),
        {PSR_NAME: recording()},
        "ZF403",
    )
    yield _sample(
        "empty-recording",
        "The recording was stopped before anything was done.",
        malfunction(**_BY_PSR),
        {PSR_NAME: recording(actions=())},
        "ZF410",
    )
    yield _sample(
        "undeclared-document",
        "A document came without the declaration: the whole original is put aside.",
        assistance(),
        {"facture 2026-041.pdf": invoice()},
        *ASSISTANCE_CODES,
        "ZF430",
        "ZF441",
        more={"restricted": True, "files": [{"role": "form"}, {"role": "document"}]},
    )
    yield _sample(
        "several-forms",
        "Two requests in one message: “un mail = un sujet”.",
        assistance(),
        {"seconde demande.pdf": saved(assistance(summary="Le bouton Renommer reste grisé"))},
        "ZF304",
        *ASSISTANCE_CODES,
    )
    yield _sample(
        "odd-answers",
        "A version that is none, a telephone that is a wish, an earlier request without number.",
        assistance(
            desk_version="la dernière",
            telephone="demander Camille",
            earlier_ticket="celle de mardi",
        ),
        {},
        "ZF202",
        "ZF203",
        "ZF204",
        *ASSISTANCE_CODES,
    )
    yield _cancellation()


def _sample(
    case: str,
    about: str,
    typed: Values,
    beside: Mapping[str, bytes],
    *codes: str,
    more: Mapping[str, object] | None = None,
) -> Sample:
    def make(target: Path) -> None:
        target.mkdir()
        (target / DROP).write_bytes(saved(typed))
        for name, content in beside.items():
            (target / name).write_bytes(content)

    return Sample(
        name=f"incomplete-{case}",
        about=about,
        make=make,
        codes=codes,
        request=told(typed),
        saved_by=engine(SMALL).version(),
        drop=_FOLDER,
        more=more or {},
    )


def _cancellation() -> Sample:
    typed = {
        "contact_name": "Camille Exemple",
        "email": "camille.exemple@societe.example",
        "request_number": "celle d’hier",
        "reason": "Résolu par un redémarrage.",
    }

    def make(target: Path) -> None:
        target.write_bytes(saved(typed, form=_CANCELLATION))

    return Sample(
        name="incomplete-cancellation-not-confirmed",
        about="A cancellation that names no number of ours, and is not confirmed.",
        make=make,
        codes=("ZF103", "ZF380"),
        saved_by=engine(SMALL).version(),
        drop="annulation.pdf",
    )
