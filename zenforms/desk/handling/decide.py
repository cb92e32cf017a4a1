"""A job done: what was read is judged, and packed into all that becomes of it.

This runs where time and memory are bounded (see `apart`), or here, for an own pipeline.
"""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from zenforms.desk.handling import verdict
from zenforms.desk.handling.job import (
    Decided,
    Job,
    Overruling,
    Reason,
    Refused,
    Settled,
    Upon,
)
from zenforms.desk.handling.pipeline import Judge, Pack
from zenforms.desk.papers.memory import history_of
from zenforms.desk.spool.settlement import Parcel
from zenforms.errors import ExitCode
from zenforms.judging.case import Case, Desk, Outcome, OutcomeKind
from zenforms.judging.judge import judge as judge_case
from zenforms.judging.prepare import released
from zenforms.judging.rules.earlier import REPEATED, telling
from zenforms.judging.threads import History, Join
from zenforms.reading.submission import Submission

Load = Callable[[Path], Submission]
"""Gives what a reader found that had this scratch folder; else raises FileNotFoundError."""


def decide(
    job: Job, desk: Desk, root: Path, *, load: Load, judge: Judge, pack: Pack
) -> Decided | Refused:
    """What becomes of a drop of the desk in `root`; its files may still lie anywhere."""
    if not job.is_read:
        unread = Submission(name=job.drop.receipt.name, sha256=job.sha256)
        outcome: Outcome | Refused = _without_judge(job, desk, unread)
    elif job.settled or job.first:
        outcome = _without_judge(job, desk, load(job.drop.scratch))
    else:
        submission, history = load(job.drop.scratch), _history(job, root, load)
        at = job.drop.receipt.arrived_at
        given = judge(submission, desk, at, history=history)
        if job.overruling is Overruling.ACCEPT and _is_word(given.case):
            given = judge(submission, desk, at, history=History())  # a request of its own
        outcome = _overruled(given, job.overruling)
    if isinstance(outcome, Refused):
        return outcome
    return decided(outcome, pack(outcome, job.number, job.drop, override=job.override))


def decided(outcome: Outcome, parcel: Parcel) -> Decided:
    """The decision that an outcome and its files make."""
    case = outcome.case
    return Decided(
        parcel,
        case.received_at,
        client=case.client.id if case.client else None,
        thread=_thread_of(case),
        upon=_upon(case),
        said=_said(outcome),
    )


def _history(job: Job, root: Path, load: Load) -> History:
    return history_of(
        job.known,
        root=root,
        read_again=lambda number: _round(job.drop.scratch / number, load),
    )


def _round(scratch: Path, load: Load) -> Submission | None:
    try:
        return load(scratch)
    except FileNotFoundError:  # its original was purged
        return None


def _without_judge(job: Job, desk: Desk, submission: Submission) -> Outcome:
    at, stamped = job.drop.receipt.arrived_at, submission.envelope.received_at
    received_at = min(stamped, at) if stamped else at
    if job.first:
        return verdict.seen_before(Case(submission, desk, received_at), job.first)
    settled = job.settled or Settled(verdict.NOT_A_FILE)
    return verdict.set_aside(
        settled.code, submission, desk=desk, at=received_at, **settled.arguments
    )


def _overruled(outcome: Outcome, overruling: Overruling | None) -> Outcome | Refused:
    case = outcome.case
    if overruling is Overruling.RELEASE:
        return judge_case(released(case))
    if overruling is not Overruling.ACCEPT:
        return outcome
    if case.joined and case.is_followup:
        return Refused(Reason.IS_TICKET, case.joined.thread.number)
    if case.request is None:
        return Refused(Reason.NO_REQUEST)
    return replace(outcome, kind=OutcomeKind.ACCEPTED, exit_code=ExitCode.OK)


def _is_word(case: Case) -> bool:
    """Whether it is a message without a form that belongs to a request."""
    return case.is_followup and case.document is None


def _thread_of(case: Case) -> str | None:
    joined = case.joined
    return joined.thread.number if joined and joined.how is not Join.LINKED else None


def _upon(case: Case) -> Upon | None:
    thread = case.joined.thread if case.joined else case.own_thread(case.cancels)
    if thread is None:
        return None
    return Upon(thread.number, tuple((one.number, str(one.outcome)) for one in thread.rounds))


def _said(outcome: Outcome) -> int | None:
    """What two equal requests of a client have in common, the same in every process."""
    case = outcome.case
    if outcome.kind is OutcomeKind.DUPLICATE or REPEATED in outcome.report.codes():
        return None
    said = telling(case.request) if case.client and case.request and not case.joined else None
    if case.client is None or said is None:
        return None
    return int.from_bytes(sha256(repr((case.client.id, said)).encode()).digest()[:7])
