"""Answers read off a printed copy: right where it is honest, flagged always."""

import io
from collections.abc import Iterator

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.reading.copies import ANSWERS, copy_of, pages_of
from zenforms import problems
from zenforms.desk.handling.printedforms import printed_forms
from zenforms.desk.setup.maps import form_maps
from zenforms.language import Lang
from zenforms.reading.document import read_document
from zenforms.reading.pdf.printed import pictures, recover
from zenforms.reading.sandbox import Sandbox
from zenforms.reading.submission import Document, Flag, FormIdentity

EDITIONS = printed_forms(FormIdentity("assistance-request", 1))
EXPECTED = {
    "form_id": "assistance-request",
    "form_revision": "1",
    "client_id": "EXEMPLE",
    "client_name": "Client Exemple",
    "contact_name": "Camille Exemple",
    "email": "camille@client.example",
    "telephone": None,
    "mode": "TMA",
    "type": "Dysfonctionnement",
    "domain": "Suite ZenSolutions",
    "reproducible": None,
    "summary": "Le Desk se ferme",
    "description": "J’ouvre l’œuvre (10 €)\nJ’imprime",
    "psr_attached": None,
    "one_subject": "Oui",
}


def read(data: bytes) -> Document:
    return read_document(data, name="copy.pdf", maps=form_maps())


def recovered(data: bytes) -> Document:
    return recover(data, read(data), EDITIONS)


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def test_a_copy_is_known_by_what_its_footer_says() -> None:
    document = read(copy_of())
    assert codes(document) == [problems.PRINTED_COPY]
    assert document.form == FormIdentity("assistance-request", 1)
    assert document.fields == ()


@pytest.mark.parametrize("scale", [1.0, 0.94, 0.8])
def test_answers_come_back_however_the_print_was_scaled(scale: float) -> None:
    document = recovered(copy_of(scale=scale))
    values = {field.name: field.value for field in document.fields}
    assert {name: values[name] for name in EXPECTED} == EXPECTED
    assert codes(document) == [problems.PRINTED_COPY]


def test_every_recovered_value_is_flagged() -> None:
    assert all(Flag.RECOVERED in field.flags for field in recovered(copy_of()).fields)


def test_an_english_copy_is_read_by_its_own_layout() -> None:
    values = {f.name: f.value for f in recovered(copy_of(lang=Lang.EN)).fields}
    assert values["type"] == "Dysfonctionnement"
    assert values["domain"] == "ZenSolutions suite"
    assert values["summary"] == "Le Desk se ferme"


def test_pages_may_be_missing_or_turned_round() -> None:
    turned = {f.name: f.value for f in recovered(pages_of(copy_of(), 2, 1)).fields}
    assert (turned["summary"], turned["one_subject"]) == ("Le Desk se ferme", "Oui")
    first = {f.name: f.value for f in recovered(pages_of(copy_of(), 1)).fields}
    assert first["summary"] == "Le Desk se ferme"
    assert "one_subject" not in first


def test_text_that_fills_its_field_is_told_as_cut() -> None:
    long = "\n".join(f"ligne {number}" for number in range(80))
    document = recovered(copy_of({**ANSWERS, "description": long}))
    assert problems.PRINTED_OVERFLOW in codes(document)
    flags = {field.name: field.flags for field in document.fields}
    assert Flag.TRUNCATED in flags["description"]
    assert Flag.TRUNCATED not in flags["summary"]


def test_a_paper_that_does_not_fit_gives_nothing() -> None:
    document = read(copy_of())
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(595, 842)
    out = io.BytesIO()
    blank.save(out)
    blank.close()
    assert recover(out.getvalue(), document, EDITIONS) is document
    assert pictures(out.getvalue(), EDITIONS) == {}


def test_each_field_has_its_picture() -> None:
    shown = pictures(copy_of(), EDITIONS)
    assert {"summary", "mode", "one_subject"} <= shown.keys()
    assert all(png.startswith(b"\x89PNG\r\n\x1a\n") for png in shown.values())


def test_a_picture_shows_what_stands_in_the_field() -> None:
    filled, empty = pictures(copy_of(), EDITIONS), pictures(copy_of({}), EDITIONS)
    assert len(filled["description"]) > len(empty["description"])
    assert filled["telephone"] == empty["telephone"]


def test_a_picture_shows_nothing_of_the_next_field() -> None:
    asked, reported = (
        pictures(copy_of({**ANSWERS, "type": kind}), EDITIONS)
        for kind in ("assistance", "malfunction")
    )
    assert asked["type"] != reported["type"]
    assert asked["mode"] == reported["mode"]


@pytest.fixture(scope="module", name="reader")
def fixture_reader() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


@given(data=st.binary(max_size=500))
def test_no_bytes_make_it_raise(reader: Sandbox, data: bytes) -> None:
    document = Document(name="x", size=0, sha256="")
    assert reader.run(recover, data, document, EDITIONS) == document
    framed = b"%PDF-1.7\n" + data + b"\n%%EOF"
    assert reader.run(recover, framed, document, EDITIONS) == document
