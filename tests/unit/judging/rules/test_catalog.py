import re

import pytest

from tests.unit.judging.bench import FILLED, judged
from zenforms import danger_problems, drop_problems, problems
from zenforms.desk.handling import verdict
from zenforms.findings import Severity
from zenforms.form.library import shipped_form
from zenforms.judging import charter
from zenforms.judging.examples import particulars_of
from zenforms.judging.rules.catalog import RETIRED, RULES, rule_with
from zenforms.judging.rules.rule import Rule
from zenforms.language import Text, typeset

CODES = [rule.code for rule in RULES]
FAMILIES = {"ZF0", "ZF1", "ZF2", "ZF3", "ZF4", "ZF5"}


def _texts(rule: Rule) -> tuple[Text, ...]:
    words = rule.wording
    return words.title, words.message, words.why, words.remedy


def test_codes_are_unique_and_in_their_range() -> None:
    assert len(set(CODES)) == len(CODES)
    assert all(re.fullmatch(r"ZF[0-6]\d\d", code) for code in CODES)
    assert {code[:3] for code in CODES} >= FAMILIES


def test_no_retired_code_is_given_again_and_each_has_a_forwarding_address() -> None:
    assert not set(RETIRED) & set(CODES)
    assert set(RETIRED.values()) <= set(CODES)


def test_no_code_of_reading_or_of_the_desk_means_two_things() -> None:
    read = [*problems.DOCUMENT, *drop_problems.DROP, *danger_problems.DANGER]
    assert len(set(read)) == len(read)
    assert not set(verdict.WORDINGS) & set(CODES)
    by_code = {**problems.DOCUMENT, **drop_problems.DROP, **danger_problems.DANGER}
    for code, wording in by_code.items():
        rule = rule_with(code)
        assert rule is not None
        assert rule.wording is wording


def test_what_a_rule_requires_is_known_and_told_before_it() -> None:
    for place, rule in enumerate(RULES):
        assert set(rule.requires) <= set(CODES[:place]), rule.code


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_speaks_both_languages_and_the_same_particulars(rule: Rule) -> None:
    for text in _texts(rule):
        assert text.fr.strip()
        assert text.en.strip()
        assert text.fr == typeset(text.fr)
        assert "\u202f" not in text.fr
    message = rule.wording.message
    assert particulars_of(message.fr) == particulars_of(message.en)
    assert not particulars_of(rule.wording.remedy.fr)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_title_is_short_and_sentences_end_as_sentences(rule: Rule) -> None:
    title, message, why, remedy = _texts(rule)
    assert len(title.fr) <= 60
    assert title.fr[-1] not in ".!"
    for text in (message, remedy):
        assert text.fr[-1] in ".!?»})"
    assert why.fr


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_rule_blames(rule: Rule) -> None:
    said = " ".join(text.fr.lower() for text in _texts(rule))
    for word in ("votre faute", "vous auriez dû", "incorrectement", "invalide", "interdit"):
        assert word not in said


def test_the_list_of_sentences_holds_all_of_them() -> None:
    named = {value for value in vars(charter).values() if isinstance(value, Text)}
    assert named == set(charter.SENTENCES)


def test_every_sentence_of_the_charter_that_is_quoted_is_somebodys_reason() -> None:
    assert {r.wording.why for r in RULES} & set(charter.SENTENCES)


def test_only_rules_about_the_client_name_a_quarantine_or_more_by_charter() -> None:
    heavy = [r for r in RULES if r.severity >= Severity.QUARANTINE and r.code >= "ZF100"]
    assert {r.code[:3] for r in heavy} == {"ZF5"}


def test_a_finding_has_a_field_of_the_form_or_none() -> None:
    known = {field.name for field in shipped_form("assistance-request").fields()}
    outcome = judged(FILLED.with_answers(email="x", summary=None, desk_version="?"))
    assert {f.field for f in outcome.report.findings} <= known | {None}


def test_an_unknown_code_has_no_rule() -> None:
    assert rule_with("ZF999") is None
