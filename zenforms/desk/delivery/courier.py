"""Takes a ticket to another system exactly once, whatever breaks on the way.

Before anything is sent its intent is durable, and written anew each time; before anything is sent
again, the system is asked whether it has it – not before the time-out of the request and the lag
of the search have passed since the intent, since a slow server may still carry out what a dead
client asked for. What nobody can find out is doubtful: a person decides, never a second request.
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from zenforms.desk.delivery.content import DOUBLE, outgoing_note, outgoing_ticket
from zenforms.desk.delivery.news import UNTOLD, News
from zenforms.desk.delivery.outbox import Delivery, DeliveryState, load, save
from zenforms.desk.delivery.settings import TicketTarget
from zenforms.desk.delivery.systems import (
    OutgoingFile,
    OutgoingTicket,
    RemoteTicket,
    SeenTicket,
    TicketSystem,
)
from zenforms.desk.delivery.transport import SLOWEST, SystemAwayError, SystemRefusedError
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.settlement import TicketEvent
from zenforms.language import Lang

_FIRST_PAUSE, _LONGEST_PAUSE = 5.0, 3600.0
_ENCODED = 1.4
"""How much longer a file is when it is written in letters and digits."""
_NO_ACCESS = frozenset({401, 403})
_LOOKS = 3
"""How often a ticket that was just made may not be there before that is told."""
FILES = "files"
"""What is being done while files are added."""
GONE = "the ticket is no longer there"
_NO_SEARCH = "it may have arrived, and the system cannot be asked"


class Turn(StrEnum):
    """What happened to a ticket over there."""

    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"


Hear = Callable[[Delivery, Turn], str]
"""Writes down what happened over there; gives the id of what it wrote."""


def pause_after(tries: int) -> float:
    """Seconds until the next try: longer each time, and not the same for all."""
    longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(tries, 20))
    return longest * (0.75 + secrets.randbelow(500) / 1000)


@dataclass(frozen=True, slots=True)
class Courier:
    """What delivers to one system. `wall` is the system's clock, in seconds."""

    root: Path
    name: str
    target: TicketTarget
    system: TicketSystem
    wall: Callable[[], float]
    disk: Disk = field(default_factory=Disk)
    lang: Lang = Lang.FR
    hear: Hear = field(default=lambda _delivery, _turn: "")

    def delivery_of(self, place: str) -> Delivery:
        """How far an outcome has come; what has no record is ready."""
        return load(self.root, place, self.name) or Delivery(place, self.name)

    def advance(self, news: News) -> Delivery:
        """Take a ticket and what happened to it as far as possible now.

        Raises SystemAwayError when the system as a whole cannot be used; the record then says so.
        """
        delivery = self.delivery_of(news.place)
        if delivery.state.waits_for_person or self.wall() < delivery.not_before:
            return delivery
        try:
            return self._advanced(delivery, news)
        except SystemAwayError as error:
            held = self._held(news, str(error), after=error.after)
            if error.is_whole:
                raise
            return held
        except SystemRefusedError as error:
            held = self._held(news, str(error))
            if error.status in _NO_ACCESS:
                raise SystemAwayError(str(error)) from None
            return held
        except OSError as error:  # a file of the desk that cannot be read at the moment
            return self._held(news, f"{type(error).__name__} {error.strerror or ''}")

    def is_finished(self, delivery: Delivery, news: News) -> bool:
        """Whether there is nothing left to send."""
        return delivery.state is DeliveryState.DELIVERED and not list(_pending(delivery, news))

    def look_after(self, news: News) -> Delivery:
        """Ask what became of a ticket over there, and close doubles that came to light.

        Raises as `advance` does.
        """
        delivery = self.delivery_of(news.place)
        if not self.is_finished(delivery, news):
            return delivery
        try:
            return self._looked_after(delivery, news)
        except SystemRefusedError as error:
            raise SystemAwayError(str(error), is_whole=error.status in _NO_ACCESS) from None

    def ticket_of(self, news: News) -> OutgoingTicket:
        """The ticket as it goes there."""
        return outgoing_ticket(news, largest=self.target.largest_file, lang=self.lang)

    def _advanced(self, delivery: Delivery, news: News) -> Delivery:
        may_be_doubled = bool(delivery.until)
        if delivery.state is DeliveryState.READY:
            # a desk that was restored from a copy may have delivered it before
            found = self.system.find(news.number)
            may_be_doubled |= bool(found)
            delivery = self._adopted(delivery, found) if found else self._posted(delivery, news)
        elif delivery.state is DeliveryState.CREATING:
            delivery = self._asked_again(delivery, news)
        if delivery.state is DeliveryState.CREATED:
            delivery = self._completed(delivery, news, may_be_doubled=may_be_doubled)
        if delivery.state is DeliveryState.DELIVERED:
            delivery = self._with_events(delivery, news)
        return delivery

    def _posted(self, delivery: Delivery, news: News) -> Delivery:
        ticket = self.ticket_of(news)
        delivery = replace(delivery, state=DeliveryState.CREATING, refused=False)
        delivery = self._intended(delivery, ticket.files)
        try:
            made = self.system.create(ticket)
        except SystemRefusedError as error:
            if error.status in _NO_ACCESS:
                raise
            # some make the ticket and say no all the same: it is looked for before that is told
            delivery = replace(delivery.waits(str(error), not_before=delivery.until), refused=True)
            return save(self.disk, self.root, delivery)
        return self._created(delivery, made)

    def _asked_again(self, delivery: Delivery, news: News) -> Delivery:
        waiting = self._waiting(delivery)
        if waiting:
            return waiting
        try:
            found = self.system.find(news.number)
        except SystemRefusedError as error:
            if error.status in _NO_ACCESS:
                raise
            return self._given_up(delivery, DeliveryState.DOUBTFUL, f"{_NO_SEARCH}: {error}")
        if found:
            return self._adopted(delivery, found)
        if delivery.refused:
            return self._given_up(delivery, DeliveryState.FAILED, delivery.reason)
        return self._posted(delivery, news)

    def _adopted(self, delivery: Delivery, found: tuple[RemoteTicket, ...]) -> Delivery:
        """Take a ticket that is there for ours: the oldest that is open, else the oldest."""
        living = [one for one in found if not one.is_over]
        return self._created(delivery, (living or list(found))[0])

    def _created(self, delivery: Delivery, made: RemoteTicket) -> Delivery:
        return save(
            self.disk,
            self.root,
            replace(
                delivery.waits("", not_before=0.0),
                state=DeliveryState.CREATED,
                id=made.id,
                url=self.system.address(made.id),
                refused=False,
                tries=0,
            ),
        )

    def _completed(self, delivery: Delivery, news: News, *, may_be_doubled: bool) -> Delivery:
        """Add the files that are missing, read everything back, close doubles.

        What was not there before, was sent once and answered has none.
        """
        ticket = self.ticket_of(news)
        seen = self.system.look(delivery.id, ticket)
        if seen is None:
            return self._missed(delivery)
        missing = _missing(ticket.files, seen)
        if missing:
            waiting = self._waiting(delivery) if delivery.doing == FILES else None
            if waiting:
                return waiting
            delivery = self._intended(replace(delivery, doing=FILES), missing)
            self.system.attach(delivery.id, missing)
            seen = self.system.look(delivery.id, ticket)
            if seen is None:
                return self._missed(delivery)
            missing = _missing(ticket.files, seen)
        delivery = self._moved(delivery, seen.ticket.id)
        if may_be_doubled:
            delivery = self._without_doubles(delivery, self.system.find(news.number))
        there = [event.id for event in news.events if seen.has_note(event.id)]
        delivery = replace(
            delivery.waits("", not_before=0.0),
            state=DeliveryState.DELIVERED,
            doing="",
            tries=0,
            done=tuple(dict.fromkeys((*delivery.done, *there))),
            lacks=(*seen.lacks, *(file.name for file in missing)),
            is_over=seen.ticket.is_over,
            looked_at=self.wall(),
        )
        return save(self.disk, self.root, delivery)

    def _with_events(self, delivery: Delivery, news: News) -> Delivery:
        """Tell what happened since, in order: the next only when the one before is there."""
        for event in _pending(delivery, news):
            told = self._told(delivery, news, event)
            if event.id not in told.done:
                return told
            delivery = told
        return delivery

    def _told(self, delivery: Delivery, news: News, event: TicketEvent) -> Delivery:
        note = outgoing_note(
            news, event, root=self.root, largest=self.target.largest_file, lang=self.lang
        )
        is_there = False
        if delivery.doing == event.id:
            waiting = self._waiting(delivery)
            if waiting:
                return waiting
            seen = self.system.look(delivery.id)
            if seen is None:
                return self._given_up(delivery, DeliveryState.DOUBTFUL, GONE)
            is_there = seen.has_note(event.id)
        if not is_there:
            delivery = self._intended(replace(delivery, doing=event.id), note.files)
            try:
                self.system.note(delivery.id, note)
            except SystemRefusedError:
                if self.system.look(delivery.id) is None:
                    return self._given_up(delivery, DeliveryState.DOUBTFUL, GONE)
                raise
        if note.turns:
            self.system.turn(delivery.id, note.turns)
        delivery = replace(
            delivery.waits("", not_before=0.0),
            doing="",
            tries=0,
            done=(*delivery.done, event.id),
            is_over=note.turns in {"closed", "cancelled"} if note.turns else delivery.is_over,
        )
        return save(self.disk, self.root, delivery)

    def _looked_after(self, delivery: Delivery, news: News) -> Delivery:
        found = self.system.find(news.number)
        ours = next((one for one in found if one.id == delivery.id), None)
        if ours is None:  # a search may lag: only the ticket itself can say that it is gone
            seen = self.system.look(delivery.id)
            if seen is None:
                return self._given_up(delivery, DeliveryState.DOUBTFUL, GONE)
            ours = seen.ticket
        if ours.id != delivery.id:
            delivery = self._heard(delivery, Turn.MERGED)
            delivery = self._moved(delivery, ours.id)
        delivery = self._without_doubles(delivery, found)
        if ours.is_over not in {news.is_over, delivery.is_over}:
            delivery = self._heard(delivery, Turn.CLOSED if ours.is_over else Turn.REOPENED)
        delivery = replace(delivery, is_over=ours.is_over)
        if delivery == self.delivery_of(news.place):
            return delivery
        return save(self.disk, self.root, replace(delivery, looked_at=self.wall()))

    def _heard(self, delivery: Delivery, turn: Turn) -> Delivery:
        order = self.hear(delivery, turn)
        return replace(delivery, heard=(*delivery.heard, order), done=(*delivery.done, order))

    def _moved(self, delivery: Delivery, ticket_id: str) -> Delivery:
        return replace(delivery, id=ticket_id, url=self.system.address(ticket_id))

    def _without_doubles(self, delivery: Delivery, found: tuple[RemoteTicket, ...]) -> Delivery:
        """One living ticket a number: whatever else bears it is closed, with a pointer."""
        winner = next((one for one in found if one.id == delivery.id), None)
        if winner is None:  # not to be found yet: somebody else's might be taken for a double
            return delivery
        words = DOUBLE.fill(self.lang, {"winner": self.system.address(delivery.id)})
        for one in found:
            if one.id != winner.id and not one.is_over and one.maker == winner.maker:
                self.system.close_double(one.id, winner, words)
                delivery = replace(delivery, doubles=(*delivery.doubles, one.id))
                save(self.disk, self.root, delivery)
        return delivery

    def _intended(self, delivery: Delivery, files: tuple[OutgoingFile, ...]) -> Delivery:
        """Make it durable that something is about to be sent, and until when it may arrive."""
        until = self.wall() + self._window(files)
        return save(self.disk, self.root, replace(delivery, until=until, tries=delivery.tries + 1))

    def _window(self, files: tuple[OutgoingFile, ...]) -> float:
        size = sum(file.size for file in files) * _ENCODED
        return self.target.timeout_seconds + size / SLOWEST + self.target.lag_seconds

    def _waiting(self, delivery: Delivery) -> Delivery | None:
        """The record that waits until what was sent last is done with, or None: it is.

        A clock that was set back must not make it wait for ever.
        """
        left = delivery.until - self.wall()
        if left <= 0:
            return None
        not_before = self.wall() + min(left, _LONGEST_PAUSE)
        return save(
            self.disk, self.root, replace(delivery, not_before=not_before, until=not_before)
        )

    def _missed(self, delivery: Delivery) -> Delivery:
        if delivery.tries + 1 >= _LOOKS:
            return self._given_up(delivery, DeliveryState.DOUBTFUL, GONE)
        not_before = self.wall() + pause_after(delivery.tries)
        delivery = replace(delivery, tries=delivery.tries + 1)
        return save(self.disk, self.root, delivery.waits(GONE, not_before=not_before))

    def _held(self, news: News, reason: str, *, after: float = 0.0) -> Delivery:
        """Try again later; what was written on the way stands."""
        delivery = self.delivery_of(news.place)
        pause = max(after, pause_after(delivery.tries))
        not_before = max(self.wall() + pause, delivery.until)
        delivery = replace(delivery, tries=delivery.tries + 1)
        return save(self.disk, self.root, delivery.waits(reason, not_before=not_before))

    def _given_up(self, delivery: Delivery, state: DeliveryState, reason: str) -> Delivery:
        return save(
            self.disk, self.root, replace(delivery.waits(reason, not_before=0.0), state=state)
        )


def _missing(files: tuple[OutgoingFile, ...], seen: SeenTicket) -> tuple[OutgoingFile, ...]:
    return tuple(file for file in files if file.name not in seen.files)


def _pending(delivery: Delivery, news: News) -> Iterator[TicketEvent]:
    """What happened since, in the order it was written down, and was not delivered yet."""
    known = {*delivery.done, *delivery.heard}
    return (e for e in news.events if e.kind not in UNTOLD and e.id not in known)
