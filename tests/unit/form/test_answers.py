from pathlib import Path

import pytest

from tests.unit.form.made import ANSWERS, form
from zenforms.form.answers import (
    AnswerError,
    ValuesError,
    field_to_fill,
    holdable,
    read_values,
    stored_answer,
)
from zenforms.form.definition import Choice
from zenforms.language import Lang


def stored(name: str, answer: object) -> object:
    return stored_answer(field_to_fill(form(), name), answer)


def code(name: str, answer: object) -> str | None:
    choice = stored(name, answer)
    assert choice is None or isinstance(choice, Choice)
    return choice.code if choice else None


@pytest.mark.parametrize(
    ("name", "answer", "wanted"),
    [
        ("mode", "tma", "tma"),
        ("mode", "HorsTMA", "no_tma"),
        ("mode", "Hors TMA", "no_tma"),
        ("mode", "Without TMA", "no_tma"),
        ("type", "Suggestion d'évolution", "evolution"),
        ("type", "Suggestion d’évolution", "evolution"),
        ("domain", "je ne sais pas", "unknown"),
        ("domain", "(à choisir)", None),
        ("domain", "(choose)", None),
        ("domain", "", None),
        ("mode", None, None),
    ],
)
def test_a_choice_is_meant_by_its_code_its_state_or_its_label(
    name: str, answer: object, wanted: str | None
) -> None:
    assert code(name, answer) == wanted


@pytest.mark.parametrize("answer", ["peut-être", 1, True, ["tma"]])
def test_an_unknown_choice_is_refused_with_the_possible_ones(answer: object) -> None:
    with pytest.raises(AnswerError, match="possible answers: tma, no_tma") as refused:
        stored("mode", answer)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (True, True),
        ("yes", True),
        ("Oui", True),
        ("Ma demande porte sur un seul sujet.", True),
        (False, False),
        ("no", False),
        ("Off", False),
        ("", False),
        (None, False),
    ],
)
def test_a_checkbox_is_ticked_or_not(answer: object, wanted: bool) -> None:  # noqa: FBT001 - a table
    assert stored("one_subject", answer) is wanted


@pytest.mark.parametrize("answer", ["peut-être", 1, ["yes"]])
def test_a_checkbox_takes_nothing_else(answer: object) -> None:
    with pytest.raises(AnswerError, match="one_subject"):
        stored("one_subject", answer)


def test_a_text_keeps_what_was_given_with_one_kind_of_line_end() -> None:
    assert stored("summary", " œ € “x” ") == " œ € “x” "
    assert stored("description", "a\r\nb\rc\nd") == "a\nb\nc\nd"
    assert stored("summary", None) == ""


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("summary", "x" * 121, "121 characters, 120 at most"),
        ("description", "x" * 8001, "8001 characters, 8000 at most"),
        ("summary", "a\nb", "one line only"),
        ("desk_version", 12.2, "a text is expected"),
    ],
)
def test_a_text_that_the_field_cannot_hold_is_refused(name: str, answer: object, said: str) -> None:
    with pytest.raises(AnswerError, match=said):
        stored(name, answer)


def test_a_text_of_just_the_right_length_is_accepted() -> None:
    assert stored("summary", "é" * 120) == "é" * 120


def test_an_unknown_field_is_refused_with_the_known_ones() -> None:
    with pytest.raises(AnswerError, match="nowhere") as refused:
        field_to_fill(form(), "nowhere")
    sentence = refused.value.sentence(Lang.FR)
    assert "contact_name" in sentence
    assert "client_name" not in sentence


@pytest.mark.parametrize("name", ["client_name", "seal", "client_id"])
def test_nobody_fills_in_who_the_client_is(name: str) -> None:
    with pytest.raises(AnswerError, match=name):
        field_to_fill(form(), name)


def test_a_correction_form_keeps_the_answers_that_it_can_hold() -> None:
    damaged = {**ANSWERS, "summary": "x" * 999, "mode": "?", "nowhere": "x", "client_name": "Y"}
    kept = holdable(form(), damaged)
    assert kept == {k: v for k, v in ANSWERS.items() if k not in {"summary", "mode"}}


def test_values_are_read_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "values.toml"
    path.write_text(
        'summary = "œ € “x”"\none_subject = true\ndescription = """\na\n\nb"""\n', "utf-8"
    )
    assert read_values(path) == {
        "summary": "œ € “x”",
        "one_subject": True,
        "description": "a\n\nb",
    }


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "values.toml"
    path.write_text('a = "b"', "utf-8-sig")
    assert read_values(path) == {"a": "b"}


@pytest.mark.parametrize("data", [None, b"summary = ", "summary = 'é'".encode("latin-1")])
def test_a_file_that_cannot_be_read_is_an_error_that_names_it(
    data: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "values.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ValuesError, match=r"values\.toml"):
        read_values(path)
