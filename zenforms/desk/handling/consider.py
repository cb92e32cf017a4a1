"""What is thought of a drop: its bytes made ours, read by careful hands, judged by the rules.

Here only names, sizes and decisions are handled; what a client wrote stays with whoever reads.
"""

import time
from dataclasses import dataclass, replace
from datetime import datetime

from zenforms.desk.handling import verdict
from zenforms.desk.handling.decide import decided
from zenforms.desk.handling.here import Here
from zenforms.desk.handling.job import Decided, Job, Overruling, Refused, Settled
from zenforms.desk.handling.pipeline import Pipeline, Source, Workshop
from zenforms.desk.papers.damage import damaged_among
from zenforms.desk.papers.memory import Known, known_to, named_by, open_requests
from zenforms.desk.papers.requests import known_as
from zenforms.desk.spool.claim import DiedError, attempt, clear_scratch
from zenforms.desk.spool.drop import Digest, Drop, Shape, Stamp, digest, fingerprint, unread_digest
from zenforms.desk.spool.own import Fault, FaultyDropError, make_own, readable_fault
from zenforms.desk.spool.settlement import Override
from zenforms.desk.spool.spool import Spool
from zenforms.findings import Problem
from zenforms.judging.case import Desk
from zenforms.judging.rules.handling import (
    LIMITS_REACHED,
    REQUEST_DAMAGED,
    TOO_LONG,
    TOO_MANY_ROUNDS,
)
from zenforms.problems import READER_DIED
from zenforms.reading.submission import Submission

ATTEMPTS = 3
"""How often a drop may take its worker down before it is set aside."""

_FAULTS = {
    Fault.TOO_LARGE: verdict.TOO_LARGE,
    Fault.UNREADABLE: verdict.UNREADABLE,
    Fault.OF_THE_DESK: verdict.OF_THE_DESK,
    Fault.EXCHANGED: verdict.EXCHANGED,
}


@dataclass(frozen=True, slots=True)
class Received:
    """A drop whose bytes are ours; `stamp` tells whether somebody still changes them."""

    drop: Drop
    content: Digest
    stamp: Stamp
    since: int
    """How many requests had settled when this one was begun."""
    fault: FaultyDropError | None = None
    """Why nothing of it can be read."""

    @property
    def is_empty(self) -> bool:
        """Whether it holds no byte: what was lost on the way is no copy of anything."""
        return not self.content.size and self.content.shape in {Shape.FILE, Shape.FOLDER}

    @property
    def unread(self) -> Submission:
        """What is known of it before anybody read it."""
        return Submission(name=self.drop.receipt.name, sha256=self.content.sha256)


@dataclass(frozen=True, slots=True)
class Said:
    """What a person has ordered about a drop that is judged again."""

    overruling: Overruling | None = None
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Considered:
    """A decision with its number; `named` are the requests that the drop names."""

    number: str
    decided: Decided
    first: str | None = None
    named: tuple[str, ...] = ()
    message: str | None = None


def receive(spool: Spool, drop: Drop, desk: Desk) -> Received:
    """Make the bytes ours alone and hash them; where that cannot be done there is a `fault`."""
    fault = None
    try:
        make_own(spool, drop, most=desk.policy.limits.drop_bytes)
    except FaultyDropError as error:
        fault = error
    clear_scratch(spool, drop)
    stamp = fingerprint(drop.original, ours=True)  # first: a change during the hashing must show
    if fault is None or fault.fault is Fault.OF_THE_DESK:
        try:
            return Received(drop, digest(drop.original), stamp, spool.twins.count, fault)
        except OSError as error:
            fault = readable_fault(error, drop)
            if fault is None:
                raise
    return Received(drop, unread_digest(drop), stamp, spool.twins.count, fault)


def consider(
    spool: Spool, received: Received, pipeline: Pipeline, desk: Desk, *, said: Said | None = None
) -> Considered | Refused:
    """Read, judge and pack, unless the drop was seen before, is no file, or kills its readers.

    What takes too long or too much is set aside at once. Only who died, or was killed, is
    followed by another: that counts like an end of this program in the midst of it.
    """
    thought = _Thought(
        spool, received, pipeline.apart or Here(pipeline, spool.root), desk, said or Said()
    )
    if received.fault:
        return thought.unread(Settled(_FAULTS[received.fault.fault], {"file": received.fault.name}))
    if not received.is_empty and spool.index.first_with(
        received.content.sha256, besides=received.drop.receipt.drop
    ):
        return thought.unread(None)
    if received.content.shape in {Shape.LINK, Shape.SPECIAL}:
        return thought.unread(Settled(verdict.NOT_A_FILE))
    while True:
        try:
            with attempt(spool, received.drop) as count:
                if count > ATTEMPTS:
                    why = {"count": str(ATTEMPTS)}
                    return thought.unread(Settled(verdict.POISON, why))
                return thought.begun(is_last=count == ATTEMPTS)
        except DiedError:
            continue


@dataclass(frozen=True, slots=True)
class _Thought:
    """One drop on its way through the workshop."""

    spool: Spool
    received: Received
    workshop: Workshop
    desk: Desk
    said: Said

    def begun(self, *, is_last: bool) -> Considered | Refused:
        """Have it read, judged and packed once. Raises DiedError when somebody died of it."""
        spool, drop = self.spool, self.received.drop
        clear_scratch(spool, drop)
        source = Source(
            drop.original, drop.scratch, drop.receipt.name, self.received.content.sha256
        )
        glance = self.workshop.read(source, self.desk.policy)
        if glance.has_died and not is_last:
            raise DiedError
        known = known_to(
            glance.sought,
            kin=spool.kin,
            directory=self.desk.directory,
            limits=self.desk.policy.limits,
            open_of=lambda client: open_requests(spool.root, spool.kin, client),
        )
        known, settled = self._read_again(known, is_last=is_last)
        first = None if self.said.override else spool.kin.first_with(glance.message)
        if self.said.overruling is None:
            lost = damaged_among(named_by(glance.sought), root=spool.root, kin=spool.kin)
            if lost:
                known, settled, first = (), Settled(REQUEST_DAMAGED, {"number": lost}), None
        received_at = glance.received_at(drop.receipt.arrived_at)
        job = self._job(received_at, settled, known, is_read=True, first=first)
        result = self.workshop.decide(job, self.desk)
        if isinstance(result, Problem):
            if result.code == READER_DIED:
                raise DiedError
            clear_scratch(spool, drop)
            return self._concluded(replace(job, is_read=False, settled=_limit(result)))
        told = self._told(job, result, named_by(glance.sought))
        return told if isinstance(told, Refused) else replace(told, message=glance.message)

    def unread(self, settled: Settled | None) -> Considered | Refused:
        """The verdict on what nobody opens; without `settled` it was seen before."""
        return self._concluded(self._job(self.received.drop.receipt.arrived_at, settled))

    def _concluded(self, job: Job) -> Considered | Refused:
        """The papers of a verdict without a judge; bare ones when not even these can be written."""
        result = self.workshop.decide(job, self.desk)
        if isinstance(result, Problem):
            settled = job.settled or Settled(verdict.POISON, {"count": str(ATTEMPTS)})
            outcome = verdict.set_aside(
                settled.code,
                self.received.unread,
                desk=self.desk,
                at=job.drop.receipt.arrived_at,
                **settled.arguments,
            )
            result = decided(outcome, verdict.bare_parcel(outcome))
        return self._told(job, result)

    def _told(
        self, job: Job, result: Decided | Refused, named: tuple[str, ...] = ()
    ) -> Considered | Refused:
        if isinstance(result, Refused):
            return result
        return Considered(job.number, result, job.first, named)

    def _job(
        self,
        received_at: datetime,
        settled: Settled | None,
        known: tuple[Known, ...] = (),
        *,
        is_read: bool = False,
        first: str | None = None,
    ) -> Job:
        drop, content = self.received.drop, self.received.content
        given = self.spool.index.give_number(
            drop.receipt.drop,
            received_at,
            content.sha256,
            first=first,
            is_empty=self.received.is_empty,
        )
        return Job(
            drop,
            content.sha256,
            given.number,
            given.first,
            is_read=is_read,
            known=known,
            settled=settled,
            overruling=self.said.overruling,
            override=self.said.override,
        )

    def _read_again(
        self, known: tuple[Known, ...], *, is_last: bool
    ) -> tuple[tuple[Known, ...], Settled | None]:
        """Have the rounds read that the drop may complete, all of them in the time of one drop."""
        limits = self.desk.policy.limits
        end = time.monotonic() + limits.wall_seconds
        left = limits.earlier_requests
        for one in (known for known in known if known.may_be_completed):
            for settlement in one.rounds:
                left -= 1
                if left < 0 or time.monotonic() > end:
                    return (), Settled(TOO_MANY_ROUNDS)
                if self._has_died(settlement.number) and not is_last:
                    raise DiedError
        return known, None

    def _has_died(self, number: str) -> bool:
        """Have the round with this number read, in a folder of its own, and tell of its reader."""
        filed = known_as(self.spool.root, number)
        if filed is None:
            return False
        scratch = self.received.drop.scratch / number
        self.spool.disk.remove(scratch)
        self.spool.disk.make_folder(scratch)
        name, sha256 = filed.receipt.name, filed.settlement.sha256
        source = Source(filed.original, scratch, name, sha256)
        return self.workshop.read(source, self.desk.policy).has_died


def _limit(problem: Problem) -> Settled:
    return Settled(LIMITS_REACHED.get(problem.code, TOO_LONG))
