"""The judge: a case in, an outcome out; values only, and the clock is in the case."""

from zenforms.findings import Finding, Report, Severity
from zenforms.judging.case import Case, Outcome, OutcomeKind
from zenforms.judging.examine import examine
from zenforms.judging.rules.catalog import DROP_RULES, RULES
from zenforms.judging.rules.document import NO_VALUES, NO_WORDS

EXIT_CODES = {
    OutcomeKind.INCOMPLETE: 1,
    OutcomeKind.REFUSED: 1,
    OutcomeKind.QUARANTINED: 3,
}
EXIT_DANGEROUS = 4


def judge(case: Case) -> Outcome:
    """The outcome of a drop: pure, and always exactly one.

    A drop of which nothing can be read that may be judged is told in one sentence.
    """
    first = examine(case, DROP_RULES)
    ends = NO_VALUES if case.document else NO_VALUES | NO_WORDS
    has_values = not any(_is_end(finding, ends) for finding in first.findings)
    return decide(case, examine(case, RULES) if has_values else first)


def decide(case: Case, report: Report) -> Outcome:
    """The outcome that a report makes of a case."""
    kind = _kind(case, report)
    return Outcome(kind, _exit_code(kind, report), report, case)


def _is_end(finding: Finding, ends: frozenset[str]) -> bool:
    return finding.code in ends and finding.severity >= Severity.QUARANTINE


def _kind(case: Case, report: Report) -> OutcomeKind:
    """The verdict is the maximum severity; only an incomplete request leaves the desk a choice."""
    verdict = report.verdict
    if case.submission.envelope.automatic and verdict < Severity.DANGER:
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


def _exit_code(kind: OutcomeKind, report: Report) -> int:
    if report.verdict >= Severity.DANGER:
        return EXIT_DANGEROUS
    return EXIT_CODES.get(kind, 0)
