"""Printed copies of a form of ours, made by PDFium as a viewer's print does."""

import io
from collections.abc import Mapping
from functools import cache

import pypdfium2
from pypdf import PdfReader, PdfWriter, Transformation
from pypdfium2 import raw

from zenforms.form.branding import Branding, FormClient
from zenforms.form.build import build_form
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form
from zenforms.language import Lang

FORM = shipped_form("assistance-request")
ANSWERS: Mapping[str, object] = {
    "contact_name": "Camille Exemple",
    "email": "camille@client.example",
    "mode": "tma",
    "type": "malfunction",
    "domain": "suite",
    "urgency": "high",
    "summary": "Le Desk se ferme",
    "description": "J’ouvre l’œuvre (10 €)\nJ’imprime",
    "one_subject": True,
}


def copy_of(
    answers: Mapping[str, object] = ANSWERS, *, lang: Lang = Lang.FR, scale: float = 1.0
) -> bytes:
    """A flattened copy of a filled form, its pages scaled and moved as printers do."""
    return printed(fill_form(_blank(lang), answers, form=FORM), scale=scale)


def printed(filled: bytes, *, scale: float = 1.0) -> bytes:
    """Any form, printed."""
    flat = io.BytesIO()
    document = pypdfium2.PdfDocument(filled)
    document.init_forms()
    for page in document:
        raw.FPDFPage_Flatten(page.raw, raw.FLAT_PRINT)
    document.save(flat)
    document.close()
    writer = PdfWriter(clone_from=PdfReader(flat))
    writer.root_object.pop("/AcroForm", None)
    for sheet in writer.pages:
        sheet.pop("/Annots", None)
        if scale != 1.0:
            sheet.add_transformation(Transformation().scale(scale).translate(18, 25))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pages_of(data: bytes, *numbers: int) -> bytes:
    """Some pages of a copy, in the order given."""
    reader, writer = PdfReader(io.BytesIO(data)), PdfWriter()
    for number in numbers:
        writer.add_page(reader.pages[number - 1])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@cache
def _blank(lang: Lang) -> bytes:
    branding = Branding(vendor="Société Exemple", email="support@societe.example")
    client = FormClient(id="EXEMPLE", name="Client Exemple")
    return build_form(FORM, client=client, branding=branding, lang=lang)
