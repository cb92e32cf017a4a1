"""Finds a request by its number: its decision, its outcome's folder, its original."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from zenforms.desk.spool.drop import ORIGINAL, Receipt, read_receipt
from zenforms.desk.spool.folders import (
    Folder,
    archive_place,
    existing_places,
    is_number,
    record_place,
)
from zenforms.desk.spool.journal import events_of
from zenforms.desk.spool.settlement import Settlement, TicketEvent, read_settlement
from zenforms.desk.spool.small import read_json
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.judging.numbers import parse_number
from zenforms.judging.threads import ThreadState
from zenforms.language import Text


@dataclass(frozen=True, slots=True)
class Filed:
    """A request that has its outcome. Paths are absolute; `archive` holds the original."""

    settlement: Settlement
    receipt: Receipt
    root: Path
    """The desk."""
    archive: Path

    @property
    def place(self) -> Path:
        """The folder of its outcome; it may have been removed by hand."""
        return self.root / self.settlement.place

    @property
    def record(self) -> Path | None:
        """The ticket's JSON."""
        is_ticket = self.settlement.outcome is OutcomeKind.ACCEPTED
        return self.root / record_place(self.settlement.name) if is_ticket else None

    @property
    def everywhere(self) -> tuple[Path, ...]:
        """All that the desk has of it: its archive, its outcome, what happened since."""
        places = (self.root / place for place in self.settlement.places)
        return (self.archive, *(place for place in places if place.exists()))

    @property
    def number(self) -> str:
        """The number of the drop, which names its archive."""
        return self.settlement.number

    @property
    def original(self) -> Path:
        """What was dropped, untouched."""
        return self.archive / ORIGINAL / self.receipt.stored_as

    @property
    def is_restricted(self) -> bool:
        """Whether the original lies in the restricted archive."""
        return "restricted" in self.archive.parts


class DamagedRequestError(DeskError):
    """The desk has something of a request, and what was decided about it cannot be read."""

    def __init__(self, number: str) -> None:
        super().__init__(
            Text(
                fr="La demande {number} est abîmée : ce qui a été décidé ne se lit plus.",
                en="The request {number} is damaged: what was decided can no longer be read.",
            ),
            advice=Text(
                fr="« zenforms doctor » dit ce qui manque et comment le réparer ; les autres "
                "demandes ne sont pas touchées.",
                en="“zenforms doctor” says what is missing and how to mend it; no other request "
                "is affected.",
            ),
            arguments={"number": number},
        )


def find_request(root: Path, said: str) -> Filed:
    """The request that somebody names.

    Raises DeskError when there is none of that number, or when what is there is damaged.
    """
    number = said if is_number(said) else parse_number(said) or said
    filed = (filed_as(root, number) or ticket_as(root, number)) if is_number(number) else None
    if filed is None and is_number(number) and existing_places(root, number):
        raise DamagedRequestError(number)
    if filed is None:
        raise DeskError(
            Text(fr="Aucune demande n'a le numéro {number}.", en="No request has number {number}."),
            advice=Text(
                fr="Vérifiez le numéro, par exemple ZF-260512-7K3QM ; « zenforms status » "
                "montre les demandes en cours.",
                en="Check the number, for example ZF-260512-7K3QM; “zenforms status” shows the "
                "requests in hand.",
            ),
            arguments={"number": said},
        )
    return filed


def filed_as(root: Path, number: str) -> Filed | None:
    """The drop with exactly this number; None when the archive has no such original.

    Raises DamagedRequestError when it has, and it cannot be read.
    """
    for restricted in (False, True):
        archive = root / archive_place(number, restricted=restricted)
        try:
            settlement, receipt = read_settlement(archive), read_receipt(archive)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DamagedRequestError(number) from error
        if settlement is not None and receipt is not None:
            return Filed(settlement, receipt, root, archive)
        if archive.is_dir():
            raise DamagedRequestError(number)
    return None


def standing_in(root: Path, folder: Folder) -> list[str]:
    """The numbers of the outcomes in a folder of the desk, in order."""
    try:
        names = os.listdir(root / folder)  # noqa: PTH208 - tens of thousands, and no Path for each
    except OSError:  # lost in a restore: the doctor names it
        return []
    return sorted(name for name in names if is_number(name))


def known_as(root: Path, number: str) -> Filed | None:
    """The same for whoever goes on with the others: None when it cannot be read."""
    try:
        return filed_as(root, number)
    except DamagedRequestError:
        return None


def ticket_as(root: Path, number: str) -> Filed | None:
    """The drop that became the ticket with exactly this number; None when there is no such one."""
    filed = known_as(root, number)
    if filed is not None and filed.record == root / record_place(number):
        return filed
    try:
        drop = read_json(root / record_place(number))["drop"]["number"]
        return known_as(root, drop)
    except (OSError, ValueError, KeyError, TypeError):
        return None


# Where a request stands: read from the events beside it, since a ticket is never rewritten.


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
    READ = "read"
    """Somebody read what the client wrote."""
    FOLLOWUP = "followup"
    """A later drop belongs to it; `number` among the details tells which."""
    UNDELIVERED = "undelivered"
    """A letter about it did not arrive; `to` among the details tells whom."""
    TAKEN = "taken"
    """Somebody has it in hand: `to` among the details, who may be another than `by`."""
    PUT_BACK = "put_back"
    """Nobody has it in hand any more."""
    LETTER_EDITED = "letter_edited"
    LETTER_BEGUN = "letter_begun"
    """It is being handed to a mail server; without a later word nobody knows whether it left."""
    LETTER_SENT = "letter_sent"
    LETTER_KEPT = "letter_kept"
    """Somebody decided that it is not to be sent."""
    LETTER_DUE = "letter_due"
    """It is to be sent after all, or its server would not have it."""


class LetterState(StrEnum):
    """Where the letter stands that lies beside an outcome."""

    TO_SEND = "to_send"
    SENT = "sent"
    NOT_TO_SEND = "not_to_be_sent"
    DOUBTFUL = "doubtful"
    """It was handed to a mail server, and no answer was written down."""


_UNREAD = frozenset({EventKind.FOLLOWUP, EventKind.UNDELIVERED})
"""What waits until somebody read it."""
_IN_HAND = frozenset({EventKind.TAKEN, EventKind.PUT_BACK})
"""Who has a request says nothing of whether what the client wrote was read."""
_LETTERS = {
    EventKind.LETTER_EDITED: LetterState.TO_SEND,
    EventKind.LETTER_BEGUN: LetterState.DOUBTFUL,
    EventKind.LETTER_SENT: LetterState.SENT,
    EventKind.LETTER_KEPT: LetterState.NOT_TO_SEND,
    EventKind.LETTER_DUE: LetterState.TO_SEND,
}
"""What is written about a letter; that, too, reads nothing."""
_STATES = {
    EventKind.CLOSED: ThreadState.CLOSED,
    EventKind.CANCELLED: ThreadState.CANCELLED,
    EventKind.REOPENED: ThreadState.OPEN,
}


@dataclass(frozen=True, slots=True)
class Unread:
    """What came for a request and nobody has read: the drop's number, and the client's words."""

    number: str
    words: str = ""
    is_undelivered: bool = False
    """Whether it is a report that a letter of ours did not arrive."""


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
    unread: tuple[Unread, ...] = ()
    """What came for it since somebody last wrote something down."""
    taken_by: str | None = None
    """Who has it in hand."""
    letter: LetterState = LetterState.TO_SEND
    """Where its letter stands, if there is one beside it (see `letter_in`)."""
    letter_by: str | None = None
    letter_at: datetime | None = None


def standing_of(root: Path, place: str, *earlier: str) -> Standing:
    """Where it stands now, whether ticket or not; `place` as in `events_of`.

    What the client wrote beside `earlier` rounds, oldest first, stays unread until somebody
    writes something down; else those rounds say nothing of where the request stands.
    """
    before = [
        _reading(event)
        for other in earlier
        for event in events_of(root, other)
        if event.kind not in _LETTERS
    ]
    return standing_after((*before, *events_of(root, place)))


def _reading(event: TicketEvent) -> TicketEvent:
    """What an event beside an earlier round says now: what came, that it was read, who has it."""
    kept = _UNREAD | _IN_HAND
    return event if event.kind in kept else replace(event, kind=EventKind.READ)


def standing_after(events: Iterable[TicketEvent]) -> Standing:
    """Where a ticket stands after these events, in the order they were written."""
    standing = Standing()
    for event in events:
        standing = _after(standing, event)
    if standing.first_qualified_at is None:
        return replace(standing, first_qualified_at=standing.final_qualified_at)
    return standing


def _after(standing: Standing, event: TicketEvent) -> Standing:
    if event.kind in _UNREAD:
        number, words = (event.details.get(name, "") for name in ("number", "words"))
        unread = Unread(number, words, event.kind == EventKind.UNDELIVERED)
        return replace(standing, unread=(*standing.unread, unread))
    if event.kind in _IN_HAND:
        to = event.details.get("to") if event.kind == EventKind.TAKEN else None
        return replace(standing, taken_by=to)
    if event.kind in _LETTERS:
        state = _LETTERS[EventKind(event.kind)]
        return replace(standing, letter=state, letter_by=event.by, letter_at=event.at)
    return _decided(replace(standing, unread=()), event)


def _decided(standing: Standing, event: TicketEvent) -> Standing:
    if event.kind in _STATES:
        state = _STATES[EventKind(event.kind)]
        return replace(standing, state=state, over_since=event.at if state.is_over else None)
    if event.kind == EventKind.FIRST_QUALIFICATION and standing.first_qualified_at is None:
        return replace(standing, first_qualified_at=event.at)
    if event.kind == EventKind.FINAL_QUALIFICATION and standing.final_qualified_at is None:
        return replace(standing, final_qualified_at=event.at)
    return standing
