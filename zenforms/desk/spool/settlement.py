"""What is put into the spool for a drop, and the durable decision that is made of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from zenforms.judging.case import OutcomeKind

SETTLED = "settled.json"

Content = bytes | Path
"""Bytes to write, or a file of the drop's own folder to copy."""


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """Something that happened to a ticket. `id` makes saying it twice the same as once."""

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
    archive. `events` belong to other tickets: a cancellation names the one it cancels.
    """

    outcome: OutcomeKind
    files: Mapping[str, Content]
    record: bytes | None = None
    codes: tuple[str, ...] = ()
    restricted: bool = False
    first: str | None = None
    """For a duplicate: the number of the drop it repeats."""
    events: tuple[tuple[str, TicketEvent], ...] = ()


@dataclass(frozen=True, slots=True)
class Settlement:
    """The decision on a drop. Once it is durable, a restart carries it out and nothing else.

    `moves` are (place in the work folder, place in the desk), in the order they are made;
    `archive` is where the work folder itself goes in the end.
    """

    drop: str
    number: str
    outcome: OutcomeKind
    sha256: str
    size: int
    received_at: datetime
    codes: tuple[str, ...]
    first: str | None
    moves: tuple[tuple[str, str], ...]
    archive: str
    events: tuple[tuple[str, TicketEvent], ...] = ()

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
            "codes": self.codes,
            "first": self.first,
            "moves": self.moves,
            "archive": self.archive,
            "events": [[number, event_values(event)] for number, event in self.events],
        }
        return json.dumps(values, ensure_ascii=True, indent=1).encode()


def read_settlement(folder: Path) -> Settlement | None:
    """The decision in a work or archive folder; None when none was made durable."""
    try:
        values = json.loads((folder / SETTLED).read_bytes())
    except FileNotFoundError:
        return None
    return Settlement(
        drop=values["drop"],
        number=values["number"],
        outcome=OutcomeKind(values["outcome"]),
        sha256=values["sha256"],
        size=values["size"],
        received_at=datetime.fromisoformat(values["received_at"]),
        codes=tuple(values["codes"]),
        first=values["first"],
        moves=tuple((source, target) for source, target in values["moves"]),
        archive=values["archive"],
        events=tuple((number, event_of(event)) for number, event in values["events"]),
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
