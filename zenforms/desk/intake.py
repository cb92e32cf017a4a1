"""Intake: receive, read, judge, emit. One drop in, exactly one outcome out."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from zenforms.desk import verdict
from zenforms.desk.memory import history_for, thread_of
from zenforms.desk.requests import Filed
from zenforms.desk.spool.claim import attempt, clear_scratch, make_own
from zenforms.desk.spool.drop import Digest, Drop, Shape, Stamp, digest, fingerprint
from zenforms.desk.spool.settle import Packed, resume, settle
from zenforms.desk.spool.settlement import Override, Parcel, Settlement, read_settlement
from zenforms.desk.spool.spool import Spool
from zenforms.desk.transient import OvertakenError, StillWrittenError, is_transient
from zenforms.judging.case import Case, Desk, Outcome, OutcomeKind
from zenforms.judging.history import History
from zenforms.judging.policy import Policy
from zenforms.judging.threads import Join
from zenforms.problems import READER_DIED
from zenforms.reading.submission import Submission

_LOG = logging.getLogger(__name__)

ATTEMPTS = 3
"""How often a drop may take its worker down before it is set aside."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be read: `scratch` is an empty folder into which its files are unpacked."""

    original: Path
    scratch: Path
    name: str
    sha256: str


class Read(Protocol):
    """Opens a drop with careful hands. Never raises for bad input."""

    def __call__(self, source: Source, policy: Policy) -> Submission:
        """What was read; raises OSError when the machine, not the drop, stands in the way."""


class Judge(Protocol):
    """Gives the verdict."""

    def __call__(
        self, submission: Submission, desk: Desk, at: datetime, *, history: History
    ) -> Outcome:
        """The outcome of what was read; `at` is when the drop arrived."""


class Pack(Protocol):
    """Writes all that becomes of a drop."""

    def __call__(
        self, outcome: Outcome, number: str, drop: Drop, /, *, override: Override | None
    ) -> Parcel:
        """The files of an outcome, by name; `override` is the person's decision behind it."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who does the work that intake orders; wired at the top."""

    read: Read
    judge: Judge
    pack: Pack


@dataclass(frozen=True, slots=True)
class Received:
    """A drop whose bytes are ours; `stamp` tells whether somebody still changes them."""

    drop: Drop
    content: Digest
    stamp: Stamp

    @property
    def unread(self) -> Submission:
        """What is known of it before anybody read it."""
        return Submission(name=self.drop.receipt.name, sha256=self.content.sha256)


def take_in(spool: Spool, drop: Drop, hands: Hands, desk: Desk) -> Settlement:
    """Give a claimed drop its one outcome; returns when it is durable.

    A bug of ours quarantines this drop alone. Raises OSError when the machine refuses (disk
    full, no permission, scanner away): call again later, nothing is lost.
    """
    if decided := read_settlement(drop.folder):
        with spool.gate.passage():
            resume(spool, drop.folder, decided)
        return decided
    received = receive(spool, drop)
    outcome = None
    try:
        outcome = consider(spool, received, hands, desk)
        packed = emit(spool, received, outcome, hands.pack)
    except Exception as error:
        if is_transient(error):
            raise
        _LOG.error("bug: %s", verdict.place_of(error), extra={"drop": drop.receipt.drop})
        outcome, packed = None, emit(spool, received, *quarantine_bug(received, desk, error))
    if fingerprint(drop.original) != received.stamp:
        raise StillWrittenError(drop.receipt.drop)
    with spool.gate.passage(), one_at_a_time(spool, drop, outcome):
        return settle(spool, drop, packed, received.content)


@contextmanager
def one_at_a_time(spool: Spool, drop: Drop, outcome: Outcome | None) -> Iterator[None]:
    """Let one round of a request settle after the other; each is judged knowing the one before.

    Raises OvertakenError when the request went on while this round of it was judged.
    """
    joined = outcome.case.joined if outcome else None
    if joined is None:
        yield
        return
    with spool.deciding:
        now = thread_of(spool.root, spool.kin, joined.thread.number)
        if now is None or [r.number for r in now.rounds] != [
            r.number for r in joined.thread.rounds
        ]:
            raise OvertakenError(drop.receipt.drop)
        yield


def receive(spool: Spool, drop: Drop) -> Received:
    """Make the bytes ours alone and hash them."""
    make_own(spool, drop)
    clear_scratch(spool, drop)
    stamp = fingerprint(drop.original)  # first: a change during the hashing must show
    return Received(drop, digest(drop.original), stamp)


def consider(spool: Spool, received: Received, hands: Hands, desk: Desk) -> Outcome:
    """Read and judge, unless the drop was seen before, is no file, or kills whoever reads it."""
    drop, content, at = received.drop, received.content, received.drop.receipt.arrived_at
    if first := spool.index.first_with(content.sha256, besides=drop.receipt.drop):
        return verdict.seen_before(Case(received.unread, desk, at), first)
    if content.shape in {Shape.LINK, Shape.SPECIAL}:
        return verdict.set_aside(verdict.NOT_A_FILE, received.unread, desk=desk, at=at)
    with attempt(spool, drop) as count:
        if count > ATTEMPTS:
            why = {"count": str(ATTEMPTS)}
            return verdict.set_aside(verdict.POISON, received.unread, desk=desk, at=at, **why)
        submission = read_patiently(spool, received, hands.read, desk.policy)
        history = remembered(spool, drop, submission, hands.read, desk=desk)
        return hands.judge(submission, desk, at, history=history)


def read_patiently(spool: Spool, received: Received, read: Read, policy: Policy) -> Submission:
    """Read the drop; a reader that died is no verdict until it dies every time."""
    drop = received.drop
    source = Source(drop.original, drop.scratch, drop.receipt.name, received.content.sha256)
    for _ in range(ATTEMPTS):
        clear_scratch(spool, drop)
        submission = read(source, policy)
        if all(problem.code != READER_DIED for problem in submission.problems):
            break
    return submission


def remembered(
    spool: Spool, drop: Drop, submission: Submission, read: Read, *, desk: Desk
) -> History:
    """The earlier requests that matter to the drop; rounds that it may complete are read again."""

    def read_again(filed: Filed) -> Submission:
        scratch = drop.scratch / filed.number
        spool.disk.remove(scratch)
        spool.disk.make_folder(scratch)
        receipt, sha256 = filed.receipt, filed.settlement.sha256
        return read(Source(filed.original, scratch, receipt.name, sha256), desk.policy)

    return history_for(
        submission,
        root=spool.root,
        kin=spool.kin,
        register=desk.register,
        read_again=read_again,
    )


def emit(
    spool: Spool,
    received: Received,
    outcome: Outcome,
    pack: Pack,
    *,
    override: Override | None = None,
) -> Packed:
    """Number the outcome and write everything that becomes of it; nothing is visible yet."""
    drop, at = received.drop, outcome.case.received_at
    given = spool.index.give_number(drop.receipt.drop, at, received.content.sha256)
    if given.first and outcome.kind is not OutcomeKind.DUPLICATE:  # its twin was faster
        outcome = verdict.seen_before(outcome.case, given.first)
    parcel = pack(outcome, given.number, drop, override=override)
    return Packed(
        given.number,
        parcel,
        at,
        first=given.first,
        thread=_thread_of(outcome.case),
        client=_client_of(outcome.case),
    )


def _thread_of(case: Case) -> str | None:
    joined = case.joined
    return joined.thread.number if joined and joined.how is not Join.LINKED else None


def _client_of(case: Case) -> str | None:
    return case.client.id if case.client else None


def quarantine_bug(received: Received, desk: Desk, error: Exception) -> tuple[Outcome, Pack]:
    """The outcome of a drop on which our own code broke, and a writer that cannot break."""
    at = received.drop.receipt.arrived_at
    place = verdict.place_of(error)
    outcome = verdict.set_aside(verdict.BUG, received.unread, desk=desk, at=at, place=place)

    def pack(outcome: Outcome, _number: str, _drop: Drop, *, override: Override | None) -> Parcel:
        del override
        return verdict.bare_parcel(outcome, error)

    return outcome, pack
