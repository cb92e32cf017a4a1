"""What a PDF without fields is."""

import pytest

from tests.hostile.generator import form, pdf, stream
from zenforms import problems
from zenforms.reading.document import read_document
from zenforms.reading.formmap import FormMap, FormMaps
from zenforms.reading.pdf.formless import Imprint, find_imprint
from zenforms.reading.submission import Document, FormIdentity

MAPS = FormMaps((FormMap(FormIdentity("demande", 2), ()),))
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def page(
    content: bytes, resources: str = "/Font << /F 51 0 R >>", more: bytes = FONT.encode()
) -> Document:
    objects = form(
        page=f"/Resources << {resources} >> /Contents 50 0 R",
        more={50: stream(content), 51: more},
    )
    objects[1] = "<< /Type /Catalog /Pages 2 0 R >>"
    return read_document(pdf(objects), name="x.pdf", maps=MAPS)


def picture(size: int) -> Document:
    grey = stream(
        bytes(4), "/Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    content = b"q %d 0 0 %d 0 0 cm /I Do Q" % (size, size)
    return page(content, "/XObject << /I 51 0 R >>", grey)


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def text(words: str) -> bytes:
    return b"BT /F 12 Tf 50 50 Td (" + words.encode("cp1252") + b") Tj ET"


def test_an_empty_page_is_no_form() -> None:
    assert codes(page(b"")) == [problems.NO_FORM]


def test_a_letter_is_no_form() -> None:
    assert codes(page(text("Bonjour"))) == [problems.NO_FORM]


def test_a_page_that_is_one_picture_is_a_scan() -> None:
    assert codes(picture(850)) == [problems.SCANNED]


def test_a_small_picture_is_no_scan() -> None:
    assert codes(picture(100)) == [problems.NO_FORM]


def test_our_footer_makes_it_a_printed_copy() -> None:
    document = page(text("Formulaire demande · révision 2 · client ABC"))
    assert codes(document) == [problems.PRINTED_COPY]
    assert document.form == FormIdentity("demande", 2)


def test_a_footer_of_somebody_else_does_not() -> None:
    assert codes(page(text("Formulaire autre · révision 2 · client ABC"))) == [problems.NO_FORM]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Formulaire demande · révision 2 · client ABC-1",
            Imprint(FormIdentity("demande", 2), "ABC-1"),
        ),
        ("Form demande · revision 12", Imprint(FormIdentity("demande", 12), None)),
        ("la demande est en révision 2", None),
        ("demande · révision", None),
    ],
)
def test_what_a_footer_says(words: str, expected: Imprint | None) -> None:
    assert find_imprint(["", words], ["demande"]) == expected


def test_without_forms_there_is_no_footer() -> None:
    assert find_imprint(["demande · révision 2"], []) is None
