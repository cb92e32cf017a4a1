from zenforms.form.library import shipped_form
from zenforms.judging.policy import FlatOperation, Policy
from zenforms.judging.policycheck import slips_in

FORM = shipped_form("assistance-request")


def _places(policy: Policy) -> list[tuple[str | int, ...]]:
    return [slip.place for slip in slips_in(policy, FORM)]


def _operation(**when: tuple[str, ...]) -> Policy:
    return Policy(flat_operations=(FlatOperation(label="Scripts", when=when),))


def test_a_policy_that_names_what_there_is_has_no_slip() -> None:
    policy = Policy(severity={"ZF101": "warning", "ZF550": "off"})
    assert _places(policy) == []
    assert _places(_operation(tma_service=("scripts", "other"), one_subject=("yes",))) == []


def test_the_code_of_no_rule_is_a_slip() -> None:
    policy = Policy(severity={"ZF101": "off", "ZF999": "off"})
    assert _places(policy) == [("severity", "ZF999")]


def test_a_flat_operation_on_an_unknown_field_or_code_is_a_slip() -> None:
    assert _places(_operation(servise=("scripts",))) == [("flat_operations", 0, "when", "servise")]
    assert _places(_operation(summary=("x",))) == [("flat_operations", 0, "when", "summary")]
    (slip,) = slips_in(_operation(tma_service=("scripts", "script")), FORM)
    assert slip.place == ("flat_operations", 0, "when", "tma_service")
    assert slip.reason.en.startswith("“script” is not possible; possible: ")
