"""Judges files at the command line as the desk would: the same parts, nothing written."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from zenforms.cli.drops import read_drops
from zenforms.desk.handling import verdict
from zenforms.desk.handling.judgement import judge_drop
from zenforms.desk.setup.clock import Clock
from zenforms.desk.setup.opening import find_desk, open_desk
from zenforms.findings import Problem
from zenforms.judging.case import Desk, Outcome
from zenforms.judging.moments import PARIS
from zenforms.judging.rules.handling import LIMITS_REACHED
from zenforms.reading.restraint import ThisProcess
from zenforms.reading.submission import Submission


def judge_all(
    names: Iterable[str], *, desk: Path | None, received: datetime | None
) -> Iterator[tuple[str, Outcome]]:
    """The name and outcome of each drop, in order, each as soon as it is known.

    `desk` is what `--desk` says; `received` is naive, in Paris time. Raises DeskError when the
    desk is broken, and UsageError when a file is not there, before any is read.
    """
    known, clock = desk_or_default(desk)
    at = received.replace(tzinfo=PARIS) if received else clock.now()
    for name, submission in read_drops(names, known.policy):
        yield name, judge_bounded(submission, known, at)


def judge_bounded(submission: Submission, desk: Desk, at: datetime) -> Outcome:
    """The verdict, given in this process within the desk's limits; reaching one is told in it."""
    runner = ThisProcess(desk.policy.limits.for_judging())
    judged = runner.run(judge_drop, submission, desk, at)
    if isinstance(judged, Problem):
        return verdict.set_aside(LIMITS_REACHED[judged.code], submission, desk=desk, at=at)
    return judged


def desk_or_default(option: Path | None) -> tuple[Desk, Clock]:
    """What the desk has decided, or the default policy where there is no desk."""
    root = find_desk(option)
    if root is None:
        return Desk(), Clock()
    opened = open_desk(root)
    return opened.desk, opened.clock
