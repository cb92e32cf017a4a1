from dataclasses import replace

import pytest

from tests.unit.judging.bench import ANSWERS, FILLED, codes, fields_with, judged
from zenforms.findings import Problem
from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang
from zenforms.problems import BLANK_FORM

ALWAYS = [
    "contact_name",
    "email",
    "mode",
    "type",
    "domain",
    "urgency",
    "desk_version",
    "summary",
    "description",
]


@pytest.mark.parametrize("name", ALWAYS)
def test_an_empty_required_field_is_reported_once(name: str) -> None:
    outcome = judged(FILLED.with_answers(**{name: None}))
    about = [f for f in outcome.report.findings if f.field == name]
    assert [f.code for f in about] == ["ZF101"]


@pytest.mark.parametrize("value", ["", "   ", "\n \t", "\u200b\ufeff"])
def test_white_space_is_no_answer(value: str) -> None:
    assert fields_with(judged(FILLED.with_answers(summary=value)), "ZF101") == {"summary"}


def test_the_blank_of_a_list_is_no_answer() -> None:
    form = replace(FILLED, raw={"domain": "(à choisir)"})
    assert fields_with(judged(form), "ZF101") == {"domain"}


def test_a_malfunction_needs_workstations_and_reproducibility() -> None:
    outcome = judged(FILLED.with_answers(type="malfunction"))
    assert fields_with(outcome, "ZF102") == {"workstations", "reproducible"}
    assert fields_with(judged(FILLED), "ZF102") == set()


def test_a_conditional_field_says_what_makes_it_needed() -> None:
    outcome = judged(FILLED.with_answers(service_involved="yes"))
    (finding,) = [f for f in outcome.report.findings if f.code == "ZF102"]
    assert finding.field == "service_name"
    assert finding.message(Lang.FR).endswith(
        "Un service est-il en cause\u00a0?\u00a0»\u00a0: Oui)."
    )


def test_one_subject_is_to_be_confirmed() -> None:
    outcome = judged(FILLED.with_answers(one_subject=None))
    assert (outcome.kind, fields_with(outcome, "ZF104")) == (
        OutcomeKind.INCOMPLETE,
        {"one_subject"},
    )


def test_a_document_needs_the_declaration() -> None:
    announced = FILLED.with_answers(document_attached="yes")
    assert fields_with(judged(announced), "ZF105") == {"not_confidential"}
    declared = announced.with_answers(not_confidential="yes")
    assert fields_with(judged(declared), "ZF105") == set()


def test_a_form_saved_without_its_answers_is_told_in_one_sentence() -> None:
    blank = FILLED.with_answers(**dict.fromkeys(ANSWERS)).with_answers(
        client_name="Société Exemple"
    )
    outcome = judged(replace(blank, problems=(Problem(BLANK_FORM),)))
    assert outcome.kind is OutcomeKind.INCOMPLETE
    assert {c for c in codes(outcome) if c < "ZF400"} == {BLANK_FORM}


def test_an_answer_that_is_on_no_list_is_not_called_missing() -> None:
    outcome = judged(replace(FILLED, raw={"domain": "Plomberie"}))
    assert [f.code for f in outcome.report.about("domain")] == ["ZF206"]
