"""A printed copy on one page: each answer beside its picture."""

import re
from dataclasses import replace

import pytest

from tests.unit.reading.copies import copy_of, pages_of
from zenforms.desk.handling.copies import field_pictures, with_proposals
from zenforms.desk.setup.maps import form_maps
from zenforms.language import Lang
from zenforms.present.copypage import copy_page
from zenforms.reading.document import read_document
from zenforms.reading.limits import Limits
from zenforms.reading.restraint import ThisProcess
from zenforms.reading.submission import Document, FieldKind, FieldValue, Flag

HERE = ThisProcess(Limits())


def page_of(data: bytes, lang: Lang = Lang.FR) -> str:
    document = read_document(data, name="copie.pdf", maps=form_maps())
    pictures = field_pictures(document, data, HERE)
    return copy_page(with_proposals(document, data, HERE), pictures, lang=lang)


def row(page: str, label: str) -> str:
    rows = re.finditer(r"<tr>.*?</tr>", page, re.DOTALL)
    return next(found[0] for found in rows if label in found[0])


def test_an_answer_stands_beside_its_picture() -> None:
    summary = row(page_of(copy_of()), "En une phrase")
    assert "Le Desk se ferme" in summary
    assert "data:image/png;base64," in summary


def test_choices_are_said_by_their_labels() -> None:
    page = page_of(copy_of())
    assert "Dysfonctionnement apparent" in row(page, "Type de demande")
    assert "coché" in row(page, "un seul sujet")
    assert "rien" in row(page, "Téléphone")


def test_it_is_said_in_english_too() -> None:
    page = page_of(copy_of(), Lang.EN)
    assert "Answer read" in page
    assert "Apparent malfunction" in row(page, "Kind of request")


def test_a_page_that_is_missing_is_told() -> None:
    page = page_of(pages_of(copy_of(), 1))
    assert "ne se trouve pas dans la copie" in row(page, "un seul sujet")


def test_a_doubtful_answer_is_marked() -> None:
    document = read_document(copy_of(), name="copie.pdf", maps=form_maps())
    cut = FieldValue("summary", FieldKind.TEXT, "x", (Flag.RECOVERED, Flag.TRUNCATED))
    page = copy_page(replace(document, fields=(cut,)), {})
    assert "semble coupé" in row(page, "En une phrase")


def test_nothing_of_the_copy_is_markup() -> None:
    document = read_document(copy_of(), name="<b>x</b>", maps=form_maps())
    evil = FieldValue("summary", FieldKind.TEXT, "<script>alert(1)</script>", (Flag.RECOVERED,))
    page = copy_page(replace(document, fields=(evil,)), {})
    assert "<script" not in page
    assert "<b>" not in page


def test_a_document_of_no_form_has_no_page() -> None:
    with pytest.raises(KeyError):
        copy_page(Document(name="x", size=0, sha256=""), {})
