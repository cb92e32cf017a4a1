"""What happened to a request, in order: its drops, what staff decided, the ticket's events."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zenforms.desk.decisions.decision_files import OrderKind
from zenforms.desk.papers.requests import EventKind, Filed, LetterState
from zenforms.desk.spool.journal import earlier_events, events_of
from zenforms.desk.spool.settlement import Override, TicketEvent
from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang, Text
from zenforms.present.verdicts import VERDICTS

_CAME = Text(fr="{number} reçue : {verdict}", en="{number} received: {verdict}")
_BY = Text(fr="{what}, par {by}", en="{what}, by {by}")
_EVENTS: Mapping[str, Text] = {
    EventKind.FIRST_QUALIFICATION: Text(fr="Première qualification", en="First qualification"),
    EventKind.FINAL_QUALIFICATION: Text(fr="Qualification finale", en="Final qualification"),
    EventKind.CLOSED: Text(fr="Clôture", en="Closed"),
    EventKind.CANCELLED: Text(fr="Annulation", en="Cancelled"),
    EventKind.REOPENED: Text(fr="Réouverture", en="Reopened"),
    EventKind.NOTED: Text(fr="Note", en="Note"),
    EventKind.READ: Text(fr="Lu", en="Read"),
    EventKind.FOLLOWUP: Text(fr="Le client a écrit", en="The client wrote"),
    EventKind.UNDELIVERED: Text(fr="Lettre non remise", en="Letter not delivered"),
    EventKind.PUT_BACK: Text(fr="Remise à tous", en="Put back"),
    EventKind.LETTER_EDITED: Text(fr="Lettre modifiée", en="Letter changed"),
    EventKind.LETTER_BEGUN: Text(
        fr="Envoi de la lettre commencé", en="Sending of the letter begun"
    ),
    EventKind.LETTER_SENT: Text(fr="Lettre partie", en="Letter sent"),
    EventKind.LETTER_KEPT: Text(fr="Lettre à ne pas envoyer", en="Letter not to be sent"),
    EventKind.LETTER_DUE: Text(fr="Lettre à envoyer", en="Letter to be sent"),
}
_TAKEN = Text(fr="Prise en main", en="Taken")
LETTERS: Mapping[LetterState, Text] = {
    LetterState.TO_SEND: Text(fr="à envoyer", en="to be sent"),
    LetterState.SENT: Text(fr="partie", en="sent"),
    LetterState.NOT_TO_SEND: Text(fr="à ne pas envoyer", en="not to be sent"),
    LetterState.DOUBTFUL: Text(
        fr="peut-être partie, à vérifier", en="may have left, to be checked"
    ),
}
"""Where a letter stands, inside a sentence."""
_DECISIONS: Mapping[str, Text] = {
    OrderKind.ACCEPT: Text(fr="{number} acceptée malgré le verdict", en="{number} accepted anyway"),
    OrderKind.RETRY: Text(fr="{number} jugée de nouveau", en="{number} judged again"),
    OrderKind.RELEASE: Text(fr="{number} sortie de quarantaine", en="{number} released"),
}
_TOLD_AS_OVERRIDES = frozenset({EventKind.ACCEPTED, EventKind.RETRIED, EventKind.RELEASED})
_TOLD_OTHERWISE = frozenset({OutcomeKind.FOLLOWUP, OutcomeKind.DUPLICATE})


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened; `said` is a sentence, `why` what somebody added."""

    at: datetime
    said: str
    why: str = ""


def history_of_request(
    root: Path, drops: tuple[Filed, ...], lang: Lang
) -> tuple[HistoryEntry, ...]:
    """What happened, in order. Sentences may hold a client's words: neutralise them."""
    entries = [entry for filed in drops for entry in _entries(root, filed, lang)]
    return tuple(sorted(entries, key=lambda entry: entry.at))


def _entries(root: Path, filed: Filed, lang: Lang) -> Iterator[HistoryEntry]:
    settlement = filed.settlement
    outcomes = [*(one.was for one in settlement.overrides), settlement.outcome]
    if outcomes[0] not in _TOLD_OTHERWISE:
        verdict = VERDICTS[outcomes[0]].name.to(lang)
        told = {"number": filed.number, "verdict": verdict}
        yield HistoryEntry(settlement.received_at, _CAME.fill(lang, told))
    for override, outcome in zip(settlement.overrides, outcomes[1:], strict=True):
        yield _decided(filed.number, override, outcome, lang)
    for event in (*earlier_events(filed.archive), *events_of(root, filed.settlement.place)):
        if event.kind not in _TOLD_AS_OVERRIDES:
            yield _happened(event, lang)


def _decided(number: str, override: Override, outcome: OutcomeKind, lang: Lang) -> HistoryEntry:
    what = _DECISIONS.get(override.kind, Text(fr=override.kind, en=override.kind))
    said = what.fill(lang, {"number": number})
    if override.kind != OrderKind.ACCEPT:
        said = f"{said} → {VERDICTS[outcome].name.to(lang)}"
    return HistoryEntry(
        override.at, _BY.fill(lang, {"what": said, "by": override.by}), override.why
    )


def _happened(event: TicketEvent, lang: Lang) -> HistoryEntry:
    what = _EVENTS.get(event.kind, Text(fr=event.kind, en=event.kind))
    to = event.details.get("to", "")
    if event.kind == EventKind.TAKEN:
        what = _TAKEN if to == event.by else Text(fr=f"Confiée à {to}", en=f"Given to {to}")
    said = _BY.fill(lang, {"what": what, "by": event.by})
    if event.kind == EventKind.TAKEN:
        return HistoryEntry(event.at, said, event.why)
    details = (event.details.get(name, "") for name in ("number", "to", "words"))
    return HistoryEntry(event.at, said, event.why or " · ".join(filter(None, details)))
