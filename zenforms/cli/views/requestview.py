"""One request of a desk, wherever it lies: for people, and as JSON data."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from zenforms.cli.views.requesthistory import history_blocks
from zenforms.cli.views.statusview import COMMITMENTS, DUE
from zenforms.console.account import Block, Note, Row
from zenforms.console.layout import Line, Tone
from zenforms.console.report import block_lines
from zenforms.console.verdict import FILED_AWAY, VERDICTS
from zenforms.desk.handling.pack import REPORT
from zenforms.desk.papers.kindred import drops_of_request, ticket_among
from zenforms.desk.papers.requests import Filed
from zenforms.desk.papers.tickets import standing_of
from zenforms.desk.papers.waiting import due_in
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.events import events_of
from zenforms.desk.spool.settlement import event_values
from zenforms.judging.history import ThreadState
from zenforms.judging.spoken import spoken_day, spoken_moment
from zenforms.language import Lang, Text

_OUTCOME = Text(fr="Issue", en="Outcome")
_TICKET = Text(fr="Ticket", en="Ticket")
_NEXT = Text(fr="Échéance", en="Due")
_RECEIVED = Text(fr="Reçue", en="Received")
_DROP = Text(fr="Envoi", en="Drop")
_LATER = Text(fr="{name} (envoi {number})", en="{name} (drop {number})")
_PLACE = Text(fr="Où", en="Where")
_ORIGINAL = Text(fr="Original", en="Original")
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
        "ticket": json.loads(filed.record.read_bytes()) if filed.record else None,
        "events": [event_values(event) for event in events_of(opened.root, settlement.place)],
    }


def request_lines(opened: OpenDesk, filed: Filed, lang: Lang, width: int) -> Iterator[Line]:
    """A request for people: where it stands, what happened, and the report of this drop."""
    drops = _drops(opened, filed)
    rows = (
        Row(_OUTCOME.to(lang), _outcome(opened, filed, lang)),
        *_ticket(opened.root, ticket_among(drops), lang),
        Row(_RECEIVED.to(lang), spoken_moment(filed.settlement.received_at).to(lang)),
        Row(_DROP.to(lang), _drop(filed, lang)),
        Row(_PLACE.to(lang), _relative(opened, filed.place)),
        Row(_ORIGINAL.to(lang), _relative(opened, filed.original.parent)),
    )
    blocks = (Block(filed.settlement.request, rows), *history_blocks(opened.root, drops, lang))
    yield from list(block_lines(blocks, lang, width))[1:]
    yield from _report(filed, lang, width)


def _outcome(opened: OpenDesk, filed: Filed, lang: Lang) -> str:
    """The outcome, and whether somebody filed it away; a ticket has a row of its own."""
    said = VERDICTS[filed.settlement.outcome]
    is_over = standing_of(opened.root, filed.settlement.place).state.is_over
    if is_over and not filed.record:
        return f"{said.sign} {FILED_AWAY.fill(lang, {'verdict': said.name})}"
    return f"{said.sign} {said.name.to(lang)}"


def _drop(filed: Filed, lang: Lang) -> str:
    """What came, with the number of its own that it has as a later round."""
    told = {"name": filed.receipt.name, "number": filed.number}
    is_later = filed.settlement.request != filed.number
    return _LATER.fill(lang, told) if is_later else filed.receipt.name


def _drops(opened: OpenDesk, filed: Filed) -> tuple[Filed, ...]:
    return drops_of_request(opened.root, filed, opened.clock.now().date())


def _ticket(root: Path, ticket: Filed | None, lang: Lang) -> Iterator[Row]:
    """Where the ticket stands that came of the request, and what is due next about it."""
    if ticket is None:
        return
    standing = standing_of(root, ticket.settlement.place)
    state = _STATES[standing.state].fill(lang, {"number": ticket.settlement.name})
    yield Row(_TICKET.to(lang), state)
    if ticket.record and not standing.state.is_over and (due := due_in(ticket.record, standing)):
        told = {"what": COMMITMENTS[due[0]], "day": spoken_day(due[1])}
        yield Row(_NEXT.to(lang), DUE.fill(lang, told))


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
