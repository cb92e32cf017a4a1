"""How the desk judges: with the forms that ship, in the light of what it remembers."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from zenforms.form.definition import Form
from zenforms.form.library import archived_forms, shipped_form, shipped_names
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
        submission, desk=desk, forms=known_forms(), received_at=received_at, history=history
    )
    return judge(case)


@cache
def known_forms() -> Mapping[str, Form]:
    """The definitions of our forms by id, and those of earlier revisions by `id@revision`."""
    return {name: shipped_form(name) for name in shipped_names()} | dict(archived_forms())
