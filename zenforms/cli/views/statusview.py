"""The state of a desk for people: whether it is watched, what is under way, what needs somebody."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from zenforms.cli.views.refusals import refusal
from zenforms.console.account import Block, Note, Part, Row, Words
from zenforms.console.escape import one_line
from zenforms.console.layout import Line, Tone
from zenforms.console.report import block_lines
from zenforms.desk.papers.waiting import Commitment, Waiting, Why
from zenforms.desk.telling.status import Status, Watcher, WatcherState
from zenforms.desk.telling.stuck import SAID, Stuck
from zenforms.judging.spoken import spoken_day, spoken_moment
from zenforms.language import Lang, Text

_TITLE = Text(fr="{desk}, {moment}", en="{desk}, {moment}")
_WATCHED = Text(
    fr="surveillé depuis le {since} (processus {pid}, {host})",
    en="watched since {since} (process {pid}, {host})",
)
_BUSY = Text(fr="occupé par « zenforms {doing} »", en="busy with “zenforms {doing}”")
_SILENT = Text(
    fr="le veilleur (processus {pid}, {host}) ne donne plus signe de vie",
    en="the watcher (process {pid}, {host}) gives no sign of life",
)
_STOPPED = Text(
    fr="personne ne le surveille : « zenforms watch {desk} »",
    en="nobody watches it: “zenforms watch {desk}”",
)
_INBOX = Text(fr="Dans inbox", en="In the inbox")
_IN_WORK = Text(fr="En main", en="In hand")
_ORDERS = Text(fr="Ordres en attente", en="Orders waiting")
_OPEN = Text(fr="Tickets ouverts", en="Open tickets")
_TROUBLE = Text(fr="Ennui : {trouble}", en="Trouble: {trouble}")
_HELD = Text(fr="{drop} attend : {reason}", en="{drop} waits: {reason}")
_FOR_PEOPLE = Text(fr="Ce qui attend quelqu'un", en="What waits for somebody")
_NOTHING = Text(fr="Rien n'attend.", en="Nothing waits.")
_WHY: Mapping[Why, tuple[str, Tone, Text]] = {
    Why.OVERDUE: ("✗", Tone.BAD, Text(fr="en retard", en="overdue")),
    Why.DUE: ("▲", Tone.WARNING, Text(fr="à faire bientôt", en="due soon")),
    Why.QUARANTINED: (
        "✗",
        Tone.BAD,
        Text(fr="en quarantaine, à regarder", en="quarantined, to be looked at"),
    ),
    Why.FOLLOWUP: ("▲", Tone.WARNING, Text(fr="suite reçue, à lire", en="follow-up, to be read")),
    Why.REFUSED: (
        "•",
        Tone.PLAIN,
        Text(fr="refusée, réponse à envoyer", en="refused, reply to be sent"),
    ),
    Why.RETURNED: (
        "•",
        Tone.PLAIN,
        Text(fr="incomplète, client attendu", en="incomplete, client awaited"),
    ),
}
COMMITMENTS: Mapping[Commitment, Text] = {
    Commitment.FIRST_QUALIFICATION: Text(fr="première qualification", en="first qualification"),
    Commitment.FINAL_QUALIFICATION: Text(fr="qualification finale", en="final qualification"),
}
"""What TMA promises about an open ticket, inside a sentence."""
DUE = Text(fr="{what} pour {day}", en="{what} by {day}")


def status_lines(status: Status, lang: Lang, width: int) -> Iterator[Line]:
    """The whole status. Every line is harmless."""
    told = {"desk": one_line(status.desk), "moment": spoken_moment(status.at).to(lang)}
    rows = (
        (_INBOX, status.inbox),
        (_IN_WORK, status.in_work),
        (_ORDERS, status.orders),
        (_OPEN, status.open_tickets),
    )
    parts = (
        _watcher(status, lang),
        *_pulse(status.watcher, lang),
        *(_stuck(one, lang) for one in status.stuck),
        *(Row(label.to(lang), str(count)) for label, count in rows),
    )
    waiting = tuple(part for one in status.waiting for part in _waiting(one, lang))
    nothing = (Note(_NOTHING.to(lang), "✓", Tone.GOOD),)
    blocks = (
        Block(_TITLE.fill(lang, told), parts),
        Block(_FOR_PEOPLE.to(lang), waiting or nothing),
    )
    yield from list(block_lines(blocks, lang, width))[1:]


def _watcher(status: Status, lang: Lang) -> Note:
    watcher = status.watcher
    told = {
        "desk": one_line(status.desk),
        "pid": watcher.pid or "?",
        "host": one_line(watcher.host or "?"),
        "doing": watcher.doing or "?",
        "since": _since(watcher.since, lang),
    }
    if watcher.state is WatcherState.STOPPED:
        return Note(_STOPPED.fill(lang, told), "▲", Tone.WARNING)
    if watcher.state is WatcherState.SILENT:
        return Note(_SILENT.fill(lang, told), "✗", Tone.BAD)
    said = _WATCHED if watcher.doing == "watch" else _BUSY
    return Note(said.fill(lang, told), "✓", Tone.GOOD)


def _since(stamp: str | None, lang: Lang) -> str:
    try:
        return spoken_moment(datetime.fromisoformat(stamp or "")).to(lang)
    except ValueError:
        return "?"


def _pulse(watcher: Watcher, lang: Lang) -> Iterator[Part]:
    if watcher.pulse is None or watcher.state is WatcherState.STOPPED:
        return
    if watcher.pulse.trouble:
        said = _TROUBLE.fill(lang, {"trouble": refusal(watcher.pulse.trouble, lang)})
        yield Note(said, "✗", Tone.BAD)
    for held in watcher.pulse.held:
        said = _HELD.fill(lang, {"drop": held.drop, "reason": refusal(held.reason, lang)})
        yield Note(said, "▲", Tone.WARNING)


def _stuck(one: Stuck, lang: Lang) -> Note:
    told = {"place": one_line(one.place), "reason": refusal(one.reason, lang)}
    return Note(SAID[one.why].fill(lang, told), "▲", Tone.WARNING)


def _waiting(one: Waiting, lang: Lang) -> Iterator[Part]:
    sign, tone, why = _WHY[one.why]
    yield Note(f"{one.request} · {why.to(lang)}", sign, tone)
    due = ""
    if one.due and one.commitment:
        due = DUE.fill(lang, {"what": COMMITMENTS[one.commitment], "day": spoken_day(one.due)})
    yield Words(" · ".join(filter(None, (due, one.client, ", ".join(one.codes), one.place))))
