"""What stands in for a form of ours: its data alone, other names, words written over it."""

import pytest

from tests.hostile.generator import form, pdf, stream
from tests.making.forms import MAPS, OURS
from zenforms.reading.document import read_document
from zenforms.reading.submission import Document

FIELDS = {"form_id": "assistance-request", "form_revision": "1", "summary": "Écran figé"}


def read(data: bytes, name: str = "demande.pdf") -> Document:
    return read_document(data, name=name, maps=MAPS)


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def _wide(text: str) -> str:
    return "<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex() + ">"


def fdf(fields: dict[str, str], *, apart: bool = False) -> bytes:
    entries = [f"<< /T ({name}) /V {_wide(value)} >>" for name, value in fields.items()]
    objects = "".join(f"{n} 0 obj\n{entry}\nendobj\n" for n, entry in enumerate(entries, start=5))
    inside = (
        " ".join(f"{n} 0 R" for n in range(5, 5 + len(entries))) if apart else " ".join(entries)
    )
    head = f"%FDF-1.2\n1 0 obj\n<< /FDF << /F (demande.pdf) /Fields [{inside}] >> >>\nendobj\n"
    tail = "trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    return (head + (objects if apart else "") + tail).encode("latin-1")


def xfdf(fields: dict[str, str]) -> bytes:
    inside = "".join(f'<field name="{n}"><value>{v}</value></field>' for n, v in fields.items())
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<xfdf xmlns="urn:x" xml:space="preserve">'
    return f"{start}<f href='demande.pdf'/><fields>{inside}</fields></xfdf>".encode()


@pytest.mark.parametrize("data", [fdf(FIELDS), fdf(FIELDS, apart=True), xfdf(FIELDS)])
def test_the_data_of_a_form_is_read_as_the_form(data: bytes) -> None:
    document = read(data, "demande.fdf")
    assert document.form == OURS
    assert document.value("summary") == "Écran figé"
    assert codes(document) == ["ZF035"]


@pytest.mark.parametrize("data", [fdf(FIELDS), xfdf(FIELDS)])
def test_data_that_is_cut_anywhere_never_raises(data: bytes) -> None:
    for stop in range(6, len(data), 7):
        read(data[:stop])
        read(data[:stop] + b"\0<(" + data[stop:])


def test_data_of_another_form_is_no_form_of_ours() -> None:
    document = read(fdf({"nom": "Camille"}))
    assert document.form is None
    assert "ZF018" in codes(document)


@pytest.mark.parametrize("prefix", ["", "1.", "Form1.", "topmost[0].page[0].", "doc_2_"])
@pytest.mark.parametrize("suffix", ["", "###1", "_2", " (2)"])
def test_a_form_is_read_under_the_names_that_a_merger_gave(prefix: str, suffix: str) -> None:
    named = prefix + "{}" + suffix
    shown = {name: named.format(name).replace("(", "\\(").replace(")", "\\)") for name in FIELDS}
    data = pdf(
        form(
            f"/T ({shown['form_id']}) /FT /Tx /Ff 1 /F 2 /V (assistance-request)",
            f"/T ({shown['form_revision']}) /FT /Tx /Ff 1 /F 2 /V (1)",
            f"/T ({shown['summary']}) /FT /Tx /V (Le Desk se ferme)",
        )
    )
    document = read(data)
    assert document.form == OURS
    assert document.value("summary") == "Le Desk se ferme"
    assert codes(document) == (["ZF033"] if prefix or suffix else [])


def test_several_forms_in_one_file_are_told() -> None:
    both = [
        f"/T ({name.format(field)}) /FT /Tx /V ({value})"
        for name in ("1.{}", "2.{}")
        for field, value in (("form_id", "assistance-request"), ("form_revision", "1"))
    ]
    assert "ZF034" in codes(read(pdf(form(*both))))


def written(summary: str, *, note: str = "", drawn: str = "", kind: str = "FreeText") -> bytes:
    """A form of ours with an annotation, or with words drawn into the page over its field."""
    font = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    text = f"BT /F1 9 Tf 12 14 Td ({drawn}) Tj ET BT /F1 9 Tf 300 700 Td (Titre) Tj ET"
    annotation = f"<< /Type /Annot /Subtype /{kind} /Contents ({note}) /Rect [50 50 200 90] >>"
    return pdf(
        form(
            "/T (form_id) /FT /Tx /Ff 1 /F 2 /V (assistance-request)",
            "/T (form_revision) /FT /Tx /Ff 1 /F 2 /V (1)",
            f"/T (summary) /FT /Tx /V ({summary})",
            more={30: annotation, 31: stream(text.encode())},
            shown=[10, 11, 12, *([30] if note else [])],
            page=f"/Contents 31 0 R {font}",
        )
    )


def over(data: bytes) -> list[tuple[str, object]]:
    return [(problem.code, problem.arguments.get("words")) for problem in read(data).problems]


def test_words_over_a_blank_form_are_told() -> None:
    assert over(written("", note="Le Desk se ferme")) == [("ZF036", "Le Desk se ferme")]
    assert over(written("", drawn="Ecran fige")) == [("ZF036", "Ecran fige")]
    assert over(written("")) == [("ZF020", None)]


def test_words_beside_the_fields_are_told() -> None:
    assert over(written("Ecran fige", note="urgent")) == [("ZF040", "urgent")]
    assert over(written("Ecran fige", note="x", kind="Ink"))[0][0] == "ZF040"
    assert over(written("Ecran fige", note="x", kind="Highlight")) == []
    assert over(written("Ecran fige")) == []
