"""Intake: receive, read, judge, emit. One drop in, exactly one outcome out."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from zenforms.desk.handling import verdict
from zenforms.desk.handling.consider import Considered, Received, consider, receive
from zenforms.desk.handling.decide import decided
from zenforms.desk.handling.job import Decided, Refused
from zenforms.desk.handling.pipeline import Pipeline
from zenforms.desk.papers.memory import standing_rounds
from zenforms.desk.spool.drop import Drop, fingerprint
from zenforms.desk.spool.durable import OvertakenError, StillWrittenError, is_transient
from zenforms.desk.spool.settle import Packed, resume, settle
from zenforms.desk.spool.settlement import Settlement, read_settlement
from zenforms.desk.spool.spool import Spool
from zenforms.judging.case import Desk

_LOG = logging.getLogger(__name__)


def take_in(spool: Spool, drop: Drop, pipeline: Pipeline, desk: Desk) -> Settlement:
    """Give a claimed drop its one outcome; returns when it is durable.

    A bug of ours quarantines this drop alone. Raises OSError when the machine refuses (disk
    full, no permission, scanner away): call again later, nothing is lost.
    """
    if decided := read_settlement(drop.folder):
        with spool.gate.passage():
            resume(spool, drop.folder, decided)
        return decided
    received = receive(spool, drop, desk)
    try:
        return conclude(spool, received, _judged(consider(spool, received, pipeline, desk)))
    except Exception as error:
        if is_transient(error) or read_settlement(drop.folder):
            raise
        _LOG.error("bug: %s", verdict.place_of(error), extra={"drop": drop.receipt.drop})
        return conclude(spool, received, quarantine_bug(spool, received, desk, error))


def _judged(considered: Considered | Refused) -> Considered:
    if isinstance(considered, Refused):  # only what a person orders is refused
        raise TypeError(considered.reason)
    return considered


def conclude(spool: Spool, received: Received, considered: Considered) -> Settlement:
    """Make what was decided so, unless the drop changed in the meantime."""
    if fingerprint(received.drop.original, ours=True) != received.stamp:
        raise StillWrittenError(received.drop.receipt.drop)
    drop = received.drop
    with (
        spool.gate.passage(),
        after_its_twin(spool, received, considered.decided),
        one_at_a_time(spool, drop, considered),
    ):
        return settle(spool, drop, packed(considered), received.content)


@contextmanager
def after_its_twin(spool: Spool, received: Received, decision: Decided) -> Iterator[None]:
    """Let equal requests of a client settle one after the other, so that a repetition is told of.

    Raises OvertakenError when the same request settles, or did while this one was judged.
    """
    if decision.said is None:
        yield
        return
    with spool.twins.settling(decision.said, received.since) as is_first:
        if not is_first:
            raise OvertakenError(received.drop.receipt.drop)
        yield


@contextmanager
def one_at_a_time(spool: Spool, drop: Drop, considered: Considered) -> Iterator[None]:
    """Let one round of a request settle after the other; each is judged knowing the one before.

    Raises OvertakenError when the request went on while this round of it was judged, or is
    itself being judged again.
    """
    if any(spool.kin.is_away(number) for number in considered.named):
        raise OvertakenError(drop.receipt.drop)
    upon = considered.decided.upon
    if upon is None:
        yield
        return
    with spool.deciding:
        if standing_rounds(spool.kin, upon.number) != upon.rounds:
            raise OvertakenError(drop.receipt.drop)
        yield


def packed(considered: Considered) -> Packed:
    """What a decision puts into the spool."""
    decision = considered.decided
    return Packed(
        considered.number,
        decision.parcel,
        decision.received_at,
        first=considered.first,
        thread=decision.thread,
        client=decision.client,
        message=considered.message,
    )


def quarantine_bug(spool: Spool, received: Received, desk: Desk, error: Exception) -> Considered:
    """The decision on a drop on which our own code broke, with papers that cannot break."""
    at = received.drop.receipt.arrived_at
    place = verdict.place_of(error)
    outcome = verdict.set_aside(verdict.BUG, received.unread, desk=desk, at=at, place=place)
    given = spool.index.give_number(
        received.drop.receipt.drop, at, received.content.sha256, is_empty=received.is_empty
    )
    decision = decided(outcome, verdict.bare_parcel(outcome, error))
    return Considered(given.number, decision, given.first)
