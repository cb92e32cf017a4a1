"""What there is to deliver, read off the desk's folders: outcomes, and what happened to them."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from zenforms.desk.papers.requests import EventKind, Filed, known_as, standing_after, ticket_as
from zenforms.desk.papers.waiting import SOON, Commitment
from zenforms.desk.spool.folders import (
    OUTCOMES,
    day_of,
    events_place,
    is_number,
    outcome_place,
    record_place,
)
from zenforms.desk.spool.journal import events_of
from zenforms.desk.spool.settlement import TicketEvent
from zenforms.desk.spool.small import read_json
from zenforms.judging.case import OutcomeKind

Stamp = tuple[tuple[int, int] | None, ...]

_LATE = timedelta(days=60)
"""For so long after its day a commitment that was missed is still told."""


@dataclass(frozen=True, slots=True)
class News:
    """One outcome, and what happened to it since, in order."""

    filed: Filed
    ticket: Mapping[str, Any]
    """The ticket's JSON; empty for any other outcome."""
    events: tuple[TicketEvent, ...] = ()

    @property
    def place(self) -> str:
        """The folder of the outcome, relative to the desk."""
        return self.filed.settlement.place

    @property
    def number(self) -> str:
        """The number that names it."""
        return self.filed.settlement.name

    @property
    def outcome(self) -> OutcomeKind:
        """What became of the drop."""
        return self.filed.settlement.outcome

    @property
    def is_over(self) -> bool:
        """Whether it is closed or cancelled here."""
        return standing_after(self.events).state.is_over

    def part(self, name: str) -> Mapping[str, Any]:
        """An object inside the ticket; empty when there is none."""
        found = self.ticket.get(name)
        return found if isinstance(found, dict) else {}


@dataclass(slots=True)
class Desktop:
    """The outcomes of a desk; what did not change since it was last done with is not opened."""

    root: Path
    since: date | None = None
    _done: dict[tuple[str, str], Stamp] = field(default_factory=dict)

    def places(self, *kinds: OutcomeKind) -> Iterator[str]:
        """The folders of all outcomes of these kinds, the oldest day first."""
        named = sorted((name, kind) for kind in kinds for name in self._names(kind))
        yield from (outcome_place(kind, name) for name, kind in named)

    def folder_stamps(self, *kinds: OutcomeKind) -> Stamp:
        """What changes when something is added to the outcomes of these kinds."""
        return tuple(_stamp_of(self.root / OUTCOMES[kind]) for kind in kinds)

    def is_done(self, place: str, target: str) -> bool:
        """Whether nothing changed since a target was done with it."""
        return self._done.get((place, target)) == self._stamp(place)

    def stamp(self, place: str) -> Stamp:
        """What changes when there is more to tell; to be taken before it is read."""
        return self._stamp(place)

    def done(self, place: str, target: str, stamp: Stamp) -> None:
        """Remember that a target knows all that there was."""
        self._done[place, target] = stamp

    def read(self, place: str) -> News | None:
        """What there is to tell; None when it cannot be read: the doctor names it."""
        folder, _, name = place.partition("/")
        is_ticket = folder == OUTCOMES[OutcomeKind.ACCEPTED]
        filed = ticket_as(self.root, name) if is_ticket else known_as(self.root, name)
        if filed is None or filed.settlement.place != place:
            return None
        try:
            ticket = read_json(self.root / record_place(name)) if is_ticket else {}
        except (OSError, ValueError):
            return None
        if not isinstance(ticket, dict):
            return None
        return News(filed, ticket, events_of(self.root, place))

    def _names(self, kind: OutcomeKind) -> Iterator[str]:
        try:
            names = os.listdir(self.root / OUTCOMES[kind])  # noqa: PTH208 - tens of thousands
        except OSError:
            return
        first = self.since
        for name in names:
            if is_number(name) and (first is None or day_of(name) >= first):
                yield name

    def _stamp(self, place: str) -> Stamp:
        name = place.rpartition("/")[2]
        files = (record_place(name), events_place(place), place)
        return tuple(_stamp_of(self.root / file) for file in files)


def _stamp_of(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino


# Days that come by themselves: nobody writes them down, so they are read off the ticket.


def days_told(news: News, today: date) -> Iterator[TicketEvent]:
    """What is due soon or overdue `today`, as events with ids that stay the same."""
    standing = standing_after(news.events)
    if not news.ticket or standing.state.is_over:
        return
    kept = {
        Commitment.FIRST_QUALIFICATION: standing.first_qualified_at,
        Commitment.FINAL_QUALIFICATION: standing.final_qualified_at,
    }
    for commitment, done in kept.items():
        day = due_day(news, commitment)
        if done or day is None or not day - SOON <= today <= day + _LATE:
            continue
        kind = "overdue" if today > day else "due_soon"
        details = {"commitment": commitment.value, "day": day.isoformat()}
        at = news.filed.settlement.received_at
        yield TicketEvent(f"{kind}-{commitment}", kind, at, by="zenforms", details=details)


def due_day(news: News, commitment: Commitment) -> date | None:
    """The last day on which a commitment of the ticket is kept; None without one."""
    found = news.part("dates").get(commitment)
    try:
        return date.fromisoformat(str(found["day"])) if isinstance(found, dict) else None
    except (ValueError, KeyError):
        return None


def moment(said: object) -> datetime | None:
    """The aware moment that a ticket says; None when it says none."""
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return found if found.tzinfo else None


UNTOLD = frozenset({EventKind.ACCEPTED, EventKind.RETRIED, EventKind.RELEASED, EventKind.READ})
"""What happened to a drop before it was a ticket, or concerns this desk alone."""
