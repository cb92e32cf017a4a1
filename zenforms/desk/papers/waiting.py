"""Which requests wait for a person: quarantine, letters to send, commitments due or missed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from zenforms.desk.papers.requests import (
    Filed,
    Standing,
    known_as,
    standing_in,
    standing_of,
    ticket_as,
)
from zenforms.desk.spool.catalogue import Kin, archived_numbers
from zenforms.desk.spool.folders import OUTCOMES, ROUNDS, Folder, outcome_place
from zenforms.desk.spool.settlement import Settlement
from zenforms.desk.spool.small import read_json
from zenforms.judging.case import OutcomeKind
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


def waiting_for_people(root: Path, today: date) -> Found:
    """Everything that waits on `today`, the most urgent first, then the oldest."""
    waiting: list[Waiting] = []
    kin = Kin(root, lambda: archived_numbers(root), today)
    for kind, why in WAIT_AS.items():
        for filed in _filed_in(root, OUTCOMES[kind]):
            if kin.is_overtaken(filed.settlement):
                continue
            standing = _standing(root, kin, filed.settlement)
            waiting += _unread(root, standing, filed.settlement.request)
            if not standing.state.is_over:
                waiting.append(_waiting(root, filed, why))
    open_tickets = 0
    for number in standing_in(root, Folder.TICKETS):
        standing = _standing_of_ticket(root, kin, number)
        waiting += _unread(root, standing, number)
        if standing.state.is_over:  # most are: do not open their files
            continue
        if ticket := ticket_as(root, number):
            open_tickets += 1
            waiting += _about_ticket(root, ticket, standing, today)
    order = list(Why)
    waiting.sort(key=lambda one: (order.index(one.why), one.due or date.max, one.received_at))
    return Found(tuple(waiting), open_tickets)


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


def _about_ticket(root: Path, filed: Filed, standing: Standing, today: date) -> Iterator[Waiting]:
    if filed.record and (found := due_in(filed.record, standing)):
        commitment, due = found
        if due <= today + SOON:
            why = Why.OVERDUE if due < today else Why.DUE
            yield _waiting(root, filed, why).model_copy(
                update={"due": due, "commitment": commitment}
            )


def _unread(root: Path, standing: Standing, request: str) -> Iterator[Waiting]:
    for one in standing.unread:
        filed = known_as(root, one.number)
        kind, why = _WHY_UNREAD[one.is_undelivered]
        if filed is not None and filed.settlement.outcome is kind:
            if WITHDRAWN in filed.settlement.codes:
                why = Why.WITHDRAWN
            update = {"words": one.words or None, "request": request}
            yield _waiting(root, filed, why).model_copy(update=update)


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


def _waiting(root: Path, filed: Filed, why: Why) -> Waiting:
    settlement = filed.settlement
    return Waiting(
        number=settlement.name,
        request=settlement.thread or filed.number,
        why=why,
        received_at=settlement.received_at,
        client=settlement.client,
        codes=settlement.codes,
        place=filed.place.relative_to(root).as_posix(),
    )
