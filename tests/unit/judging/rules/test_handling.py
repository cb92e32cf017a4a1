from zenforms.judging.rules import handling
from zenforms.judging.rules.catalog import LISTED, RULES, explained, rule_with
from zenforms.language import Lang
from zenforms.present.rulesview import rule_lines


def test_what_the_desk_says_by_itself_is_listed_and_explained_but_never_checked() -> None:
    codes = {rule.code for rule in handling.RULES}
    assert codes == set(handling.WORDINGS)
    assert codes.isdisjoint(rule.code for rule in RULES)
    assert codes <= {rule.code for rule in LISTED}
    assert all(explained(code) and not rule_with(code) for code in codes)


def test_nobody_is_told_that_a_policy_may_weigh_it() -> None:
    said = {
        code: "\n".join(line.text for line in rule_lines(rule, Lang.EN))
        for code in ("ZF081", "ZF101")
        if (rule := explained(code))
    }
    assert "policy.toml" not in said["ZF081"]
    assert "policy.toml" in said["ZF101"]


def test_an_unknown_code_is_not_explained() -> None:
    assert explained("ZF999") is None
