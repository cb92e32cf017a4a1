from collections.abc import Iterable

from tests.unit.judging.bench import FILLED, case_from, desk_of, drop_of
from zenforms.findings import Severity, Wording
from zenforms.judging.case import Case
from zenforms.judging.judge import examine, missing_needs
from zenforms.judging.policy import Policy
from zenforms.judging.rules.rule import Check, Found, Need, Rule, when
from zenforms.language import Text

SAID = Text(fr="x", en="x")
WORDING = Wording(SAID, SAID, SAID, SAID)
CASE = case_from(drop_of(FILLED))


def _finds(*fields: str | None) -> Check:
    def check(_: Case) -> Iterable[Found]:
        return [Found(field) for field in fields]

    return check


def _rule(code: str, check: Check, requires: tuple[str, ...] = ()) -> Rule:
    return Rule(code=code, severity=Severity.ERROR, wording=WORDING, check=check, requires=requires)


def _told(*rules: Rule) -> list[tuple[str, str | None]]:
    return [(f.code, f.field) for f in examine(CASE, rules).findings]


def test_findings_stand_in_the_order_of_the_rules() -> None:
    assert _told(_rule("ZF901", _finds("a", "b")), _rule("ZF900", _finds("a"))) == [
        ("ZF901", "a"),
        ("ZF901", "b"),
        ("ZF900", "a"),
    ]


def test_an_echo_is_silenced_on_the_same_field_only() -> None:
    first = _rule("ZF900", _finds("a"))
    echo = _rule("ZF901", _finds("a", "b", None), requires=("ZF900",))
    assert _told(first, echo) == [("ZF900", "a"), ("ZF901", "b"), ("ZF901", None)]


def test_what_is_said_about_the_whole_silences_everywhere() -> None:
    first = _rule("ZF900", _finds(None))
    echo = _rule("ZF901", _finds("a", None), requires=("ZF900",))
    assert _told(first, echo) == [("ZF900", None)]


def test_a_rule_that_is_silent_silences_nothing() -> None:
    echo = _rule("ZF901", _finds("a"), requires=("ZF900",))
    assert _told(_rule("ZF900", _finds()), echo) == [("ZF901", "a")]


def test_a_reason_of_its_own_replaces_the_rules() -> None:
    why = Text(fr="parce que", en="because")
    (finding,) = examine(CASE, [_rule("ZF900", lambda _: [Found("a", {}, why)])]).findings
    assert finding.wording.why is why
    assert finding.wording.title is SAID


def test_a_rule_whose_needs_are_missing_is_named_and_does_not_run() -> None:
    needy = Rule(
        code="ZF900",
        severity=Severity.ERROR,
        wording=WORDING,
        check=_finds("a"),
        needs=frozenset({Need.RELEASES, Need.REGISTER}),
    )
    report = examine(CASE, [needy])
    assert (report.findings, report.not_checked) == ((), ("ZF900",))
    assert missing_needs(needy, CASE) == {Need.RELEASES}


def test_a_rule_that_is_switched_off_is_not_even_named() -> None:
    desk = desk_of(Policy(severity={"ZF900": "off"}), register=None)
    case = case_from(drop_of(FILLED), desk=desk)
    report = examine(case, [_rule("ZF900", _finds("a"))])
    assert (report.findings, report.not_checked) == ((), ())


def test_when_says_once_or_never() -> None:
    assert list(when(True)) == [Found()]  # noqa: FBT003 - the point of the test
    assert list(when(False)) == []  # noqa: FBT003 - likewise
