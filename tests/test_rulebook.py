from tools.rulebook import Sentence, charter_page, rules_page
from zenforms.judging.rules.catalog import RULES


def test_every_code_is_documented() -> None:
    page = rules_page()
    assert all(f"### {rule.code} " in page for rule in RULES)


def test_a_sentence_names_its_rules_with_their_titles() -> None:
    page = charter_page((Sentence(text="Un mail = un sujet", becomes=("rule:ZF304",)),))
    assert "| Un mail = un sujet | [ZF304](rules.md) Several requests in one message |" in page


def test_what_is_no_rule_is_named_by_its_kind() -> None:
    page = charter_page((Sentence(text="A | B", becomes=("field:mode", "information")),))
    assert "| A &#124; B | field `mode`<br>*information* |" in page
