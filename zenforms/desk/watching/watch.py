"""Wakes on events, scans the inbox, waits for stillness, hands every drop to a worker.

The loop never dies of a drop: a bug quarantines the drop, a machine that refuses holds it.
"""

import time
from contextlib import suppress
from dataclasses import dataclass, replace

from zenforms.desk.decisions.decision_files import Order, forget_answers, waiting_orders
from zenforms.desk.decisions.staff import carry_out_waiting
from zenforms.desk.handling.intake import take_in
from zenforms.desk.handling.pipeline import Pipeline
from zenforms.desk.papers.damage import damage_in
from zenforms.desk.papers.requests import known_as
from zenforms.desk.setup.mounts import is_network
from zenforms.desk.setup.opening import OpenDesk, refreshed
from zenforms.desk.setup.own import keep_issued
from zenforms.desk.setup.place import POLICY
from zenforms.desk.spool.claim import forgive
from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.durable import make_folders, reason_of
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.lock import check_ground, hold_desk
from zenforms.desk.spool.recover import recover
from zenforms.desk.spool.settlement import Settlement
from zenforms.desk.spool.spool import Spool, open_spool
from zenforms.desk.watching.feeding import Feeder
from zenforms.desk.watching.happenings import Event, Happened, Tell, nobody
from zenforms.desk.watching.heartbeat import pulse_of, write_pulse
from zenforms.desk.watching.inbox import WAITS_AFTER, Inbox
from zenforms.desk.watching.wake import Events, Stop, Wakeup, ended_in_time
from zenforms.desk.watching.workers import RetryQueue, WorkerPool
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind

NETWORK_POLL = 10.0
BEAT = 5.0
ONCE_TRIES = 5
"""How often `once` tries a drop that the machine refuses, about 15 seconds, before it ends."""


@dataclass(frozen=True, slots=True)
class WatchResult:
    """How a watch ended: drops settled, and what is left for later because it was refused."""

    settled: int
    left: int


def watch(
    opened: OpenDesk,
    pipeline: Pipeline,
    *,
    once: bool = False,
    poll: float | None = None,
    stop: Stop | None = None,
    tell: Tell = nobody,
) -> WatchResult:
    """Watch the desk's inbox until asked to stop or, `once`, until it is worked off.

    `poll` lists the inbox every so many seconds instead of waiting for events. Raises DeskError
    when the desk is held by another program or its folders are not fit for it.
    """
    check_ground(opened.root)
    with hold_desk(opened.root, doing="watch", now=opened.clock.now()):
        keep_issued(opened.root, opened.desk.policy.forms)  # letters send forms out
        opened, _ = refreshed(opened)
        spool = open_spool(opened.root, now=opened.clock.now)
        return Watcher(spool, opened, pipeline, poll=poll, tell=tell).run(stop or Stop(), once=once)


def _kept(opened: OpenDesk, before: OpenDesk) -> tuple[OpenDesk, DeskError | None]:
    """The desk with its new forms kept, or as it was when they cannot go out as they are."""
    try:
        keep_issued(opened.root, opened.desk.policy.forms)
    except DeskError as error:
        return replace(before, stamps=opened.stamps), error
    return refreshed(opened)


class Watcher:
    """The loop and what it remembers. The desk is held by whoever makes one."""

    def __init__(
        self, spool: Spool, opened: OpenDesk, pipeline: Pipeline, *, poll: float | None, tell: Tell
    ) -> None:
        self._spool = spool
        self._opened = opened
        self._hands = pipeline
        self._tell = tell
        self._bell = Wakeup()
        self._held = RetryQueue(time.monotonic)
        remote = is_network(spool.root)
        watching = opened.desk.policy.watching
        self._poll = poll or watching.poll_seconds or (NETWORK_POLL if remote else None)
        self._inbox = Inbox(spool.root / Folder.INBOX, trust_times=not remote)
        watched = [spool.root / Folder.INBOX, spool.root / Folder.ORDERS]
        self._events = Events([] if self._poll else watched, self._bell)
        self._feeder = Feeder(spool, self._inbox, self._held, poll=self._poll or 0.0)
        self._stop = Stop()
        self._settled = 0
        self._next_beat = 0.0
        self._may_obey = 0.0
        self._trouble = ""
        self._waits: frozenset[tuple[str, str]] = frozenset()

    def run(self, stop: Stop, *, once: bool) -> WatchResult:
        """Work until asked to stop or, `once`, until nothing more can be done."""
        self._stop = stop
        stop.then(self._bell.ring)
        self._say(Happened.STARTED)
        self._take_up()
        crew = WorkerPool(
            self._opened.desk.policy.watching.workers,
            self._take_in,
            self._bell.ring,
            prepare=self._prepare,
        )
        try:
            while not stop.asked:
                self._round(crew)
                if once and self._is_done(crew):
                    self._tell_waits(0.0)
                    break
                self._bell.wait(self._pause(crew))
        finally:
            if stop.asked:
                self._say(Happened.STOPPING)
            self._wind_down(crew)
        self._say(Happened.STOPPED)
        left = self._inbox.waiting + len(self._held) + bool(self._feeder.trouble)
        return WatchResult(self._settled, left)

    def _round(self, crew: WorkerPool) -> None:
        """One turn of the loop: what came back, what changed, what is next."""
        self._take_results(crew)
        self._refresh()
        self._obey()
        self._feed(crew)
        self._mind_inbox()
        self._beat(crew)

    def _take_up(self) -> None:
        with suppress(OSError):
            forget_answers(self._spool.root, self._spool.disk, time.time())
        now = self._opened.clock.now()
        for one in damage_in(self._spool.root, now.date()):
            news = Event(Happened.DAMAGED, now, place=one.place, number=one.number, reason=one.kind)
            self._hear(news)
        for drop in recover(self._spool):
            self._say(Happened.RECOVERED, drop=drop)
            self._feeder.take_up(drop)

    def _prepare(self) -> None:
        """What a worker begins with: its processes are there before its first drop."""
        if self._hands.apart is not None:
            self._hands.apart.start(self._opened.desk)

    def _take_in(self, drop: Drop) -> Settlement:
        """What a worker does with a drop, under the decisions of the moment."""
        return take_in(self._spool, drop, self._hands, self._opened.desk)

    def _take_results(self, crew: WorkerPool) -> None:
        for result in crew.results():
            if result.settlement is not None:
                self._settled += 1
                self._held.settled(result.drop)
                self._say(Happened.SETTLED, drop=result.drop, settlement=result.settlement)
            elif result.error is not None:
                reason = reason_of(result.error)
                self._say(Happened.HELD, drop=result.drop, reason=reason)
                if result.drop.folder.is_dir():  # else somebody took it away by hand
                    self._held.hold(result.drop, reason)

    def _refresh(self) -> None:
        before = self._opened
        self._opened, error = refreshed(before)
        if self._opened.desk.policy.forms != before.desk.policy.forms:
            self._opened, error = _kept(self._opened, before)
        if error is not None:
            self._say(Happened.SETTINGS_BROKEN, error=error)
        elif self._opened is not before:
            self._say(Happened.SETTINGS_READ)

    def _obey(self) -> None:
        """Carry out what staff ordered; what the machine refuses is tried again with the beat."""
        if time.monotonic() < self._may_obey:
            return
        if not waiting_orders(self._spool.root):
            return
        seconds = self._opened.desk.policy.watching.stop_seconds
        try:
            with ended_in_time(self._stop, seconds, self._end_workers):
                done = carry_out_waiting(self._spool, self._opened, self._hands)
        except OSError as error:
            self._may_obey = time.monotonic() + BEAT
            self._say(Happened.HELD, reason=reason_of(error))
            return
        for order, answer in done:
            self._say(Happened.ORDER_DONE, order=order, outcome=answer.outcome)

    def _feed(self, crew: WorkerPool) -> None:
        while crew.has_room:
            drop = self._feeder.next(self._opened)
            if drop is None:
                return
            self._say(Happened.CLAIMED, drop=drop)
            crew.give(drop)

    def _mind_inbox(self) -> None:
        """Notice that the inbox went away or came back; make it again where the desk stands."""
        trouble = self._feeder.trouble
        if trouble and not self._trouble:
            self._say(Happened.INBOX_LOST, reason=trouble)
        if self._trouble and not trouble:
            self._say(Happened.INBOX_BACK)
        self._trouble = trouble
        if trouble and (self._spool.root / POLICY).is_file():
            with suppress(OSError):
                make_folders(self._spool.disk, self._spool.root / Folder.INBOX)

    def _beat(self, crew: WorkerPool) -> None:
        now = time.monotonic()
        if now < self._next_beat:
            return
        self._next_beat = now + BEAT
        if (change := self._events.mind()) is not None:
            self._say(Happened.EVENTS_BACK if change else Happened.EVENTS_LOST)
        self._tell_waits(WAITS_AFTER)
        self._write_pulse(crew)

    def _tell_waits(self, after: float) -> None:
        """Say, once for each, what waits in the inbox for somebody and not for time."""
        found = frozenset(self._inbox.overdue(after))
        for name, why in sorted(found - self._waits):
            self._hear(Event(Happened.WAITS, self._opened.clock.now(), name=name, reason=why))
        self._waits = found

    def _write_pulse(self, crew: WorkerPool) -> None:
        pulse = pulse_of(
            at=self._opened.clock.now(),
            waiting=self._inbox.waiting,
            in_hand=tuple(drop.receipt.drop for drop in crew.in_hand),
            held=self._held.reasons(),
            refused=self._feeder.refused(),
            settled=self._settled,
            events=self._events.come,
            trouble=self._trouble,
        )
        with suppress(OSError):  # a full disk stops no heart; the held drops tell of it
            write_pulse(self._spool.root, pulse)

    def _pause(self, crew: WorkerPool) -> float:
        """How long nothing will happen that no bell tells; a worker that is done rings."""
        listed = self._poll or self._opened.desk.policy.watching.rescan_seconds
        known = self._feeder.pause(self._opened) if crew.has_room else None
        beat = max(0.0, self._next_beat - time.monotonic())
        return min(listed, beat, listed if known is None else known)

    def _is_done(self, crew: WorkerPool) -> bool:
        if crew.in_hand or not self._feeder.is_idle:
            return False
        tired = self._feeder.tries() >= ONCE_TRIES
        return tired or self._feeder.pause(self._opened) is None

    def _wind_down(self, crew: WorkerPool) -> None:
        """Let the drops in hand finish, within the bound that the desk has decided."""
        crew.dismiss()
        end = time.monotonic() + self._opened.desk.policy.watching.stop_seconds
        self._take_results(crew)
        while crew.in_hand and time.monotonic() < end:
            self._bell.wait(max(0.0, end - time.monotonic()))
            self._take_results(crew)
        if crew.in_hand:
            self._end_workers()
        self._spool.gate.close()
        self._take_results(crew)
        for drop in crew.in_hand:
            with suppress(OSError):
                forgive(self._spool, drop)
        self._events.stop()
        self._write_pulse(crew)

    def _end_workers(self) -> None:
        if self._hands.apart:
            self._hands.apart.end()

    def _say(
        self,
        what: Happened,
        *,
        drop: Drop | None = None,
        settlement: Settlement | None = None,
        order: Order | None = None,
        outcome: OutcomeKind | None = None,
        reason: str | None = None,
        error: DeskError | None = None,
    ) -> None:
        news = Event(what, self._opened.clock.now(), reason=reason, error=error)
        if drop:
            news = replace(news, drop=drop.receipt.drop, name=drop.receipt.name)
        if settlement:
            news = replace(news, number=settlement.request, place=settlement.place)
            news = replace(news, outcome=settlement.outcome, codes=settlement.codes)
        if order:
            filed = known_as(self._spool.root, order.number)
            number = filed.settlement.request if filed else order.number
            news = replace(news, number=number, order=order.kind, outcome=outcome)
        self._hear(news)

    def _hear(self, news: Event) -> None:
        with suppress(OSError, ValueError):  # news that nobody can hear stop nothing
            self._tell(news)
