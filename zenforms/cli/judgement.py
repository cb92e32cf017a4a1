"""Judges files at the command line as the desk would: the same parts, nothing written."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from zenforms.cli.sources import read_documents
from zenforms.cli.wiring import judge_submission
from zenforms.desk.clock import Clock
from zenforms.desk.opening import find_desk, open_desk
from zenforms.judging.case import Desk, Outcome
from zenforms.judging.moments import PARIS
from zenforms.reading.submission import Document, Submission


def judge_all(
    names: Iterable[str], *, desk: Path | None, received: datetime | None
) -> Iterator[tuple[str, Outcome]]:
    """The name and outcome of each file, in order, each as soon as it is known.

    `desk` is what `--desk` says; `received` is naive, in Paris time. Raises DeskError when the
    desk is broken and UsageError when a file is not there.
    """
    known, clock = _desk(desk)
    at = received.replace(tzinfo=PARIS) if received else clock.now()
    for document in read_documents(names, known.policy.limits):
        yield document.name, judge_submission(_submission(document), known, at)


def _desk(option: Path | None) -> tuple[Desk, Clock]:
    root = find_desk(option)
    if root is None:
        return Desk(), Clock()
    opened = open_desk(root)
    return opened.desk, opened.clock


def _submission(document: Document) -> Submission:
    return Submission(name=document.name, sha256=document.sha256, documents=(document,))
