import pytest

from zenforms.judging.examples import CASES, OWN, PARTICULARS, example_of, particulars_of
from zenforms.judging.rules.catalog import LISTED
from zenforms.judging.rules.rule import Rule
from zenforms.words import marks


@pytest.mark.parametrize("rule", LISTED, ids=lambda rule: rule.code)
def test_every_rule_has_an_example_in_both_languages(rule: Rule) -> None:
    example = example_of(rule)
    assert example.fr
    assert example.en
    assert "{" not in example.fr + example.en


def test_an_example_is_a_case_only_where_the_message_has_no_particulars() -> None:
    bare = {r.code for r in LISTED if not particulars_of(r.wording.message.fr)}
    assert set(CASES) == bare


def test_no_particular_is_called_like_a_word_of_the_desk() -> None:
    assert not marks() & set(PARTICULARS)


def test_no_particular_is_kept_that_no_rule_needs() -> None:
    needed = {r.code: particulars_of(r.wording.message.fr) for r in LISTED}
    assert set(PARTICULARS) == set().union(*needed.values())
    assert all(set(own) <= needed[code] for code, own in OWN.items())
