"""How the desk judges: with its forms, in the light of what it remembers."""

from datetime import datetime

from zenforms.form.library import known_forms
from zenforms.judging.case import Desk, Outcome
from zenforms.judging.judge import judge
from zenforms.judging.prepare import case_of
from zenforms.judging.threads import History
from zenforms.reading.submission import Submission


def judge_drop(
    submission: Submission, desk: Desk, at: datetime, *, history: History | None = None
) -> Outcome:
    """The verdict on a drop that arrived `at`; the desk's own mail server may know better.

    Without `history` nothing is known of earlier requests.
    """
    stamped = submission.envelope.received_at
    received_at = min(stamped, at) if stamped else at
    case = case_of(
        submission,
        desk=desk,
        forms=known_forms(desk.policy.forms),
        received_at=received_at,
        history=history,
    )
    return judge(case)
