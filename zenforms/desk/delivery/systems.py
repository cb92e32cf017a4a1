"""What a ticket system must be able to do for us, and what goes to it, as values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from zenforms.desk.spool.small import open_own
from zenforms.language import Text

MARK = "zenforms:"
"""Begins what tells a note of ours from any other, in a line that only we write."""


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file that goes along: bytes, or a file of the desk."""

    name: str
    kind: str
    """Its media type."""
    size: int
    source: bytes | Path = field(repr=False)

    def content(self) -> bytes:
        """Its bytes; raises OSError when they are gone, or are not those that were promised."""
        if isinstance(self.source, bytes):
            return self.source
        with open_own(self.source) as file:
            found = file.read(self.size + 1)
        if len(found) != self.size:
            raise OSError(self.name)
        return found


@dataclass(frozen=True, slots=True)
class OutgoingTicket:
    """A ticket for another system. Everything but `number` may be a client's own words."""

    number: str
    subject: str
    """One line that begins with the number in brackets."""
    text: str
    requestor: str | None
    """The e-mail address of whoever asks."""
    urgency: str | None
    is_malfunction: bool
    due: date | None
    """The last day of all that was promised."""
    received_at: datetime | None
    values: Mapping[str, str]
    files: tuple[OutgoingFile, ...]


@dataclass(frozen=True, slots=True)
class OutgoingNote:
    """Something that happened to a request, for the ticket that it has over there."""

    id: str
    title: str
    text: str
    files: tuple[OutgoingFile, ...] = ()
    turns: str = ""
    """What becomes of the ticket: `closed`, `cancelled`, `opened`, or nothing."""

    @property
    def heading(self) -> str:
        """A line of ours, by which the note is found again."""
        return f"{self.title} ({MARK}{self.id})"


@dataclass(frozen=True, slots=True)
class RemoteTicket:
    """A ticket over there."""

    id: str
    is_over: bool = False
    """Whether it is closed, in whatever way."""
    maker: str = ""
    """The account that made it, where the system says so."""


@dataclass(frozen=True, slots=True)
class SeenTicket:
    """A ticket over there, read back. Its `id` is another when it was merged into another."""

    ticket: RemoteTicket
    files: frozenset[str] = frozenset()
    headings: tuple[str, ...] = ()
    """The first lines of its notes."""
    lacks: tuple[str, ...] = ()
    """What it did not take over: fields by their names over there."""

    def has_note(self, note_id: str) -> bool:
        """Whether a note of ours is there."""
        return any(f"{MARK}{note_id})" in heading for heading in self.headings)


@dataclass(frozen=True, slots=True)
class SystemFinding:
    """What was found out about a system before anything was sent to it."""

    is_well: bool
    said: Text
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedRequest:
    """What would be sent, for people to look at: no secret is in it."""

    method: str
    address: str
    body: object


def objects_in(values: object, name: str) -> list[Any]:
    """The objects of a list inside an answer; none when there is no such list."""
    found = values.get(name) if isinstance(values, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


class TicketSystem(Protocol):
    """One ticket system. Every method raises SystemAwayError or SystemRefusedError."""

    def prepare(self) -> None:
        """See that a ticket can be found again, before the first is made."""

    def find(self, number: str) -> tuple[RemoteTicket, ...]:
        """The tickets that bear our number, the oldest first."""

    def create(self, ticket: OutgoingTicket) -> RemoteTicket:
        """Make a ticket, with its files where the system takes them at once."""

    def look(self, ticket_id: str, ticket: OutgoingTicket | None = None) -> SeenTicket | None:
        """Read a ticket back, and hold it against what it should be; None when it is gone."""

    def attach(self, ticket_id: str, files: tuple[OutgoingFile, ...]) -> None:
        """Add files to a ticket."""

    def note(self, ticket_id: str, note: OutgoingNote) -> None:
        """Add a note; where the ticket turns is said by `turn`."""

    def turn(self, ticket_id: str, turns: str) -> None:
        """Make the ticket `closed`, `cancelled` or `opened`; twice is the same as once."""

    def close_double(self, ticket_id: str, winner: RemoteTicket, words: str) -> None:
        """Close a surplus ticket, with a pointer to the one that counts."""

    def address(self, ticket_id: str) -> str:
        """Where a person looks at a ticket."""

    def planned(self, ticket: OutgoingTicket) -> PlannedRequest:
        """The request that `create` would make, files by their sizes."""

    def check(self) -> Iterator[SystemFinding]:
        """What is well, and what the mapping lacks; creates nothing."""
