from dataclasses import replace

import pytest

from tests.unit.judging.bench import FILLED, codes, fields_with, judged
from zenforms.judging.case import OutcomeKind
from zenforms.judging.mailaddress import is_email
from zenforms.judging.rules.formats import is_telephone


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


def test_an_earlier_number_that_is_none_of_ours_is_a_warning() -> None:
    outcome = judged(FILLED.with_answers(earlier_ticket="celle de mardi"))
    assert (outcome.kind, fields_with(outcome, "ZF204")) == (
        OutcomeKind.ACCEPTED,
        {"earlier_ticket"},
    )
    assert "ZF204" not in codes(judged(FILLED.with_answers(earlier_ticket="zf 260501 00000")))
