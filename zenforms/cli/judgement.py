"""Judges files at the command line as the desk would: the same parts, nothing written."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from zenforms.cli.drops import read_drops
from zenforms.desk.handling.judgement import judge_drop
from zenforms.desk.setup.clock import Clock
from zenforms.desk.setup.opening import find_desk, open_desk
from zenforms.judging.case import Desk, Outcome
from zenforms.judging.moments import PARIS


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
        yield name, judge_drop(submission, known, at)


def desk_or_default(option: Path | None) -> tuple[Desk, Clock]:
    """What the desk has decided, or the default policy where there is no desk."""
    root = find_desk(option)
    if root is None:
        return Desk(), Clock()
    opened = open_desk(root)
    return opened.desk, opened.clock
