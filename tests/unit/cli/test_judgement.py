"""A single file is judged in the command's own process, and within limits all the same."""

from datetime import datetime

import pytest

from zenforms.cli.drops import judge_bounded
from zenforms.judging.case import Desk, OutcomeKind
from zenforms.judging.policy import Policy
from zenforms.reading.limits import Limits
from zenforms.reading.submission import Envelope, Submission

NOW = datetime.fromisoformat("2026-05-12T10:00:00+02:00")
MAIL = Submission("x.eml", "a" * 64, Envelope(body="Bonjour, l’export se coupe. " * 3_000))


@pytest.mark.no_cover  # the alarm may go off inside the measuring, which then waits for itself
def test_a_judgement_that_reaches_its_limit_is_a_quarantine_that_says_so() -> None:
    desk = Desk(policy=Policy(limits=Limits(judging_seconds=0.0001)))
    outcome = judge_bounded(MAIL, desk, NOW)
    assert outcome.kind is OutcomeKind.QUARANTINED
    assert outcome.report.codes() == ("ZF559",)


def test_within_the_limits_it_is_judged_as_ever() -> None:
    assert "ZF559" not in judge_bounded(MAIL, Desk(), NOW).report.codes()
