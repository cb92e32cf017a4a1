"""The commitments of all tickets under TMA: what is due when, and whether it was kept."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from zenforms.desk.papers.tickets import standing_of
from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.spool.folders import Folder, is_number, outcome_place
from zenforms.judging.case import OutcomeKind
from zenforms.judging.moments import day_in_paris


class Kept(StrEnum):
    """How it stands with a commitment on a day."""

    IN_TIME = "in_time"
    LATE = "late"
    DUE = "due"
    """Still open, and its day is not over."""
    OVERDUE = "overdue"
    DROPPED = "dropped"
    """The ticket was closed or cancelled before."""


@dataclass(frozen=True, slots=True)
class DueDate:
    """One commitment about one ticket. Client and subject are the client's own words."""

    number: str
    commitment: Commitment
    day: date
    registered_at: datetime
    client: str
    subject: str
    kept_at: datetime | None
    is_over: bool
    """Whether the ticket is closed or cancelled."""

    def stands(self, today: date) -> Kept:
        """How it stands `today`, or stood when it was kept."""
        if self.kept_at is not None:
            return Kept.IN_TIME if day_in_paris(self.kept_at) <= self.day else Kept.LATE
        if self.is_over:
            return Kept.DROPPED
        return Kept.DUE if today <= self.day else Kept.OVERDUE


def due_dates(root: Path) -> Iterator[DueDate]:
    """Every commitment of every ticket that has some, by ticket number; takes no lock."""
    for path in sorted((root / Folder.TICKETS).glob("ZF-*.json")):
        if is_number(path.stem) and (ticket := _ticket(path)):
            yield from _of(root, path.stem, ticket)


def _of(root: Path, number: str, ticket: Mapping[str, Any]) -> Iterator[DueDate]:
    standing = standing_of(root, outcome_place(OutcomeKind.ACCEPTED, number))
    kept = {
        Commitment.FIRST_QUALIFICATION: standing.first_qualified_at,
        Commitment.FINAL_QUALIFICATION: standing.final_qualified_at,
    }
    for commitment, kept_at in kept.items():
        if due := ticket["dates"].get(commitment):
            yield DueDate(
                number=number,
                commitment=commitment,
                day=date.fromisoformat(due["day"]),
                registered_at=datetime.fromisoformat(ticket["dates"]["registered_at"]),
                client=(ticket.get("client") or {}).get("name", ""),
                subject=(ticket.get("request") or {}).get("summary") or "",
                kept_at=kept_at,
                is_over=standing.state.is_over,
            )


def _ticket(path: Path) -> Mapping[str, Any] | None:
    """The ticket's JSON; None for what is no ticket, or was removed meanwhile."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("dates"), dict) else None
