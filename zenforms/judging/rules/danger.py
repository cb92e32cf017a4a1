"""ZF55x: files that may do harm when a person opens them. Reading recognises, here they weigh."""

from zenforms import danger_problems
from zenforms.findings import Severity
from zenforms.judging.rules.document import reports
from zenforms.judging.rules.rule import Rule

HELD_ONLY = frozenset({danger_problems.MACROS, danger_problems.ACTIVE})
"""What a client may send in good faith: a person looks first, but it is not called dangerous."""

RULES = tuple(
    Rule(
        code=code,
        severity=Severity.QUARANTINE if code in HELD_ONLY else Severity.DANGER,
        wording=wording,
        check=reports(code),
    )
    for code, wording in sorted(danger_problems.DANGER.items())
)
