"""What the samples' desk says of a file."""

from pathlib import Path

from tests.viewers.blank import DESK
from zenforms.cli.drops import judge_all
from zenforms.judging.case import Outcome
from zenforms.reading.submission import Document


def judged(drop: Path) -> Outcome:
    """The verdict on `drop`, at the hour at which the samples' desk stands still."""
    [(_, outcome)] = judge_all([str(drop)], desk=DESK, received=None)
    return outcome


def document(outcome: Outcome) -> Document:
    """The form that was judged; raises ValueError when there was none."""
    if outcome.case.document is None:
        message = f"no form of ours: {outcome.report.codes()}"
        raise ValueError(message)
    return outcome.case.document
