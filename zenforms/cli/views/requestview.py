"""One request of a desk, wherever it lies: for people, and as JSON data."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from zenforms.cli.views.statusview import DUE, HAS_IT
from zenforms.desk.delivery.outbox import Delivery, DeliveryState, of_outcome
from zenforms.desk.papers.memory import REPORT, drops_of_request, ticket_among
from zenforms.desk.papers.requests import Filed, standing_of
from zenforms.desk.papers.waiting import due_in, letter_state
from zenforms.desk.queries.finding import Findings, Found
from zenforms.desk.queries.history import LETTERS, HistoryEntry, history_of_request
from zenforms.desk.queries.rows import COMMITMENTS
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.journal import events_of
from zenforms.desk.spool.settlement import event_values
from zenforms.desk.spool.small import read_json, read_own
from zenforms.judging.case import OutcomeKind
from zenforms.judging.dates import spoken_day, spoken_moment
from zenforms.judging.threads import ThreadState
from zenforms.language import Lang, Text
from zenforms.present.document import Chapter, Fact, Note, Paragraph, Part
from zenforms.present.report import block_lines
from zenforms.present.terminal import Line, Tone
from zenforms.present.verdicts import FILED_AWAY, VERDICTS
from zenforms.sanitize import visible

_TITLE = Text(fr="Ce qui s'est passé", en="What happened")


def history_blocks(root: Path, drops: tuple[Filed, ...], lang: Lang) -> Iterator[Chapter]:
    """What happened since the first drop; nothing when that is all there is."""
    entries = history_of_request(root, drops, lang)
    if len(entries) > 1:
        yield Chapter(_TITLE.to(lang), tuple(part for e in entries for part in _told(e, lang)))


def _told(entry: HistoryEntry, lang: Lang) -> Iterator[Part]:
    yield Note(f"{spoken_moment(entry.at).to(lang)} · {entry.said}")
    if entry.why:
        yield Paragraph(entry.why)


_OUTCOME = Text(fr="Issue", en="Outcome")
_TICKET = Text(fr="Ticket", en="Ticket")
_NEXT = Text(fr="Échéance", en="Due")
_LETTER = Text(fr="Lettre", en="Letter")
_HANDS = Text(fr="En main", en="In hand")
_RECEIVED = Text(fr="Reçue", en="Received")
_DROP = Text(fr="Envoi", en="Drop")
_LATER = Text(fr="{name} (envoi {number})", en="{name} (drop {number})")
_PLACE = Text(fr="Où", en="Where")
_ORIGINAL = Text(fr="Original", en="Original")
_ELSEWHERE = Text(fr="Chez {target}", en="In {target}")
_TOLD_ELSEWHERE: Mapping[DeliveryState, Text] = {
    DeliveryState.READY: Text(fr="pas encore livré", en="not delivered yet"),
    DeliveryState.CREATING: Text(fr="en route", en="on its way"),
    DeliveryState.CREATED: Text(
        fr="{id}, fichiers en route {url}", en="{id}, files on their way {url}"
    ),
    DeliveryState.DELIVERED: Text(fr="{id} {url}", en="{id} {url}"),
    DeliveryState.DOUBTFUL: Text(
        fr="douteux, à décider : « zenforms deliver resolve » ({reason}) {url}",
        en="doubtful, to be decided: “zenforms deliver resolve” ({reason}) {url}",
    ),
    DeliveryState.FAILED: Text(fr="refusé ({reason})", en="refused ({reason})"),
}
_CLOSED_THERE = Text(fr="{said} (clos là-bas)", en="{said} (closed there)")
_LACKS = Text(fr="{said} – sans {names}", en="{said} – without {names}")
_REPORT = Text(fr="Le rapport", en="The report")
_GONE = Text(
    fr="Le dossier de cette issue n'est plus là.", en="The folder of this outcome is gone."
)
_STATES: Mapping[ThreadState, Text] = {
    ThreadState.OPEN: Text(fr="{number}, ouvert", en="{number}, open"),
    ThreadState.CLOSED: Text(fr="{number}, clos", en="{number}, closed"),
    ThreadState.CANCELLED: Text(fr="{number}, annulé", en="{number}, cancelled"),
}


def request_data(opened: OpenDesk, filed: Filed) -> dict[str, object]:
    """A request as JSON data, as far as one drop tells of it.

    `number` names its folder, `drop` its archive; `ticket` is the whole ticket, when the drop
    made one.
    """
    settlement = filed.settlement
    standing = standing_of(opened.root, settlement.place)
    return {
        "version": 1,
        "number": settlement.name,
        "drop": filed.number,
        "outcome": settlement.outcome.value,
        "received_at": settlement.received_at.isoformat(),
        "codes": list(settlement.codes),
        "name": filed.receipt.name,
        "place": str(filed.place),
        "original": str(filed.original),
        "thread": settlement.thread or filed.number,
        "drops": [
            {
                "number": one.number,
                "outcome": one.settlement.outcome.value,
                "received_at": one.settlement.received_at.isoformat(),
            }
            for one in _drops(opened, filed)
        ],
        "ticket": _ticket_in(filed),
        "deliveries": [
            {
                "target": one.target,
                "state": one.state.value,
                "id": one.id,
                "url": one.url,
                "closed_there": one.is_over,
                "lacks": list(one.lacks),
                "reason": one.reason,
            }
            for one in of_outcome(opened.root, settlement.place)
        ],
        "taken_by": standing.taken_by,
        "letter": letter_state(filed, standing),
        "events": [event_values(event) for event in events_of(opened.root, settlement.place)],
    }


def _ticket_in(filed: Filed) -> object:
    """The ticket; None when there is none, or none that can be read: the doctor names it."""
    try:
        return read_json(filed.record) if filed.record else None
    except (OSError, ValueError):
        return None


def request_lines(opened: OpenDesk, filed: Filed, lang: Lang, width: int) -> Iterator[Line]:
    """A request for people: where it stands, what happened, and the report of this drop."""
    drops = _drops(opened, filed)
    rows = (
        Fact(_OUTCOME.to(lang), _outcome(opened, filed, lang)),
        *_ticket(opened.root, ticket_among(drops), lang),
        *_standing(opened.root, filed, lang),
        Fact(_RECEIVED.to(lang), spoken_moment(filed.settlement.received_at).to(lang)),
        Fact(_DROP.to(lang), _drop(filed, lang)),
        Fact(_PLACE.to(lang), _relative(opened, filed.place)),
        Fact(_ORIGINAL.to(lang), _relative(opened, filed.original.parent)),
    )
    blocks = (Chapter(filed.settlement.request, rows), *history_blocks(opened.root, drops, lang))
    yield from list(block_lines(blocks, lang, width))[1:]
    yield from _report(filed, lang, width)


def _outcome(opened: OpenDesk, filed: Filed, lang: Lang) -> str:
    """The outcome, and whether somebody filed it away; a ticket has a row of its own."""
    said = VERDICTS[filed.settlement.outcome]
    is_over = standing_of(opened.root, filed.settlement.place).state.is_over
    if is_over and not filed.record:
        return f"{said.sign} {FILED_AWAY.fill(lang, {'verdict': said.name})}"
    return f"{said.sign} {said.name.to(lang)}"


def _standing(root: Path, filed: Filed, lang: Lang) -> Iterator[Fact]:
    """Who has it, and where its letter stands."""
    standing = standing_of(root, filed.settlement.place)
    if standing.taken_by:
        yield Fact(_HANDS.to(lang), standing.taken_by)
    if state := letter_state(filed, standing):
        yield Fact(_LETTER.to(lang), LETTERS[state].to(lang))


def _drop(filed: Filed, lang: Lang) -> str:
    """What came, with the number of its own that it has as a later round."""
    told = {"name": filed.receipt.name, "number": filed.number}
    is_later = filed.settlement.request != filed.number
    return _LATER.fill(lang, told) if is_later else filed.receipt.name


def _drops(opened: OpenDesk, filed: Filed) -> tuple[Filed, ...]:
    return drops_of_request(opened.root, filed, opened.clock.now().date())


def _ticket(root: Path, ticket: Filed | None, lang: Lang) -> Iterator[Fact]:
    """Where the ticket stands that came of the request, and what is due next about it."""
    if ticket is None:
        return
    standing = standing_of(root, ticket.settlement.place)
    state = _STATES[standing.state].fill(lang, {"number": ticket.settlement.name})
    yield Fact(_TICKET.to(lang), state)
    for delivery in of_outcome(root, ticket.settlement.place):
        term = _ELSEWHERE.fill(lang, {"target": delivery.target})
        yield Fact(term, _delivered(delivery, lang))
    if ticket.record and not standing.state.is_over and (due := due_in(ticket.record, standing)):
        told = {"what": COMMITMENTS[due[0]], "day": spoken_day(due[1])}
        yield Fact(_NEXT.to(lang), DUE.fill(lang, told))


def _delivered(one: Delivery, lang: Lang) -> str:
    """Where a ticket lives over there; of a hook, whether it heard of it."""
    told = {"id": one.id or "✓", "url": one.url, "reason": one.reason}
    said = " ".join(_TOLD_ELSEWHERE[one.state].fill(lang, told).split())
    if one.is_over:
        said = _CLOSED_THERE.fill(lang, {"said": said})
    return _LACKS.fill(lang, {"said": said, "names": ", ".join(one.lacks)}) if one.lacks else said


def _report(filed: Filed, lang: Lang, width: int) -> Iterator[Line]:
    try:
        lines = read_own(filed.place / REPORT).decode("utf-8", "replace").splitlines()
    except OSError:
        yield from block_lines(
            [Chapter(_REPORT.to(lang), (Note(_GONE.to(lang), "▲", Tone.WARNING),))], lang, width
        )
        return
    yield from (Line(), Line(_REPORT.to(lang), Tone.TITLE))
    for line in lines:
        yield Line(visible(line), Tone.QUIET)


def _relative(opened: OpenDesk, path: object) -> str:
    return str(path).removeprefix(str(opened.root)).lstrip("/\\")


# Requests that were found, for people: two lines each, the newest first.

_NONE = Text(fr="Aucune demande ne correspond.", en="No request matches.")
_ONE = Text(fr="Une demande", en="One request")
_SEVERAL = Text(fr="{count} demandes", en="{count} requests")
_MORE = Text(
    fr="Il y en a d'autres, plus anciennes : ajoutez un mot.",
    en="There are others, older: add a word.",
)
_FINDVIEW_STATES: Mapping[ThreadState, Text] = {
    ThreadState.OPEN: Text(fr="ticket ouvert", en="open ticket"),
    ThreadState.CLOSED: Text(fr="ticket clos", en="closed ticket"),
    ThreadState.CANCELLED: Text(fr="ticket annulé", en="cancelled ticket"),
}


def found_lines(findings: Findings, lang: Lang, width: int) -> Iterator[Line]:
    """All that was found. Every line is harmless."""
    count = len(findings.requests)
    if not count:
        yield Line(_NONE.to(lang), Tone.WARNING)
        return
    title = _ONE.to(lang) if count == 1 else _SEVERAL.fill(lang, {"count": str(count)})
    parts = [part for found in findings.requests for part in _findview_told(found, lang)]
    if findings.more:
        parts.append(Note(_MORE.to(lang), "▲", Tone.WARNING))
    yield from list(block_lines([Chapter(title, tuple(parts))], lang, width))[1:]


def _findview_told(found: Found, lang: Lang) -> Iterator[Part]:
    verdict = VERDICTS[found.outcome]
    what = (_FINDVIEW_STATES[found.state] if found.state else verdict.short).to(lang)
    if found.state and found.outcome is not OutcomeKind.ACCEPTED:
        what = FILED_AWAY.fill(lang, {"verdict": verdict.short})
    told = (found.number, what, spoken_moment(found.received_at).to(lang))
    yield Note(" · ".join(told), verdict.sign, verdict.tone)
    who = HAS_IT.fill(lang, {"who": found.taken_by}) if found.taken_by else None
    yield Paragraph(" · ".join(filter(None, (found.client, found.contact, found.summary, who))))
