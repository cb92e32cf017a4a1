"""What the desk remembers of earlier requests, read from its folders for one drop."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from zenforms.desk.papers.requests import Filed, filed_as
from zenforms.desk.papers.tickets import standing_of
from zenforms.desk.spool.folders import ROUNDS
from zenforms.desk.spool.kin import Kin
from zenforms.judging.case import OutcomeKind
from zenforms.judging.history import History, Round, Thread, ThreadState, sought_by
from zenforms.judging.identity import Directory
from zenforms.judging.numbers import numbers_in
from zenforms.judging.request import Request
from zenforms.reading.submission import DropFile, Submission

FINDINGS = "findings.json"
"""The verdict, beside each outcome, as `validate --format json` says it."""

_ROUNDS = ROUNDS - {OutcomeKind.CANCELLED}
"""Without a ticket, a request of these went back, and is awaited with what is missing."""

ReadAgain = Callable[[Filed], Submission]


def history_for(
    submission: Submission,
    *,
    root: Path,
    kin: Kin,
    directory: Directory,
    read_again: ReadAgain,
) -> History:
    """The threads that the drop names, and the recent ones of its clients.

    `read_again` opens the original of an earlier round, when the drop may complete it: never for
    the drop of another client.
    """
    writer = directory.believed(submission)
    author = directory.author(writer)
    sought = sought_by(submission)
    mine = dict.fromkeys((*sought.client_ids, *([author.id] if author else [])))
    threads: dict[str, Thread] = {}
    for number in numbers_named(submission):
        if thread := thread_of(root, kin, number):
            is_mine = thread.client_id in mine or directory.speaks_for(thread.client_id, writer)
            threads[thread.number] = (
                _with_rounds_read(root, thread, read_again) if is_mine else thread
            )
    recent = (number for client_id in mine for number in kin.recent_of(client_id))
    for number in (*sought.mentioned, *recent):
        thread = thread_of(root, kin, number)
        if thread and thread.number not in threads:
            threads[thread.number] = thread
    return History(tuple(threads.values()))


def numbers_named(submission: Submission) -> tuple[str, ...]:
    """The request numbers that a drop names, in words or by the letter that it answers."""
    sought = sought_by(submission)
    return (*sought.numbers, *numbers_in("\n".join(sought.message_ids)))


def thread_of(root: Path, kin: Kin, number: str) -> Thread | None:
    """The request with all its rounds, called by the number of any; None when there is none."""
    decided = kin.decision_on(number)
    first = (decided.thread or number) if decided else number
    found = [kin.decision_on(one) for one in dict.fromkeys((first, *kin.rounds_of(first)))]
    rounds = sorted(
        (one for one in found if one and one.outcome in _ROUNDS),
        key=lambda settlement: settlement.received_at,
    )
    if not rounds:
        return None
    ticket = next((one for one in rounds if one.outcome is OutcomeKind.ACCEPTED), None)
    known = ticket or rounds[-1]
    return Thread(
        client_id=known.client,
        state=standing_of(root, known.place).state if ticket else ThreadState.RETURNED,
        rounds=tuple(Round(s.number, s.received_at, s.outcome) for s in rounds),
        request=request_in(root / known.place),
        letters=frozenset(letter for s in rounds for letter in s.letters),
    )


def request_in(place: Path) -> Request | None:
    """The request's values as they were judged; None when the folder holds none."""
    try:
        status = (place / FINDINGS).stat()
    except OSError:
        return None
    return _request(place / FINDINGS, status.st_mtime_ns)


@lru_cache(maxsize=512)
def _request(path: Path, _changed: int) -> Request | None:
    try:
        return Request.model_validate(json.loads(path.read_bytes())["request"])
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None


def _with_rounds_read(root: Path, thread: Thread, read_again: ReadAgain) -> Thread:
    """A returned request with what its rounds held, each round's files in a folder of its own."""
    if thread.state is not ThreadState.RETURNED:
        return thread
    rounds = [replace(r, submission=_read(root, r.number, read_again)) for r in thread.rounds]
    return replace(thread, rounds=tuple(rounds))


def _read(root: Path, number: str, read_again: ReadAgain) -> Submission | None:
    filed = filed_as(root, number)
    if filed is None:
        return None
    read = read_again(filed)
    return replace(read, files=tuple(_below(number, file) for file in read.files))


def _below(folder: str, file: DropFile) -> DropFile:
    """The file as it lies in the folder of its round, below the drop's own files."""
    recording = file.recording
    if recording and recording.screenshot_folder:
        recording = replace(recording, screenshot_folder=f"{folder}/{recording.screenshot_folder}")
    return replace(file, safe_name=f"{folder}/{file.safe_name}", recording=recording)
