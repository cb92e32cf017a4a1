"""A ticket and what happened to it as text and files for another system."""

import json
import mimetypes
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from zenforms.desk.delivery.news import News, due_day, moment
from zenforms.desk.delivery.systems import OutgoingFile, OutgoingNote, OutgoingTicket
from zenforms.desk.papers.memory import REPORT
from zenforms.desk.papers.requests import EventKind, Filed, known_as
from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.spool.settlement import TicketEvent
from zenforms.desk.spool.small import read_own
from zenforms.judging.dates import spoken_moment
from zenforms.language import Lang, Text
from zenforms.present.report import size
from zenforms.present.terminal import several_lines
from zenforms.reading.names import NameBook
from zenforms.sanitize import plain_line

LONGEST_TEXT = 60_000
"""Characters: the smallest of what systems take as a description is 64 KB."""
_SUBJECT = 200
_UNUSUAL = re.compile(r"[^A-Za-z0-9_ .,()+=@-]")
"""What one system or another writes differently in a file's name, or garbles."""
_OWN_FILES = frozenset({REPORT, "report.html", "findings.json", "acknowledgement.eml"})

_LEFT_OUT = Text(
    fr="Restés au bureau, dans {place} : {files}.", en="Left at the desk, in {place}: {files}."
)
_TOO_LARGE = Text(fr="{name} (trop gros : {size})", en="{name} (too large: {size})")
_EMPTY = Text(fr="{name} (vide)", en="{name} (empty)")
_GONE = Text(fr="{name} (illisible)", en="{name} (not readable)")
_HELD_BACK = Text(
    fr="Retenu faute de déclaration de non-confidentialité : {count} fichier(s), au bureau seul.",
    en="Held back, not declared free of confidential data: {count} file(s), at the desk only.",
)
_CUT = Text(fr="[…] La suite est dans {name}.", en="[…] The rest is in {name}.")
_BY = Text(fr="Par {by}, le {moment}.", en="By {by}, on {moment}.")
TITLES: Mapping[str, Text] = {
    EventKind.FIRST_QUALIFICATION: Text(
        fr="Première qualification faite", en="First qualification done"
    ),
    EventKind.FINAL_QUALIFICATION: Text(
        fr="Qualification finale faite", en="Final qualification done"
    ),
    EventKind.CLOSED: Text(fr="Ticket clos", en="Ticket closed"),
    EventKind.CANCELLED: Text(fr="Demande annulée", en="Request cancelled"),
    EventKind.REOPENED: Text(fr="Ticket rouvert", en="Ticket reopened"),
    EventKind.NOTED: Text(fr="Note", en="Note"),
    EventKind.FOLLOWUP: Text(fr="Le client a écrit", en="The client wrote"),
    EventKind.UNDELIVERED: Text(
        fr="Notre lettre n'est pas arrivée", en="Our letter did not arrive"
    ),
}
_TURNS: Mapping[str, str] = {
    EventKind.CLOSED: "closed",
    EventKind.CANCELLED: "cancelled",
    EventKind.REOPENED: "opened",
}
DOUBLE = Text(
    fr="Double de {winner}, né d'une réponse perdue : clos.",
    en="A double of {winner}, made when an answer was lost: closed.",
)


def outgoing_ticket(news: News, *, largest: int, lang: Lang) -> OutgoingTicket:
    """The ticket with everything that may leave the desk; `largest` in bytes, for one file."""
    request, contact, client = news.part("request"), news.part("contact"), news.part("client")
    said = sorted(
        _files(news.filed.place, _named(news), largest=largest, lang=lang), key=lambda one: one[0]
    )
    files = tuple(file for _, file, _ in said if file)
    record = json.dumps(news.ticket, ensure_ascii=False, indent=2).encode()
    beside = OutgoingFile(f"{news.number}.json", "application/json", len(record), record)
    report = _report(news)
    text = "\n".join(filter(None, (report, *_remarks(news, said, lang))))
    rest: tuple[OutgoingFile, ...] = ()
    if len(text) > LONGEST_TEXT:
        whole = text.encode()
        rest = (OutgoingFile(f"{news.number}.txt", "text/plain", len(whole), whole),)
        text = "\n".join((text[:LONGEST_TEXT], "", _CUT.fill(lang, {"name": rest[0].name})))
    summary = plain_line(str(request.get("summary") or client.get("name") or ""), _SUBJECT)
    days = [day for one in Commitment if (day := due_day(news, one))]
    return OutgoingTicket(
        number=news.number,
        subject=f"[{news.number}] {summary}".strip(),
        text=text,
        requestor=_address(contact.get("email")),
        urgency=_word(request.get("urgency")),
        is_malfunction=request.get("type") == "malfunction",
        due=max(days, default=None),
        received_at=moment(news.part("dates").get("received_at")),
        values=dict(_values(news)),
        files=(beside, *rest, *files),
    )


def outgoing_note(
    news: News, event: TicketEvent, *, root: Path, largest: int, lang: Lang
) -> OutgoingNote:
    """What happened, with the files and the whole report of a drop that came for the ticket."""
    title = TITLES.get(event.kind, Text(fr=event.kind, en=event.kind)).to(lang)
    by = plain_line(event.by, 120)
    lines = [_BY.fill(lang, {"by": by, "moment": spoken_moment(event.at)})]
    lines += several_lines(event.why)
    files: tuple[OutgoingFile, ...] = ()
    came = known_as(root, event.details.get("number", "")) if event.details.get("number") else None
    if came is not None and came.settlement.place != news.place:
        said = list(_files(came.place, _beside(came.place), largest=largest, lang=lang))
        files = tuple(file for _, file, _ in said if file)
        lines += ["", _text_of(came), *_left_out(came, said, lang)]
    elif words := event.details.get("words"):
        lines += ["", *several_lines(words)]
    return OutgoingNote(
        id=event.id,
        title=f"{news.number} · {title}",
        text="\n".join(lines)[:LONGEST_TEXT],
        files=files,
        turns=_TURNS.get(event.kind, ""),
    )


def _report(news: News) -> str:
    return _text_of(news.filed)


def _text_of(filed: Filed) -> str:
    """What staff read of a drop, which holds no harmful character."""
    try:
        text = read_own(filed.place / REPORT).decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(several_lines(text, 4 * LONGEST_TEXT))


_Said = tuple[str, OutgoingFile | None, str]
"""Its name over there, the file, and if it stays here why."""


def _named(news: News) -> Iterator[str]:
    """What lies beside the ticket for a file that the client sent, by its name there."""
    files = news.ticket.get("files")
    for one in files if isinstance(files, list) else ():
        copy = one.get("copy_beside") if isinstance(one, dict) else None
        if isinstance(copy, dict) and not one.get("held_back"):
            yield str(copy.get("name"))


def _beside(place: Path) -> Iterator[str]:
    """The files of an outcome that are not the desk's own; no link is followed."""
    try:
        entries = sorted(place.iterdir())
    except OSError:
        return
    for path in entries:
        is_own = path.name in _OWN_FILES or path.suffix == ".eml" or path.name.startswith(".")
        if path.is_file() and not path.is_symlink() and not is_own:
            yield path.name


def _files(place: Path, names: Iterator[str], *, largest: int, lang: Lang) -> Iterator[_Said]:
    """Each file with its name over there, or why it stays here."""
    book = NameBook()
    for name in dict.fromkeys(names):
        path = place / name
        shown = book.give(_file_name(name))
        if ".." in Path(name).parts or path.is_symlink() or not path.is_file():
            yield shown, None, _GONE.fill(lang, {"name": shown})
            continue
        count = path.stat().st_size
        if not count or count > largest:
            why = _TOO_LARGE if count else _EMPTY
            yield shown, None, why.fill(lang, {"name": shown, "size": size(count, lang)})
            continue
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        yield shown, OutgoingFile(shown, kind, count, path), ""


def _file_name(name: str) -> str:
    """A name that every system gives back as it was: its letters without accents."""
    plain = unicodedata.normalize("NFKD", plain_line(name, 120))
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return _UNUSUAL.sub("_", letters)


def _remarks(news: News, said: list[_Said], lang: Lang) -> Iterator[str]:
    left = list(_left_out(news.filed, said, lang))
    files = news.ticket.get("files")
    held = [one for one in files or () if isinstance(one, dict) and one.get("held_back")]
    if held:
        left.append(_HELD_BACK.fill(lang, {"count": str(len(held))}))
    if left:
        yield from ("", *left)


def _left_out(filed: Filed, said: list[_Said], lang: Lang) -> Iterator[str]:
    if kept := [why for _, _, why in said if why]:
        yield _LEFT_OUT.fill(lang, {"place": filed.settlement.place, "files": ", ".join(kept)})


def _values(news: News) -> Iterator[tuple[str, str]]:
    request, contact, client = news.part("request"), news.part("contact"), news.part("client")
    dates, coverage = news.part("dates"), news.part("coverage")
    said = {
        "number": news.number,
        "client": client.get("name"),
        "client_id": client.get("id"),
        "contact": contact.get("name"),
        "email": contact.get("email"),
        "telephone": contact.get("telephone"),
        "type": request.get("type"),
        "domain": request.get("domain"),
        "urgency": request.get("urgency"),
        "mode": request.get("mode"),
        "version": request.get("desk_version"),
        "received": str(dates.get("received_at") or "")[:10],
        "first_due": _day(due_day(news, Commitment.FIRST_QUALIFICATION)),
        "final_due": _day(due_day(news, Commitment.FINAL_QUALIFICATION)),
        "covered_by": coverage.get("covered_by"),
    }
    yield from ((name, plain_line(str(value))) for name, value in said.items() if value)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _word(said: object) -> str | None:
    return said if isinstance(said, str) and said else None


def _address(said: object) -> str | None:
    """An e-mail address of the usual kind; a system would make a person of anything."""
    address = plain_line(str(said or ""))
    local, at, domain = address.partition("@")
    is_one = bool(local and at and "." in domain) and not set(address) & set(' ,;<>()[]"\\')
    return address if is_one and "@" not in domain else None
