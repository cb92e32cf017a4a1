"""Which request a drop belongs to, and what it adds to it. Pure: earlier rounds are values.

A drop joins a thread by the correction form's hidden `thread` field, or as a reply to a letter of
ours; and only a thread of its own client: the form's, or without a form the sender's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from zenforms.judging.history import History, Thread, ThreadState
from zenforms.judging.identity import Directory
from zenforms.judging.numbers import parse_number
from zenforms.reading.submission import Document, DropFile, Submission


class Join(StrEnum):
    """How a drop belongs to an earlier request."""

    ROUND = "round"
    """What was missing came: the request is judged again with everything."""
    FOLLOWUP = "followup"
    """A word on a request that is already in hand."""
    LINKED = "linked"
    """A new form in reply to a letter about a request that is already in hand."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The thread that a drop belongs to, and how."""

    thread: Thread
    how: Join


def join(
    submission: Submission,
    *,
    form: Document | None,
    blank: Document | None = None,
    history: History,
    directory: Directory,
) -> Joined | None:
    """The thread that a drop belongs to.

    `form` is the filled form of ours in it, if any; `blank` the one that nobody filled in.
    """
    writer = directory.believed(submission)

    def is_own(thread: Thread) -> bool:
        if form is not None:
            return thread.is_of(_bearer(form))
        is_blank_own = blank is None or thread.is_of(_bearer(blank))
        return is_blank_own and directory.speaks_for(thread.client_id, writer)

    if form is not None and (thread := _named_by_form(form, history)) and is_own(thread):
        how = Join.ROUND if thread.state is ThreadState.RETURNED else Join.FOLLOWUP
        return Joined(thread, how)
    thread = next(filter(is_own, history.named_by(submission.envelope)), None)
    if thread is None:
        return None
    if thread.state is ThreadState.RETURNED:
        return Joined(thread, Join.ROUND)
    return Joined(thread, Join.FOLLOWUP if form is None else Join.LINKED)


def with_earlier_rounds(submission: Submission, thread: Thread, *, has_form: bool) -> Submission:
    """The drop with the newest form and every file of every round, each file once.

    Without a filled form of its own (`has_form`) it takes that of the last round that had one.
    """
    rounds = [r.submission for r in thread.rounds if r.submission is not None]
    earlier = next((s.documents for s in reversed(rounds) if s.documents), ())
    files = _once(file for one in (*rounds, submission) for file in one.files)
    documents = submission.documents if has_form else earlier or submission.documents
    return replace(submission, documents=documents, files=tuple(files))


def _bearer(form: Document) -> str | None:
    return str(form.value("client_id") or "").strip() or None


def _named_by_form(form: Document, history: History) -> Thread | None:
    number = parse_number(str(form.value("thread") or ""))
    return history.thread(number) if number else None


def _once(files: Iterator[DropFile]) -> Iterator[DropFile]:
    """Each content once, under the name that it came by last."""
    return iter({file.sha256: file for file in files}.values())
