"""The rules, for people and for programs."""

import pytest

from zenforms.judging.rules.catalog import RULES
from zenforms.judging.rules.rule import Rule
from zenforms.language import Lang
from zenforms.present.rulesview import rule_data, rule_lines, rules_lines
from zenforms.present.terminal import columns
from zenforms.words import OF_THE_CHARTER


@pytest.mark.parametrize("lang", Lang)
def test_the_list_holds_every_rule_once_within_80_columns(lang: Lang) -> None:
    lines = [line.text for line in rules_lines(RULES, lang)]
    for rule in RULES:
        assert sum(f" {rule.code} " in line for line in lines) == 1
    assert max(columns(line) for line in lines) <= 80


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("lang", Lang)
def test_a_rule_is_told_in_full(rule: Rule, lang: Lang) -> None:
    said = "\n".join(line.text for line in rule_lines(rule, lang))
    assert said.startswith(f"{rule.code} · ")
    squeezed = " ".join(said.split())
    wording = rule.wording.in_words(OF_THE_CHARTER)
    for text in (wording.why, wording.remedy):
        assert " ".join(text.to(lang).split()) in squeezed
    assert "policy.toml" in said
    assert "{" not in said
    assert max(columns(line) for line in said.splitlines()) <= 80


def test_a_rule_as_data_speaks_both_languages() -> None:
    data = rule_data(RULES[0])
    assert data["code"] == RULES[0].code
    assert data["title"] == {"fr": RULES[0].wording.title.fr, "en": RULES[0].wording.title.en}
