"""Intake: receive, read, judge, emit. One drop in, exactly one outcome out."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from zenforms.desk.handling import verdict
from zenforms.desk.handling.consider import Received, consider, receive
from zenforms.desk.handling.hands import Hands, Pack
from zenforms.desk.papers.memory import numbers_named, thread_of
from zenforms.desk.spool.drop import Drop, fingerprint
from zenforms.desk.spool.settle import Packed, resume, settle
from zenforms.desk.spool.settlement import Override, Parcel, Settlement, read_settlement
from zenforms.desk.spool.spool import Spool
from zenforms.desk.spool.transient import OvertakenError, StillWrittenError, is_transient
from zenforms.judging.case import Case, Desk, Outcome, OutcomeKind
from zenforms.judging.history import Thread
from zenforms.judging.rules.earlier import REPEATED, telling
from zenforms.judging.threads import Join

_LOG = logging.getLogger(__name__)


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
    try:
        return conclude(spool, received, consider(spool, received, hands, desk), hands.pack)
    except Exception as error:
        if is_transient(error) or read_settlement(drop.folder):
            raise
        _LOG.error("bug: %s", verdict.place_of(error), extra={"drop": drop.receipt.drop})
        return conclude(spool, received, *quarantine_bug(received, desk, error))


def conclude(spool: Spool, received: Received, outcome: Outcome, pack: Pack) -> Settlement:
    """Write what becomes of a drop and make it so, unless the drop changed in the meantime."""
    packed = emit(spool, received, outcome, pack)
    if fingerprint(received.drop.original, ours=True) != received.stamp:
        raise StillWrittenError(received.drop.receipt.drop)
    drop = received.drop
    with (
        spool.gate.passage(),
        after_its_twin(spool, received, outcome),
        one_at_a_time(spool, drop, outcome),
    ):
        return settle(spool, drop, packed, received.content)


@contextmanager
def after_its_twin(spool: Spool, received: Received, outcome: Outcome) -> Iterator[None]:
    """Let equal requests of a client settle one after the other, so that a repetition is told of.

    Raises OvertakenError when the same request settles, or did while this one was judged.
    """
    case = outcome.case
    said = telling(case.request) if case.client and case.request and not case.joined else None
    if case.client is None or said is None or REPEATED in outcome.report.codes():
        yield
        return
    with spool.twins.settling(hash((case.client.id, said)), received.since) as is_first:
        if not is_first:
            raise OvertakenError(received.drop.receipt.drop)
        yield


@contextmanager
def one_at_a_time(spool: Spool, drop: Drop, outcome: Outcome) -> Iterator[None]:
    """Let one round of a request settle after the other; each is judged knowing the one before.

    Raises OvertakenError when the request went on while this round of it was judged, or is
    itself being judged again.
    """
    case = outcome.case
    if any(spool.kin.is_away(number) for number in numbers_named(case.submission)):
        raise OvertakenError(drop.receipt.drop)
    thread = case.joined.thread if case.joined else case.own_thread(case.cancels)
    if thread is None:
        yield
        return
    with spool.deciding:
        now = thread_of(spool.root, spool.kin, thread.number)
        if now is None or _told(now) != _told(thread):
            raise OvertakenError(drop.receipt.drop)
        yield


def _told(thread: Thread) -> list[tuple[str, str]]:
    return [(one.number, one.outcome) for one in thread.rounds]


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
