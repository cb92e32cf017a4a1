"""What staff must look at: not ours, broken, closed, forged, printed or scanned."""

from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

from tests.viewers.answers import answers_for
from tests.viewers.blank import blank, sealed_blank
from tests.viewers.engines.catalog import engine
from tests.viewers.recipes.foreign import order_form
from tests.viewers.recipes.recipe import ASSISTANCE_CODES, Make, Sample, asked, filled
from tests.viewers.typed import complete, exported
from zenforms.form.branding import FormClient

_EXEMPLE = FormClient("EXEMPLE", "Société Exemple")
_WRONG_KEY = b"a key of somebody else's making."
_TEXT = "Bonjour,\n\nvoici notre demande : le Desk se ferme tout seul.\n\nCordialement\n"


def samples() -> Iterator[Sample]:
    """One of each kind."""
    yield from _unreadable()
    yield from _forged()


def _unreadable() -> Iterator[Sample]:
    yield Sample(
        "quarantined-foreign-form",
        "The order form of another company.",
        _foreign,
        ("ZF018",),
    )
    yield Sample(
        "quarantined-not-a-pdf",
        "A text file that is only called .pdf.",
        _text,
        ("ZF001",),
    )
    yield Sample(
        "quarantined-truncated",
        "A complete request whose transfer broke off.",
        _truncated,
        ("ZF003",),
    )
    yield Sample(
        "quarantined-encrypted",
        "A complete request that asks for a password.",
        _encrypted,
        ("ZF005",),
    )


def _forged() -> Iterator[Sample]:
    typed, name = complete(), _EXEMPLE.name
    yield Sample(
        "quarantined-bad-seal",
        "A form sealed with a key that is not the desk's.",
        _sealed(_WRONG_KEY),
        ("ZF504", *ASSISTANCE_CODES),
        asked(typed, name),
    )
    yield Sample(
        "quarantined-missing-seal",
        "A form that was never sealed.",
        _sealed(None),
        ("ZF503", *ASSISTANCE_CODES),
        asked(typed, name),
    )
    yield Sample(
        "quarantined-changed-client-name",
        "The client's name, read-only for people, was overwritten by a program.",
        filled(engine("pdfjs"), {**typed, "client_name": "Ateliers Modèle"}),
        ("ZF504", "ZF505", *ASSISTANCE_CODES),
        asked({**typed, "client_name": "Ateliers Modèle"}, name),
        engine("pdfjs").version(),
    )
    yield Sample(
        "quarantined-swapped-client",
        "The hidden client id was exchanged for that of another client.",
        _swapped("CIGOGNE"),
        ("ZF504", "ZF505", "ZF520", "ZF319", *ASSISTANCE_CODES),
        asked(typed, name),
    )


def _foreign(target: Path) -> None:
    target.write_bytes(order_form())


def _text(target: Path) -> None:
    target.write_text(_TEXT, encoding="utf-8")


def _complete(target: Path, form: bytes | None = None) -> None:
    source = target.with_name("blank.pdf")
    source.write_bytes(form or blank())
    engine("poppler").fill(source, answers_for(source, exported(complete())), target)
    source.unlink()


def _truncated(target: Path) -> None:
    _complete(target)
    whole = target.read_bytes()
    target.write_bytes(whole[: len(whole) * 3 // 5])


def _encrypted(target: Path) -> None:
    _complete(target)
    writer = PdfWriter(clone_from=target)
    writer.encrypt("mot de passe", algorithm="AES-256")
    writer.write(target)


def _sealed(key: bytes | None) -> Make:
    return lambda target: _complete(target, sealed_blank(_EXEMPLE, key))


def _swapped(client_id: str) -> Make:
    def make(target: Path) -> None:
        _complete(target)
        writer = PdfWriter(clone_from=target)
        for field in writer.root_object["/AcroForm"]["/Fields"]:  # type: ignore[index]
            entries = field.get_object()
            if entries["/T"] == "client_id":
                entries[NameObject("/V")] = TextStringObject(client_id)
        writer.write(target)

    return make
