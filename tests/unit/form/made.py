"""Forms made for these tests, and how to look into them."""

import io
from collections.abc import Iterator, Mapping
from functools import cache

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from zenforms.form.branding import FRESH, Branding, FormClient, Stamp
from zenforms.form.build import build_form
from zenforms.form.definition import Form
from zenforms.form.library import shipped_form
from zenforms.language import Lang

CLIENT = FormClient("EXEMPLE-1", "Cœur d’Été & Fils")
KEY = b"a key that is only used in tests"
NOTICE = "Vos données servent à traiter votre demande. Pour les effacer, écrivez-nous."
BRANDING = Branding(
    vendor="Société Exemple", email="support@societe.example", privacy_notice=NOTICE
)
ASSISTANCE = "assistance-request"
CANCELLATION = "cancellation"
ANSWERS: Mapping[str, object] = {
    "contact_name": "Zoé Lœwe",
    "email": "zoe@client.example",
    "mode": "no_tma",
    "type": "assistance",
    "domain": "suite",
    "urgency": "normal",
    "desk_version": "12.2",
    "summary": "Le total en € est faux — « dès la première ligne »",
    "description": "J’ouvre le Desk.\n\nPuis je choisis “Factures”.",
    "one_subject": True,
}


@cache
def blank(name: str = ASSISTANCE, lang: Lang = Lang.FR, stamp: Stamp = FRESH) -> bytes:
    """A blank form of the test client."""
    return build_form(
        shipped_form(name), client=CLIENT, branding=BRANDING, lang=lang, key=KEY, stamp=stamp
    )


def form(name: str = ASSISTANCE) -> Form:
    """A definition that ships."""
    return shipped_form(name)


def reader(pdf: bytes) -> PdfReader:
    """The file, opened strictly."""
    return PdfReader(io.BytesIO(pdf), strict=True)


def writer(pdf: bytes) -> PdfWriter:
    """The file, to be changed."""
    return PdfWriter(clone_from=reader(pdf))


def written(changed: PdfWriter) -> PdfReader:
    """What was changed, read again."""
    target = io.BytesIO()
    changed.write(target)
    return reader(target.getvalue())


def fields(pdf: PdfReader | PdfWriter) -> dict[str, DictionaryObject]:
    """The fields by name."""
    roots = pdf.root_object["/AcroForm"].get_object()["/Fields"]  # type: ignore[index]
    return {str(root.get_object()["/T"]): root.get_object() for root in roots}


def value(pdf: PdfReader, name: str) -> str | None:
    """What a field holds; None when it holds nothing."""
    found = fields(pdf)[name].get("/V")
    return None if found is None else str(found)


def widgets(pdf: PdfReader | PdfWriter) -> Iterator[tuple[IndirectObject, DictionaryObject]]:
    """Every widget on every page, with its reference."""
    for page in pdf.pages:
        for reference in page.get("/Annots", ArrayObject()):
            yield reference, reference.get_object()


def picture(widget: DictionaryObject) -> bytes:
    """The content of a widget's normal appearance."""
    appearance = widget["/AP"]["/N"]  # type: ignore[index]
    return bytes(appearance.get_object().get_data())


def drawn_text(content: bytes) -> list[str]:
    """The strings that an appearance draws, line by line, decoded as the font does."""
    return [
        bytes.fromhex(line.split(b">")[0].decode()).decode("cp1252")
        for line in (part.strip()[1:] for part in content.split(b"\n") if b"> Tj" in part)
    ]
