"""What happened to a request, in order: its drops, what staff decided, the ticket's events."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zenforms.console.account import Block, Note, Part, Words
from zenforms.console.verdict import VERDICTS
from zenforms.desk.orders.slips import OrderKind
from zenforms.desk.papers.requests import Filed
from zenforms.desk.papers.tickets import EventKind
from zenforms.desk.spool.events import earlier_events, events_of
from zenforms.desk.spool.settlement import Override, TicketEvent
from zenforms.judging.case import OutcomeKind
from zenforms.judging.spoken import spoken_moment
from zenforms.language import Lang, Text

_TITLE = Text(fr="Ce qui s'est passé", en="What happened")
_CAME = Text(fr="{number} reçue : {verdict}", en="{number} received: {verdict}")
_BY = Text(fr="{what}, par {by}", en="{what}, by {by}")
_EVENTS: Mapping[str, Text] = {
    EventKind.FIRST_QUALIFICATION: Text(fr="Première qualification", en="First qualification"),
    EventKind.FINAL_QUALIFICATION: Text(fr="Qualification finale", en="Final qualification"),
    EventKind.CLOSED: Text(fr="Clôture", en="Closed"),
    EventKind.CANCELLED: Text(fr="Annulation", en="Cancelled"),
    EventKind.REOPENED: Text(fr="Réouverture", en="Reopened"),
    EventKind.NOTED: Text(fr="Note", en="Note"),
    EventKind.FOLLOWUP: Text(fr="Suite reçue", en="Follow-up received"),
}
_DECISIONS: Mapping[str, Text] = {
    OrderKind.ACCEPT: Text(fr="{number} acceptée malgré le verdict", en="{number} accepted anyway"),
    OrderKind.RETRY: Text(fr="{number} jugée de nouveau", en="{number} judged again"),
    OrderKind.RELEASE: Text(fr="{number} sortie de quarantaine", en="{number} released"),
}
_TOLD_AS_OVERRIDES = frozenset({EventKind.ACCEPTED, EventKind.RETRIED, EventKind.RELEASED})
_TOLD_OTHERWISE = frozenset({OutcomeKind.FOLLOWUP, OutcomeKind.DUPLICATE})


@dataclass(frozen=True, slots=True)
class _Entry:
    at: datetime
    said: str
    why: str = ""


def history_blocks(root: Path, drops: tuple[Filed, ...], lang: Lang) -> Iterator[Block]:
    """What happened since the first drop; nothing when that is all there is."""
    entries = [entry for filed in drops for entry in _entries(root, filed, lang)]
    if len(entries) > 1:
        entries.sort(key=lambda entry: entry.at)
        yield Block(_TITLE.to(lang), tuple(part for e in entries for part in _told(e, lang)))


def _entries(root: Path, filed: Filed, lang: Lang) -> Iterator[_Entry]:
    settlement = filed.settlement
    outcomes = [*(one.was for one in settlement.overrides), settlement.outcome]
    if outcomes[0] not in _TOLD_OTHERWISE:
        verdict = VERDICTS[outcomes[0]].name.to(lang)
        told = {"number": filed.number, "verdict": verdict}
        yield _Entry(settlement.received_at, _CAME.fill(lang, told))
    for override, outcome in zip(settlement.overrides, outcomes[1:], strict=True):
        yield _decided(filed.number, override, outcome, lang)
    for event in (*earlier_events(filed.archive), *events_of(root, filed.settlement.place)):
        if event.kind not in _TOLD_AS_OVERRIDES:
            yield _happened(event, lang)


def _decided(number: str, override: Override, outcome: OutcomeKind, lang: Lang) -> _Entry:
    what = _DECISIONS.get(override.kind, Text(fr=override.kind, en=override.kind))
    said = what.fill(lang, {"number": number})
    if override.kind != OrderKind.ACCEPT:
        said = f"{said} → {VERDICTS[outcome].name.to(lang)}"
    return _Entry(override.at, _BY.fill(lang, {"what": said, "by": override.by}), override.why)


def _happened(event: TicketEvent, lang: Lang) -> _Entry:
    what = _EVENTS.get(event.kind, Text(fr=event.kind, en=event.kind))
    said = _BY.fill(lang, {"what": what, "by": event.by})
    return _Entry(event.at, said, event.why or event.details.get("number", ""))


def _told(entry: _Entry, lang: Lang) -> Iterator[Part]:
    yield Note(f"{spoken_moment(entry.at).to(lang)} · {entry.said}")
    if entry.why:
        yield Words(entry.why)
