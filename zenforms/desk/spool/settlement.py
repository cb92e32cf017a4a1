"""What is put into the spool for a drop, and the durable decision that is made of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from zenforms.desk.spool.folders import (
    ROUNDS,
    events_place,
    name_of,
    outbox_place,
    outcome_place,
    record_place,
)
from zenforms.desk.spool.small import read_json
from zenforms.judging.case import OutcomeKind

SETTLED = "settled.json"

Content = bytes | Path
"""Bytes to write, or a file of the drop's own folder to copy."""


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """Something that happened to a request. `id` makes saying it twice the same as once."""

    id: str
    kind: str
    at: datetime
    by: str
    why: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parcel:
    """Everything that becomes of one drop, by name; all of it appears at once.

    `files` maps the relative names in the outcome's folder, with forward slashes, to their
    contents. `record` is the ticket's JSON. `restricted` sends the original to the restricted
    archive. `events` go beside outcomes that are named by their places, relative to the desk: a
    cancellation names the ticket that it cancels.
    """

    outcome: OutcomeKind
    files: Mapping[str, Content]
    record: bytes | None = None
    codes: tuple[str, ...] = ()
    restricted: bool = False
    events: tuple[tuple[str, TicketEvent], ...] = ()
    letters: tuple[str, ...] = ()
    """The Message-IDs of the letters in it. Each names the request's number."""
    written: str = ""
    """The folder, in that of the drop, in which all of it lies already, whole and durable."""
    written_record: bool = False
    """Whether a ticket's JSON lies there too."""

    @property
    def has_record(self) -> bool:
        """Whether it holds a ticket."""
        return self.record is not None or self.written_record


@dataclass(frozen=True, slots=True)
class Override:
    """A person's decision to take a drop up again; `order` makes it count once."""

    order: str
    kind: str
    at: datetime
    by: str
    why: str
    was: OutcomeKind
    """The outcome that it replaces."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The decision on a drop. Once it is durable, a restart carries it out and nothing else.

    `moves` are (from, to), both relative to the desk, in the order in which they are made;
    `archive` is where the work folder itself goes in the end.
    """

    drop: str
    number: str
    outcome: OutcomeKind
    sha256: str
    size: int
    received_at: datetime
    moves: tuple[tuple[str, str], ...]
    archive: str
    codes: tuple[str, ...] = ()
    first: str | None = None
    """For a duplicate: the number of the drop it repeats."""
    thread: str | None = None
    """The number of the request's first round, when this drop is a later one."""
    client: str | None = None
    """The id of the client it is from, as far as the desk knows."""
    letters: tuple[str, ...] = ()
    events: tuple[tuple[str, TicketEvent], ...] = ()
    overrides: tuple[Override, ...] = ()
    message: str | None = None
    """What all copies of its message have in common (see `sameness`); None when it is none."""

    @property
    def request(self) -> str:
        """The number that people say: for a round of a request, that of the first."""
        return (self.thread or self.number) if self.outcome in ROUNDS else self.number

    @property
    def name(self) -> str:
        """The number that names its outcome's folder."""
        return name_of(self.outcome, self.number, self.thread)

    @property
    def place(self) -> str:
        """The folder of its outcome, relative to the desk."""
        return outcome_place(self.outcome, self.name)

    @property
    def places(self) -> tuple[str, ...]:
        """All that becomes of it but its archive, relative to the desk; some may be missing."""
        record = (record_place(self.name),) if self.outcome is OutcomeKind.ACCEPTED else ()
        return (self.place, events_place(self.place), *record, outbox_place(self.place))

    def to_json(self) -> bytes:
        """The bytes of `settled.json`."""
        values = {
            "version": 1,
            "drop": self.drop,
            "number": self.number,
            "outcome": self.outcome,
            "sha256": self.sha256,
            "size": self.size,
            "received_at": self.received_at.isoformat(),
            "moves": self.moves,
            "archive": self.archive,
            "codes": self.codes,
            "first": self.first,
            "thread": self.thread,
            "client": self.client,
            "letters": self.letters,
            "events": [[place, event_values(event)] for place, event in self.events],
            "overrides": [_override_values(override) for override in self.overrides],
            "message": self.message,
        }
        return json.dumps(values, ensure_ascii=True, indent=1).encode()


def read_settlement(folder: Path) -> Settlement | None:
    """The decision in a work or archive folder; None when none was made durable.

    Raises ValueError, KeyError or TypeError when it cannot be understood.
    """
    try:
        values = read_json(folder / SETTLED)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return Settlement(
        drop=values["drop"],
        number=values["number"],
        outcome=OutcomeKind(values["outcome"]),
        sha256=values["sha256"],
        size=values["size"],
        received_at=datetime.fromisoformat(values["received_at"]),
        moves=tuple((source, target) for source, target in values["moves"]),
        archive=values["archive"],
        codes=tuple(values["codes"]),
        first=values["first"],
        thread=values["thread"],
        client=values["client"],
        letters=tuple(values["letters"]),
        events=tuple((place, event_of(event)) for place, event in values["events"]),
        overrides=tuple(_override_of(override) for override in values["overrides"]),
        message=values.get("message"),
    )


def event_values(event: TicketEvent) -> dict[str, object]:
    """An event as JSON values."""
    return {
        "id": event.id,
        "kind": event.kind,
        "at": event.at.isoformat(),
        "by": event.by,
        "why": event.why,
        "details": dict(event.details),
    }


def event_of(values: Mapping[str, object]) -> TicketEvent:
    """The event in JSON values; raises KeyError or ValueError when it is none."""
    details = values.get("details")
    return TicketEvent(
        id=str(values["id"]),
        kind=str(values["kind"]),
        at=datetime.fromisoformat(str(values["at"])),
        by=str(values["by"]),
        why=str(values["why"]),
        details=dict(details) if isinstance(details, dict) else {},
    )


def _override_values(override: Override) -> dict[str, object]:
    return {
        "order": override.order,
        "kind": override.kind,
        "at": override.at.isoformat(),
        "by": override.by,
        "why": override.why,
        "was": override.was,
    }


def _override_of(values: Mapping[str, str]) -> Override:
    return Override(
        order=values["order"],
        kind=values["kind"],
        at=datetime.fromisoformat(values["at"]),
        by=values["by"],
        why=values["why"],
        was=OutcomeKind(values["was"]),
    )
