"""The judge: a case in, an outcome out; values only, and the clock is in the case."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zenforms.errors import ExitCode
from zenforms.findings import Finding, Report, Severity
from zenforms.judging.case import Case, Outcome, OutcomeKind
from zenforms.judging.request import Urgency
from zenforms.judging.rules.catalog import DROP_RULES, RULES
from zenforms.judging.rules.document import NO_VALUES, NO_WORDS
from zenforms.judging.rules.evidence import CAN_FOLLOW
from zenforms.judging.rules.rule import About, Found, Need, Rule
from zenforms.reading.submission import Channel
from zenforms.words import Words

# Runs the rules over a case and collects what they found.


def examine(case: Case, rules: Sequence[Rule]) -> Report:
    """All findings of `rules` on `case`, in the order of the rules, without echoes."""
    findings: list[Finding] = []
    told: dict[str, set[str | None]] = {}
    not_checked: list[str] = []
    known, words = frozenset(_known(case)), case.desk.policy.words
    for rule in rules:
        severity = _weight(rule, case)
        if severity is None or not rule.concerns(case):
            continue
        if not rule.needs <= known or missing_fields(rule, case):
            not_checked.append(rule.code)
            continue
        silenced = set[str | None]().union(*(told.get(code, ()) for code in rule.requires))
        mine = [
            _finding(rule, severity, found, words)
            for found in rule.check(case)
            if silenced.isdisjoint({None, found.field})
        ]
        findings += mine
        told.setdefault(rule.code, set()).update(finding.field for finding in mine)
    return Report(tuple(findings), tuple(not_checked))


def missing_needs(rule: Rule, case: Case) -> frozenset[Need]:
    """What the rule needs and is not known here."""
    return rule.needs - frozenset(_known(case))


def missing_fields(rule: Rule, case: Case) -> frozenset[str]:
    """The fields that the rule is about and the form has not: a desk may make forms of its own."""
    form, is_cancelling = case.form, rule.about is About.CANCELLATION
    if form is None or case.is_cancellation is not is_cancelling:
        return frozenset()  # what a request asks, a cancellation does not
    return frozenset(name for name in rule.asks if form.field(name) is None)


def _known(case: Case) -> Iterator[Need]:
    desk = case.desk
    if case.history is not None:
        yield Need.HISTORY
    if desk.register is not None:
        yield Need.REGISTER
    if desk.releases is not None:
        yield Need.RELEASES
    if desk.keys:
        yield Need.KEY


def _weight(rule: Rule, case: Case) -> Severity | None:
    """The severity that the desk gives to the rule; None when it is switched off.

    Whoever may write or call instead of filling in the form is never asked to write again:
    what would send a form back is then only a warning, but for a message that cancels without
    saying what. So is what would quarantine a drop that a
    person has looked at and released.
    """
    word = case.desk.policy.severity.get(rule.code)
    if word == "off":
        return None
    severity = Severity[word.upper()] if word else rule.severity
    if severity >= Severity.QUARANTINE and case.released:
        return Severity.WARNING
    if severity is Severity.ERROR and case.channel is not Channel.FORM and not case.withdraws:
        return Severity.WARNING
    return severity


def _finding(rule: Rule, severity: Severity, found: Found, words: Words) -> Finding:
    wording = replace(rule.wording, why=found.why) if found.why else rule.wording
    return Finding(
        rule.code, severity, wording.in_words(words, rule.code), found.field, found.arguments
    )


EXIT_CODES = {
    OutcomeKind.INCOMPLETE: ExitCode.NOT_ALL,
    OutcomeKind.REFUSED: ExitCode.NOT_ALL,
    OutcomeKind.QUARANTINED: ExitCode.SET_ASIDE,
}


def judge(case: Case) -> Outcome:
    """The outcome of a drop: pure, and always exactly one.

    A drop of which nothing can be read that may be judged is told in one sentence.
    """
    first = examine(case, DROP_RULES)
    ends = NO_VALUES if case.document else NO_VALUES | NO_WORDS
    has_values = not any(_is_end(finding, ends) for finding in first.findings)
    return decide(case, _lenient(case, examine(case, RULES)) if has_values else first)


def _lenient(case: Case, report: Report) -> Report:
    """The report on a blocking malfunction under TMA: nobody waits for its evidence alone.

    What is missing is then asked for in the acknowledgement.
    """
    request, policy = case.request, case.desk.policy
    is_blocking = request is not None and request.urgency is Urgency.BLOCKING
    if not (is_blocking and case.has_tma and policy.evidence.blocking_opens):
        return report
    if request is None or not request.is_malfunction or report.verdict is not Severity.ERROR:
        return report
    errors = {finding.code for finding in report.findings if finding.severity is Severity.ERROR}
    if not errors <= CAN_FOLLOW:
        return report
    findings = (
        replace(finding, severity=min(finding.severity, Severity.WARNING))
        for finding in report.findings
    )
    return replace(report, findings=tuple(findings))


def decide(case: Case, report: Report) -> Outcome:
    """The outcome that a report makes of a case."""
    kind = _kind(case, report)
    return Outcome(kind, _exit_code(kind, report), report, case)


def _is_end(finding: Finding, ends: frozenset[str]) -> bool:
    return finding.code in ends and finding.severity >= Severity.QUARANTINE


def _kind(case: Case, report: Report) -> OutcomeKind:
    """The verdict is the maximum severity; only an incomplete request leaves the desk a choice."""
    verdict = report.verdict
    if case.is_no_request and verdict < Severity.DANGER:
        return OutcomeKind.AUTOMATIC
    if verdict >= Severity.QUARANTINE:
        return OutcomeKind.QUARANTINED
    if case.is_followup:  # a word on a request in hand need not be complete
        return OutcomeKind.FOLLOWUP
    if verdict >= Severity.REFUSAL:
        return OutcomeKind.REFUSED
    if verdict >= Severity.ERROR and not _opens_incomplete(case):
        return OutcomeKind.INCOMPLETE
    return OutcomeKind.CANCELLED if case.is_cancellation else OutcomeKind.ACCEPTED


def _opens_incomplete(case: Case) -> bool:
    return case.desk.policy.on_incomplete == "open" and case.has_tma


def _exit_code(kind: OutcomeKind, report: Report) -> ExitCode:
    if report.verdict >= Severity.DANGER:
        return ExitCode.DANGEROUS
    return EXIT_CODES.get(kind, ExitCode.OK)
