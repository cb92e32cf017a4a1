"""One request of a desk, wherever it lies: for people, and as JSON data."""

import json
from collections.abc import Iterator, Mapping

from zenforms.console.account import Block, Note, Part, Row, Words
from zenforms.console.layout import Line, Tone
from zenforms.console.moments import spoken_moment
from zenforms.console.report import block_lines
from zenforms.console.verdict import VERDICTS
from zenforms.desk.opening import OpenDesk
from zenforms.desk.pack import REPORT
from zenforms.desk.requests import Filed
from zenforms.desk.spool.events import events_of
from zenforms.desk.spool.settlement import TicketEvent, event_values
from zenforms.desk.tickets import EventKind
from zenforms.language import Lang, Text

_OUTCOME = Text(fr="Issue", en="Outcome")
_RECEIVED = Text(fr="Reçue", en="Received")
_DROP = Text(fr="Envoi", en="Drop")
_PLACE = Text(fr="Où", en="Where")
_ORIGINAL = Text(fr="Original", en="Original")
_HAPPENED = Text(fr="Ce qui s'est passé ensuite", en="What happened since")
_REPORT = Text(fr="Le rapport", en="The report")
_GONE = Text(
    fr="Le dossier de cette issue n'est plus là.", en="The folder of this outcome is gone."
)
_BY = Text(fr="{what}, par {by}", en="{what}, by {by}")
_EVENTS: Mapping[str, Text] = {
    EventKind.FIRST_QUALIFICATION: Text(fr="Première qualification", en="First qualification"),
    EventKind.FINAL_QUALIFICATION: Text(fr="Qualification finale", en="Final qualification"),
    EventKind.CLOSED: Text(fr="Ticket clos", en="Ticket closed"),
    EventKind.CANCELLED: Text(fr="Ticket annulé", en="Ticket cancelled"),
    EventKind.REOPENED: Text(fr="Ticket rouvert", en="Ticket reopened"),
    EventKind.FOLLOWUP: Text(fr="Suite reçue", en="Follow-up received"),
}


def request_data(opened: OpenDesk, filed: Filed) -> dict[str, object]:
    """A request as JSON data; `ticket` is the whole ticket, when it has one."""
    settlement = filed.settlement
    return {
        "version": 1,
        "number": filed.number,
        "outcome": settlement.outcome.value,
        "received_at": settlement.received_at.isoformat(),
        "codes": list(settlement.codes),
        "name": filed.receipt.name,
        "place": str(filed.place),
        "original": str(filed.original),
        "ticket": json.loads(filed.record.read_bytes()) if filed.record else None,
        "events": [event_values(event) for event in events_of(opened.root, filed.number)],
    }


def request_lines(opened: OpenDesk, filed: Filed, lang: Lang, width: int) -> Iterator[Line]:
    """A request for people: where it stands, what happened since, and its report."""
    said = VERDICTS[filed.settlement.outcome]
    rows = (
        Row(_OUTCOME.to(lang), f"{said.sign} {said.name.to(lang)}"),
        Row(_RECEIVED.to(lang), spoken_moment(filed.settlement.received_at, lang)),
        Row(_DROP.to(lang), filed.receipt.name),
        Row(_PLACE.to(lang), _relative(opened, filed.place)),
        Row(_ORIGINAL.to(lang), _relative(opened, filed.original)),
    )
    yield from list(block_lines([Block(filed.number, rows)], lang, width))[1:]
    if events := events_of(opened.root, filed.number):
        parts = tuple(part for event in events for part in _event(event, lang))
        yield from block_lines([Block(_HAPPENED.to(lang), parts)], lang, width)
    yield from _report(filed, lang, width)


def _event(event: TicketEvent, lang: Lang) -> Iterator[Part]:
    what = _EVENTS.get(event.kind, Text(fr=event.kind, en=event.kind))
    said = _BY.fill(lang, {"what": what, "by": event.by})
    yield Note(f"{spoken_moment(event.at, lang)} · {said}")
    if event.why:
        yield Words(event.why)
    if number := event.details.get("number"):
        yield Words(number)


def _report(filed: Filed, lang: Lang, width: int) -> Iterator[Line]:
    path = filed.place / REPORT
    if not path.exists():
        yield from block_lines(
            [Block(_REPORT.to(lang), (Note(_GONE.to(lang), "▲", Tone.WARNING),))], lang, width
        )
        return
    yield from (Line(), Line(_REPORT.to(lang), Tone.TITLE))
    for line in path.read_text("utf-8").splitlines():
        yield Line(line, Tone.QUIET)


def _relative(opened: OpenDesk, path: object) -> str:
    return str(path).removeprefix(str(opened.root)).lstrip("/\\")
