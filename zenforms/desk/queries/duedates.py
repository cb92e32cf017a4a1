"""The commitments of all tickets under TMA: what is due when, and whether it was kept."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from zenforms.desk.papers.requests import standing_of
from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.spool.folders import Folder, is_number, outcome_place
from zenforms.desk.spool.small import read_json
from zenforms.judging.case import OutcomeKind
from zenforms.judging.dates import day_in_paris
from zenforms.judging.policy import Vendor
from zenforms.language import Lang, Text
from zenforms.sanitize import plain_line


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
            # of a damaged one nothing can be said here: `doctor` names it
            with suppress(ValueError, KeyError, TypeError, AttributeError):
                yield from tuple(_of(root, path.stem, ticket))


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
                client=str((ticket.get("client") or {}).get("name", "")),
                subject=str((ticket.get("request") or {}).get("summary") or ""),
                kept_at=kept_at,
                is_over=standing.state.is_over,
            )


def _ticket(path: Path) -> Mapping[str, Any] | None:
    """The ticket's JSON; None for what is no ticket, or was removed meanwhile."""
    try:
        found = read_json(path)
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("dates"), dict) else None


# Due dates as an iCalendar file (RFC 5545): all-day events, the same bytes for the same dates.

_OCTETS = 75
_END = "\r\n"
_NAME = Text(fr="Engagements TMA – {vendor}", en="TMA commitments – {vendor}")
_WHAT = {
    Commitment.FIRST_QUALIFICATION: Text(fr="Première qualification", en="First qualification"),
    Commitment.FINAL_QUALIFICATION: Text(fr="Qualification finale", en="Final qualification"),
}
_SUMMARY = Text(fr="{what} : {number}", en="{what}: {number}")
_DONE = Text(
    fr="Une fois faite : zenforms qualify {option} {number} --by …",
    en="Once done: zenforms qualify {option} {number} --by …",
)
_OPTIONS = {
    Commitment.FIRST_QUALIFICATION: "--first",
    Commitment.FINAL_QUALIFICATION: "--final",
}


def calendar_of(dates: Iterable[DueDate], vendor: Vendor, lang: Lang) -> bytes:
    """The calendar, its events by day and ticket."""
    name = _NAME.fill(lang, {"vendor": plain_line(vendor.name)})
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//zenforms//{lang.value.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    domain = vendor.email.rpartition("@")[2]
    for due in sorted(dates, key=lambda one: (one.day, one.number, one.commitment)):
        lines += _event(due, domain, lang)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) for line in lines).encode()


def escaped(text: str) -> str:
    """A text value: backslash, comma, semicolon and line feeds escaped."""
    for plain, safe in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, safe)
    return text


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, never inside a character."""
    pieces: list[str] = []
    piece, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + char, size + octets
    return f"{_END}".join([*pieces, piece]) + _END


def _event(due: DueDate, domain: str, lang: Lang) -> Iterator[str]:
    what = _WHAT[due.commitment].to(lang)
    client, subject = plain_line(due.client, 120), plain_line(due.subject, 120)
    told = {"number": due.number, "option": _OPTIONS[due.commitment]}
    about = [client, subject, _DONE.fill(lang, told)]
    summary = " · ".join(filter(None, (_SUMMARY.fill(lang, {"what": what, **told}), client)))
    yield "BEGIN:VEVENT"
    yield f"UID:{due.number}-{due.commitment}@{domain}"
    yield f"DTSTAMP:{due.registered_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(summary)}"
    yield f"DESCRIPTION:{escaped(chr(10).join(filter(None, about)))}"
    yield "CATEGORIES:TMA"
    yield "CLASS:CONFIDENTIAL"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
