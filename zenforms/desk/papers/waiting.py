"""Which requests wait for a person: quarantine, letters to send, commitments due or missed."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path

from zenforms.desk.papers.letters import has_letter
from zenforms.desk.papers.memory import FINDINGS
from zenforms.desk.papers.requests import (
    Filed,
    LetterState,
    Standing,
    known_as,
    standing_in,
    standing_of,
    ticket_as,
)
from zenforms.desk.spool.catalogue import Kin, archived_numbers
from zenforms.desk.spool.folders import (
    OUTCOMES,
    ROUNDS,
    Folder,
    events_place,
    outcome_place,
)
from zenforms.desk.spool.settlement import Settlement
from zenforms.desk.spool.small import read_json
from zenforms.judging.case import OutcomeKind
from zenforms.judging.request import Urgency
from zenforms.judging.rules.earlier import WITHDRAWN
from zenforms.judging.text import Said

SOON = timedelta(days=1)
"""A commitment is due soon when it ends today or tomorrow."""


class Why(StrEnum):
    """Why a request waits, the most urgent first."""

    WITHDRAWN = "withdrawn"
    """The client says that a request is solved or withdrawn: a person cancels it."""
    FOLLOWUP = "followup"
    """The client wrote, or sent something, about a request: nobody has read it."""
    UNDELIVERED = "undelivered"
    """Our letter about it did not arrive: the client does not know."""
    OVERDUE = "overdue"
    DUE = "due"
    QUARANTINED = "quarantined"
    REFUSED = "refused"
    RETURNED = "returned"
    """It went back to the client, and no answer came yet."""
    LETTER = "letter"
    """A ticket's letter is still to be sent, or may have been."""
    OPEN = "open"
    """A ticket about which nothing is due soon: for whoever asks for all of them."""


class Commitment(StrEnum):
    """What TMA promises about an open ticket."""

    FIRST_QUALIFICATION = "first_qualification"
    FINAL_QUALIFICATION = "final_qualification"


class Waiting(Said):
    """One request that waits for a person. `place` is relative to the desk."""

    number: str
    """The number that names its folder: for a ticket that of the request."""
    request: str
    """The number that the client knows it by: that of the first round, when this is a later one."""
    why: Why
    received_at: datetime
    client: str | None
    codes: tuple[str, ...]
    place: str
    due: date | None = None
    commitment: Commitment | None = None
    words: str | None = None
    """What the client wrote, as far as it is short."""
    subject: str | None = None
    """The client's own summary."""
    name: str | None = None
    """What came, as it was called."""
    contact: str | None = None
    urgency: Urgency | None = None
    taken_by: str | None = None
    letter: LetterState | None = None
    """Where its letter stands; None when it has none."""


@dataclass(frozen=True, slots=True)
class Found:
    """What waits, and how many tickets are open."""

    waiting: tuple[Waiting, ...]
    open_tickets: int


WAIT_AS: Mapping[OutcomeKind, Why] = {
    OutcomeKind.QUARANTINED: Why.QUARANTINED,
    OutcomeKind.REFUSED: Why.REFUSED,
    OutcomeKind.INCOMPLETE: Why.RETURNED,
}
"""What waits for somebody without being a ticket, until it is answered or filed away."""


class Remembered:
    """What was found about each ticket, for whoever asks again and again: most never change."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[object, _OfTicket]] = {}

    def of(self, number: str, stamp: object, find: "Callable[[], _OfTicket]") -> "_OfTicket":
        """What is known under this stamp, else what `find` says now."""
        known = self._known.get(number)
        if known is None or known[0] != stamp:
            known = self._known[number] = (stamp, find())
        return known[1]

    def keep_only(self, numbers: Collection[str]) -> None:
        """Forget what is no longer there."""
        for gone in self._known.keys() - set(numbers):
            del self._known[gone]


@dataclass(frozen=True, slots=True)
class _OfTicket:
    waiting: tuple[Waiting, ...]
    is_open: bool


def waiting_for_people(
    root: Path,
    today: date,
    *,
    everything: bool = False,
    remembered: Remembered | None = None,
    kin: Kin | None = None,
) -> Found:
    """Everything that waits on `today`, the most urgent first, then the oldest.

    With `everything` open tickets are told too about which nothing is due soon. `remembered` and
    `kin` are for whoever asks again.
    """
    known = kin or Kin(root, lambda: archived_numbers(root), today)
    waiting: list[Waiting] = []
    for kind, why in WAIT_AS.items():
        for filed in _filed_in(root, OUTCOMES[kind]):
            if known.is_overtaken(filed.settlement):
                continue
            standing = _standing(root, known, filed.settlement)
            waiting += _unread(root, standing, filed.settlement.request)
            if not standing.state.is_over:
                waiting.append(_waiting(root, filed, why, standing))
    tickets = remembered or Remembered()
    numbers = standing_in(root, Folder.TICKETS)
    open_tickets = 0
    for number in numbers:
        stamp = (today, everything, _stamp_of_ticket(root, known, number))
        found = tickets.of(
            number, stamp, partial(_ticket, root, known, number, today, everything=everything)
        )
        open_tickets += found.is_open
        waiting += found.waiting
    tickets.keep_only(numbers)
    order = list(Why)
    waiting.sort(key=lambda one: (order.index(one.why), one.due or date.max, one.received_at))
    return Found(tuple(waiting), open_tickets)


def _ticket(root: Path, kin: Kin, number: str, today: date, *, everything: bool) -> _OfTicket:
    """What waits about one ticket."""
    standing = _standing_of_ticket(root, kin, number)
    waiting = tuple(_unread(root, standing, number))
    if standing.state.is_over:  # most are: do not open their files
        return _OfTicket(waiting, is_open=False)
    ticket = ticket_as(root, number)
    if ticket is None:
        return _OfTicket(waiting, is_open=False)
    about = _about_ticket(root, ticket, standing, today, everything=everything)
    return _OfTicket((*waiting, *about), is_open=True)


def _stamp_of_ticket(root: Path, kin: Kin, number: str) -> object:
    """What changes with anything that is told of a ticket."""
    place = outcome_place(OutcomeKind.ACCEPTED, number)
    others = (*_earlier_places(kin, number, place),)
    paths = (f"{root}/{place}.json", *(f"{root}/{events_place(one)}" for one in (place, *others)))
    return tuple(map(_stat, paths))


def _stat(path: str) -> tuple[int, int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - for tens of thousands of tickets
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


_WHY_UNREAD: Mapping[bool, tuple[OutcomeKind, Why]] = {
    False: (OutcomeKind.FOLLOWUP, Why.FOLLOWUP),
    True: (OutcomeKind.AUTOMATIC, Why.UNDELIVERED),
}


def due_in(record: Path, standing: Standing) -> tuple[Commitment, date] | None:
    """The next commitment of a ticket that is not kept yet; None without TMA or when all are."""
    kept = {
        Commitment.FIRST_QUALIFICATION: standing.first_qualified_at,
        Commitment.FINAL_QUALIFICATION: standing.final_qualified_at,
    }
    try:
        dates = read_json(record)["dates"]
        for commitment, done in kept.items():
            if done is None and dates[commitment]:
                return commitment, date.fromisoformat(dates[commitment]["day"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None


def _about_ticket(
    root: Path, filed: Filed, standing: Standing, today: date, *, everything: bool
) -> Iterator[Waiting]:
    found = due_in(filed.record, standing) if filed.record else None
    update: dict[str, object] = {"commitment": found[0], "due": found[1]} if found else {}
    is_soon = found is not None and found[1] <= today + SOON
    letter = letter_state(filed, standing)
    if found and is_soon:
        why = Why.OVERDUE if found[1] < today else Why.DUE
        yield _waiting(root, filed, why, standing).model_copy(update=update)
    if letter in {LetterState.TO_SEND, LetterState.DOUBTFUL}:
        yield _waiting(root, filed, Why.LETTER, standing)
    if everything and not is_soon:
        yield _waiting(root, filed, Why.OPEN, standing).model_copy(update=update)


def _unread(root: Path, standing: Standing, request: str) -> Iterator[Waiting]:
    for one in standing.unread:
        filed = known_as(root, one.number)
        kind, why = _WHY_UNREAD[one.is_undelivered]
        if filed is not None and filed.settlement.outcome is kind:
            if WITHDRAWN in filed.settlement.codes:
                why = Why.WITHDRAWN
            update = {"words": one.words or None, "request": request}
            taken = replace(Standing(), taken_by=standing.taken_by)
            yield _waiting(root, filed, why, taken).model_copy(update=update)


def _standing(root: Path, kin: Kin, settlement: Settlement) -> Standing:
    """Where a request stands, with what came for its earlier rounds and nobody has read."""
    return standing_of(
        root, settlement.place, *_earlier_places(kin, settlement.request, settlement.place)
    )


def _standing_of_ticket(root: Path, kin: Kin, number: str) -> Standing:
    place = outcome_place(OutcomeKind.ACCEPTED, number)
    return standing_of(root, place, *_earlier_places(kin, number, place))


def _earlier_places(kin: Kin, request: str, place: str) -> Iterator[str]:
    """Where the other rounds of a request lie; most requests have one."""
    if rounds := kin.rounds_of(request, ROUNDS):
        decided = (kin.decision_on(number) for number in dict.fromkeys((request, *rounds)))
        yield from (one.place for one in decided if one and one.place != place)


def _filed_in(root: Path, folder: Folder) -> Iterator[Filed]:
    for number in standing_in(root, folder):
        if filed := known_as(root, number):
            yield filed


def letter_state(filed: Filed, standing: Standing) -> LetterState | None:
    """Where the letter of an outcome stands; None when there is none."""
    return standing.letter if has_letter(filed) else None


def _waiting(root: Path, filed: Filed, why: Why, standing: Standing) -> Waiting:
    settlement = filed.settlement
    request = _asked(filed.place)
    urgency = _words_in(request, "urgency")
    return Waiting(
        number=settlement.name,
        request=settlement.thread or filed.number,
        why=why,
        received_at=settlement.received_at,
        client=settlement.client,
        codes=settlement.codes,
        place=filed.place.relative_to(root).as_posix(),
        subject=_words_in(request, "summary"),
        name=filed.receipt.name,
        contact=_words_in(request, "contact_name") or _words_in(request, "email"),
        urgency=Urgency(urgency) if urgency in _URGENCIES else None,
        taken_by=standing.taken_by,
        letter=letter_state(filed, standing),
    )


_URGENCIES = frozenset(Urgency)


def _asked(place: Path) -> Mapping[str, object]:
    """The client's answers as they lie there: for tens of thousands no model checks them."""
    try:
        found = read_json(place / FINDINGS)["request"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _words_in(request: Mapping[str, object], name: str) -> str | None:
    said = request.get(name)
    return said if isinstance(said, str) and said else None
