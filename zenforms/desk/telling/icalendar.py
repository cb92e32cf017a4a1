"""Due dates as an iCalendar file (RFC 5545): all-day events, the same bytes for the same dates."""

from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta

from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.telling.duedates import DueDate
from zenforms.harmless import plain_line
from zenforms.judging.policy import Vendor
from zenforms.language import Lang, Text

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
