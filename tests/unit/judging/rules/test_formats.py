from dataclasses import replace

import pytest

from tests.unit.judging.bench import FILLED, codes, fields_with, judged
from zenforms.findings import Problem
from zenforms.judging.case import OutcomeKind
from zenforms.judging.rules.formats import is_email, is_telephone
from zenforms.problems import FIELD_CONFLICT
from zenforms.reading.submission import Flag


@pytest.mark.parametrize(
    "text",
    [
        "anne.essai@client.example",
        "a+b@sous.domaine.example",
        "prénom@société.example",
        "o-k_1@x-y.test",
        "1@1.example",
    ],
)
def test_an_address_that_a_letter_reaches_is_an_address(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "anne.essai",
        "anne@client",
        "anne@client,example",
        "anne essai@client.example",
        "anne(at)client.example",
        "a@x.example; b@x.example",
        "Anne <anne@client.example>",
        ".anne@client.example",
        "anne..essai@client.example",
        "anne.@client.example",
        "anne@-client.example",
        "anne@client.example.",
        "anne@client.example\nBcc: x@y.example",
        "@client.example",
        "a" * 65 + "@client.example",
        "a@" + "b." * 130 + "example",
    ],
)
def test_anything_else_is_not(text: str) -> None:
    assert not is_email(text)


@pytest.mark.parametrize(
    "text",
    ["01 99 00 12 34", "+33 (0)1.99.00.12.34", "0199001234 poste 12", "01/99/00/12/34", "3949"],
)
def test_a_number_that_can_be_dialled_is_a_number(text: str) -> None:
    assert is_telephone(text)


@pytest.mark.parametrize("text", ["demander Anne", "n/a", "12", "01 99 00 12 34 ou 35", "+"])
def test_words_are_no_telephone_number(text: str) -> None:
    assert not is_telephone(text)


def test_a_bad_address_makes_the_request_incomplete() -> None:
    outcome = judged(FILLED.with_answers(email="anne(at)client.example"))
    assert (outcome.kind, fields_with(outcome, "ZF201")) == (OutcomeKind.INCOMPLETE, {"email"})
    assert "ZF201" not in codes(judged(FILLED.with_answers(email="  anne@client.example ")))


def test_a_bad_telephone_number_is_a_warning() -> None:
    outcome = judged(FILLED.with_answers(telephone="demander Anne"))
    assert (outcome.kind, fields_with(outcome, "ZF202")) == (OutcomeKind.ACCEPTED, {"telephone"})
    assert "ZF202" not in codes(judged(FILLED))


def test_a_version_that_is_none_makes_the_request_incomplete() -> None:
    outcome = judged(FILLED.with_answers(desk_version="la dernière"))
    assert (outcome.kind, fields_with(outcome, "ZF203")) == (
        OutcomeKind.INCOMPLETE,
        {"desk_version"},
    )
    assert "ZF203" not in codes(judged(FILLED.with_answers(desk_version="Desk v12.2 ")))


def test_a_summary_over_its_length_makes_the_request_incomplete() -> None:
    assert fields_with(judged(FILLED.with_answers(summary="x" * 121)), "ZF205") == {"summary"}
    assert "ZF205" not in codes(judged(FILLED.with_answers(summary="x" * 120)))


def test_an_answer_on_no_list_makes_the_request_incomplete() -> None:
    outcome = judged(replace(FILLED, raw={"urgency": "Très très haute"}))
    assert (outcome.kind, fields_with(outcome, "ZF206")) == (OutcomeKind.INCOMPLETE, {"urgency"})
    assert "ZF206" not in codes(judged(FILLED))


def test_a_choice_is_recognised_with_either_apostrophe() -> None:
    form = FILLED.with_answers(tma_service="feasibility")
    for label in ("Étude de faisabilité", "étude de faisabilité"):
        assert "ZF206" not in codes(judged(replace(form, raw={"tma_service": label})))


@pytest.mark.parametrize("text", ["bonjour \uf600", "na\ufffdve"])
def test_lost_characters_are_a_warning(text: str) -> None:
    assert fields_with(judged(FILLED.with_answers(summary=text)), "ZF207") == {"summary"}
    assert "ZF207" not in codes(judged(FILLED.with_answers(summary="bonjour 😀 œ € “ ”")))


@pytest.mark.parametrize(
    ("flag", "code"),
    [
        (Flag.WIDGET_VALUE_CONFLICT, "ZF208"),
        (Flag.SUSPECT_MOJIBAKE, "ZF209"),
        (Flag.TRUNCATED, "ZF210"),
        (Flag.APPEARANCE_MISMATCH, "ZF211"),
        (Flag.INDEX_MISMATCH, "ZF211"),
        (Flag.RICH_TEXT_DIFFERS, "ZF211"),
        (Flag.NEWLINE_IN_SINGLE_LINE, "ZF212"),
    ],
)
def test_a_doubtful_value_is_told_about_its_field(flag: Flag, code: str) -> None:
    assert fields_with(judged(replace(FILLED, flags={"description": (flag,)})), code) == {
        "description"
    }
    assert code not in codes(judged(FILLED))


def test_an_earlier_number_that_is_none_of_ours_is_a_warning() -> None:
    outcome = judged(FILLED.with_answers(earlier_ticket="celle de mardi"))
    assert (outcome.kind, fields_with(outcome, "ZF204")) == (
        OutcomeKind.ACCEPTED,
        {"earlier_ticket"},
    )
    assert "ZF204" not in codes(judged(FILLED.with_answers(earlier_ticket="zf 260501 00000")))


def test_two_answers_in_one_field_are_told_once() -> None:
    doubtful = (Flag.WIDGET_VALUE_CONFLICT, Flag.APPEARANCE_MISMATCH)
    flagged = replace(FILLED, flags={"mode": doubtful})
    assert [f.code for f in judged(flagged).report.about("mode")] == ["ZF208"]
    told = replace(flagged, problems=(Problem(FIELD_CONFLICT, {"field": "mode"}),))
    assert [f.code for f in judged(told).report.about("mode")] == ["ZF021"]


def test_what_viewers_do_every_day_is_nothing_to_mention() -> None:
    daily = (Flag.INCREMENTAL_UPDATE, Flag.NONSTANDARD_TYPE, Flag.NONSTANDARD_ENCODING)
    for name in ("mode", "summary", "one_subject"):
        assert not list(judged(replace(FILLED, flags={name: daily})).report.about(name))
