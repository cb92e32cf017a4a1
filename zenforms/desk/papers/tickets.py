"""Where a request stands: read from the events beside it, since a ticket is never rewritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from zenforms.desk.spool.events import events_of
from zenforms.desk.spool.settlement import TicketEvent
from zenforms.judging.history import ThreadState


class EventKind(StrEnum):
    """What can happen to a ticket. Other parts of the house may add kinds that change no state."""

    FIRST_QUALIFICATION = "first_qualification"
    FINAL_QUALIFICATION = "final_qualification"
    CLOSED = "closed"
    """A ticket is done with; what never became one is filed away."""
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    ACCEPTED = "accepted"
    """A person accepted it whatever the rules say."""
    RETRIED = "retried"
    RELEASED = "released"
    NOTED = "noted"
    """Somebody looked at it, and says so."""
    FOLLOWUP = "followup"
    """A later drop belongs to it; `number` among the details tells which."""


_STATES = {
    EventKind.CLOSED: ThreadState.CLOSED,
    EventKind.CANCELLED: ThreadState.CANCELLED,
    EventKind.REOPENED: ThreadState.OPEN,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ticket stands, or what waits without being one.

    Moments are aware; None has not happened.
    """

    state: ThreadState = ThreadState.OPEN
    first_qualified_at: datetime | None = None
    final_qualified_at: datetime | None = None
    over_since: datetime | None = None
    """When it was closed, filed away or cancelled, if it is."""
    followups: tuple[str, ...] = ()
    """What came for it since somebody last wrote something down."""


def standing_of(root: Path, place: str) -> Standing:
    """Where it stands now, whether ticket or not; `place` as in `events_of`."""
    return standing_after(events_of(root, place))


def standing_after(events: Iterable[TicketEvent]) -> Standing:
    """Where a ticket stands after these events, in the order they were written."""
    state, over_since = ThreadState.OPEN, None
    first: datetime | None = None
    final: datetime | None = None
    followups: list[str] = []
    for event in events:
        if event.kind == EventKind.FOLLOWUP:
            followups.append(event.details.get("number", ""))
            continue
        followups.clear()
        if event.kind in _STATES:
            state = _STATES[EventKind(event.kind)]
            over_since = event.at if state.is_over else None
        elif event.kind == EventKind.FIRST_QUALIFICATION:
            first = first or event.at
        elif event.kind == EventKind.FINAL_QUALIFICATION:
            final = final or event.at
    return Standing(state, first or final, final, over_since, tuple(followups))
