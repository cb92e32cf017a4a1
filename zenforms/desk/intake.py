"""Intake: receive, read, judge, emit. One drop in, exactly one outcome out."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from zenforms.desk import verdict
from zenforms.desk.spool.claim import attempt, clear_scratch, make_own
from zenforms.desk.spool.drop import Digest, Drop, Shape, Stamp, digest, fingerprint
from zenforms.desk.spool.settle import Packed, carry_out, settle
from zenforms.desk.spool.settlement import Parcel, Settlement, read_settlement
from zenforms.desk.spool.spool import Spool
from zenforms.desk.transient import StillWrittenError, is_transient
from zenforms.judging.case import Case, Desk, Outcome, OutcomeKind
from zenforms.reading.limits import Limits
from zenforms.reading.submission import Submission

_LOG = logging.getLogger(__name__)

ATTEMPTS = 3
"""How often a drop may take its worker down before it is set aside."""


class Read(Protocol):
    """Opens a drop with careful hands. Never raises for bad input."""

    def __call__(self, drop: Drop, content: Digest, limits: Limits) -> Submission:
        """What was read; files may be unpacked into `drop.scratch`."""


class Pack(Protocol):
    """Writes all that becomes of a drop."""

    def __call__(self, outcome: Outcome, number: str, drop: Drop) -> Parcel:
        """The files of an outcome, by name."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who does the work that intake orders; wired at the top."""

    read: Read
    judge: Callable[[Submission, Desk, datetime], Outcome]
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
        carry_out(spool, drop.folder, decided)
        return decided
    received = receive(spool, drop)
    try:
        outcome = consider(spool, received, hands, desk)
        packed = emit(spool, received, outcome, hands.pack)
    except Exception as error:
        if is_transient(error):
            raise
        _LOG.error("bug: %s", verdict.place_of(error), extra={"drop": drop.receipt.drop})
        packed = emit(spool, received, *quarantine_bug(received, desk, error))
    if fingerprint(drop.original) != received.stamp:
        raise StillWrittenError(drop.receipt.drop)
    return settle(spool, drop, packed, received.content)


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
        submission = hands.read(drop, content, desk.policy.limits)
        return hands.judge(submission, desk, at)


def emit(spool: Spool, received: Received, outcome: Outcome, pack: Pack) -> Packed:
    """Number the outcome and write everything that becomes of it; nothing is visible yet."""
    drop, at = received.drop, outcome.case.received_at
    given = spool.index.give_number(drop.receipt.drop, at, received.content.sha256)
    if given.first and outcome.kind is not OutcomeKind.DUPLICATE:  # its twin was faster
        outcome = verdict.seen_before(outcome.case, given.first)
    parcel = pack(outcome, given.number, drop)
    return Packed(given.number, replace(parcel, first=given.first), at)


def quarantine_bug(received: Received, desk: Desk, error: Exception) -> tuple[Outcome, Pack]:
    """The outcome of a drop on which our own code broke, and a writer that cannot break."""
    at = received.drop.receipt.arrived_at
    place = verdict.place_of(error)
    outcome = verdict.set_aside(verdict.BUG, received.unread, desk=desk, at=at, place=place)
    return outcome, lambda outcome, *_: verdict.bare_parcel(outcome, error)
