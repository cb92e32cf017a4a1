from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.form.made import (
    ANSWERS,
    CANCELLATION,
    blank,
    drawn_text,
    fields,
    form,
    picture,
    reader,
    value,
)
from zenforms.form.answers import AnswerError
from zenforms.form.fill import fill_form
from zenforms.form.writing.fieldfont import RESOURCE
from zenforms.language import Lang

FRENCH = "Œuvre à 3 € – « été », “naïf”, l’aïeul… çà et là"


def filled(answers: Mapping[str, object], lang: Lang = Lang.FR) -> bytes:
    return fill_form(blank(lang=lang), answers, form=form())


def drawn(pdf: bytes, name: str) -> list[str]:
    return drawn_text(picture(fields(reader(pdf))[name]))


def test_every_answer_reads_back() -> None:
    pdf = reader(filled(ANSWERS))
    assert value(pdf, "contact_name") == "Zoé Lœwe"
    assert value(pdf, "mode") == "/HorsTMA"
    assert value(pdf, "type") == "/Assistance"
    assert value(pdf, "domain") == "Suite ZenSolutions"
    assert value(pdf, "description") == "J’ouvre le Desk.\n\nPuis je choisis “Factures”."
    assert value(pdf, "one_subject") == "/Oui"


def test_fields_without_an_answer_stay_as_they_are() -> None:
    pdf = reader(filled(ANSWERS))
    assert value(pdf, "telephone") is None
    assert value(pdf, "tma_service") == "(à choisir)"
    assert value(pdf, "psr_attached") == "/Off"
    assert value(pdf, "client_name") == "Cœur d’Été & Fils"


def test_french_is_right_in_the_value_and_in_the_picture() -> None:
    pdf = filled({"summary": FRENCH})
    assert value(reader(pdf), "summary") == FRENCH
    assert drawn(pdf, "summary") == [FRENCH]


def test_a_character_outside_the_font_is_kept_and_a_likeness_is_drawn() -> None:
    pdf = filled({"summary": "Łukasz 😀 → ő"})
    assert value(reader(pdf), "summary") == "Łukasz 😀 → ő"
    assert drawn(pdf, "summary") == ["Lukasz ? > o"]


def test_a_long_text_wraps_and_keeps_its_blank_lines() -> None:
    pdf = filled({"description": "Un mot. " * 40 + "\n\nFin."})
    lines = drawn(pdf, "description")
    assert len(lines) > 4
    assert lines[-2:] == ["", "Fin."]


def test_a_text_too_long_for_its_box_is_drawn_smaller_then_cut_and_kept_whole() -> None:
    text = "Un mot ordinaire. " * 160
    pdf = filled({"description": text})
    content = picture(fields(reader(pdf))["description"])
    assert f"/{RESOURCE} 10 Tf".encode() not in content
    assert "[…]" not in drawn(pdf, "description")
    longest = "Un mot ordinaire. " * 440
    pdf = filled({"description": longest})
    assert drawn(pdf, "description")[-1] == "[…]"
    assert value(reader(pdf), "description") == longest


def test_every_radio_button_shows_the_state_of_its_group() -> None:
    group = fields(reader(filled({"type": "malfunction"})))["type"]
    states = [kid.get_object()["/AS"] for kid in group["/Kids"]]  # type: ignore[attr-defined]
    assert states == ["/Off", "/Off", "/Dysfonctionnement"]


def test_an_answer_can_be_taken_back() -> None:
    pdf = filled({**ANSWERS, "psr_attached": True})
    undone = {"summary": "", "type": None, "domain": "", "psr_attached": False}
    cleared = reader(fill_form(pdf, undone, form=form()))
    assert value(cleared, "summary") == ""
    assert value(cleared, "type") == "/Off"
    assert value(cleared, "domain") == "(à choisir)"
    assert str(fields(cleared)["psr_attached"]["/AS"]) == "/Off"
    assert b"Tj" not in picture(fields(cleared)["summary"])


def test_a_list_is_stored_in_the_language_of_the_file() -> None:
    pdf = reader(filled({"urgency": "Bloquante", "domain": "unknown"}, Lang.EN))
    assert value(pdf, "urgency") == "Blocking"
    assert value(pdf, "domain") == "I do not know"


def test_filling_twice_gives_the_same_bytes_and_keeps_the_first_identifier() -> None:
    pdf = filled(ANSWERS)
    assert pdf == filled(ANSWERS)
    now, before = (list(reader(p).trailer["/ID"]) for p in (pdf, blank()))  # type: ignore[call-overload]
    assert now[0] == before[0]
    assert now[1] != before[1]


def test_no_viewer_is_asked_to_draw_anew() -> None:
    acroform = reader(filled(ANSWERS)).root_object["/AcroForm"]
    assert "/NeedAppearances" not in acroform  # type: ignore[operator]


def test_the_header_still_says_1_7() -> None:
    assert filled(ANSWERS).startswith(b"%PDF-1.7\n")


@pytest.mark.parametrize("pdf", [b"", b"not a PDF", b"%PDF-1.4\ngarbage"])
def test_what_is_no_form_is_refused(pdf: bytes) -> None:
    with pytest.raises(AnswerError, match="not one of our forms"):
        fill_form(pdf, ANSWERS, form=form())


def test_a_form_of_another_definition_is_refused() -> None:
    with pytest.raises(AnswerError, match="not one of our forms"):
        fill_form(blank(CANCELLATION), {"summary": "x"}, form=form())


def test_a_wrong_answer_is_refused() -> None:
    with pytest.raises(AnswerError, match="urgency"):
        filled({"urgency": "tomorrow"})


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120))
def test_any_text_reads_back_as_it_was_given(text: str) -> None:
    assert value(reader(filled({"summary": text})), "summary") == text
