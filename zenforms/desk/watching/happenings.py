"""What the watcher says it did, as values: the terminal and the log each tell it their way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind


class Happened(StrEnum):
    """The kinds of news."""

    STARTED = "started"
    RECOVERED = "recovered"
    CLAIMED = "claimed"
    SETTLED = "settled"
    HELD = "held"
    """The machine refused for now; it is tried again."""
    ORDER_DONE = "order_done"
    SETTINGS_READ = "settings_read"
    SETTINGS_BROKEN = "settings_broken"
    """The last good policy and register stay in force."""
    EVENTS_LOST = "events_lost"
    EVENTS_BACK = "events_back"
    INBOX_LOST = "inbox_lost"
    INBOX_BACK = "inbox_back"
    STOPPING = "stopping"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Happening:
    """One piece of news. `name` is a client's file name: neutralise it, and never log it."""

    what: Happened
    at: datetime
    drop: str | None = None
    number: str | None = None
    """The one that people know it by."""
    place: str | None = None
    """The folder of the outcome, relative to the desk."""
    outcome: OutcomeKind | None = None
    codes: tuple[str, ...] = ()
    order: str | None = None
    """The kind of order that was carried out or refused."""
    name: str | None = None
    reason: str | None = None
    """A system error's name or an error's place; never a client's words."""
    error: DeskError | None = None


Tell = Callable[[Happening], None]


def nobody(_: Happening) -> None:
    """Tell nobody."""
