"""The state of a desk for people: whether it is watched, what is under way, what needs somebody."""

import os
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from zenforms.cli.views.telling import refusal, told
from zenforms.desk.delivery.queue import lives_elsewhere
from zenforms.desk.papers.damage import NAMED, Damage, DamageKind, cure_of
from zenforms.desk.papers.waiting import Waiting, Why, waiting_for_people
from zenforms.desk.queries.rows import COMMITMENTS, URGENCIES, Group, group_of, sentence_of
from zenforms.desk.queries.status import (
    REMINDERS,
    DeliveryStatus,
    Status,
    Watcher,
    WatcherState,
    delivering_in,
)
from zenforms.desk.queries.stuck import SAID, Stuck
from zenforms.desk.spool.folders import Folder
from zenforms.desk.watching.happenings import Event, Happened
from zenforms.judging.dates import spoken_day, spoken_moment
from zenforms.language import Lang, Text
from zenforms.present.document import Advice, Chapter, Fact, Note, Paragraph, Part
from zenforms.present.report import block_lines
from zenforms.present.terminal import WIDTH, Line, Tone, columns, ending, one_line

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
_DELIVERED = Text(fr="Livrés à {target}", en="Delivered to {target}")
_DELIVERED_COUNTS = Text(
    fr="{delivered}, et {waiting} en attente", en="{delivered}, and {waiting} waiting"
)
_UNDECIDED = Text(
    fr="{number} · livraison à {target} à décider : {reason}",
    en="{number} · delivery to {target} to be decided: {reason}",
)
_RESOLVE = Text(
    fr="Regardez là-bas, puis « zenforms deliver resolve {number} --as … » ou « --again ».",
    en="Look there, then “zenforms deliver resolve {number} --as …” or “--again”.",
)
_TROUBLE = Text(fr="Ennui : {trouble}", en="Trouble: {trouble}")
_HELD = Text(fr="{drop} attend : {reason}", en="{drop} waits: {reason}")
_FOR_PEOPLE = Text(fr="Ce qui attend quelqu'un", en="What waits for somebody")
_NOTHING = Text(fr="Rien n'attend.", en="Nothing waits.")
_WHY: Mapping[Why, tuple[str, Tone, Text]] = {
    Why.UNDELIVERED: (
        "✗",
        Tone.BAD,
        Text(fr="notre lettre n'est pas arrivée", en="our letter did not arrive"),
    ),
    Why.OVERDUE: ("✗", Tone.BAD, Text(fr="en retard", en="overdue")),
    Why.DUE: ("▲", Tone.WARNING, Text(fr="à faire bientôt", en="due soon")),
    Why.QUARANTINED: (
        "✗",
        Tone.BAD,
        Text(fr="en quarantaine, à regarder", en="quarantined, to be looked at"),
    ),
    Why.WITHDRAWN: (
        "▲",
        Tone.WARNING,
        Text(fr="à annuler ?", en="to be cancelled?"),
    ),
    Why.FOLLOWUP: (
        "▲",
        Tone.WARNING,
        Text(fr="le client a écrit, à lire", en="the client wrote, to be read"),
    ),
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
    Why.LETTER: (
        "•",
        Tone.PLAIN,
        Text(fr="acceptée, accusé à envoyer", en="accepted, letter to be sent"),
    ),
    Why.OPEN: ("•", Tone.PLAIN, Text(fr="ticket ouvert", en="open ticket")),
}
_REPLY = Text(fr="incomplète, réponse à envoyer", en="incomplete, reply to be sent")
_REFUSED = Text(fr="refusée, client attendu", en="refused, client awaited")
HAS_IT = Text(fr="prise en main par {who}", en="in the hands of {who}")
_SAID_BY_DUE = frozenset({Why.OVERDUE, Why.DUE})
DUE = Text(fr="{what} pour {day}", en="{what} by {day}")
QUOTED = Text(fr="« {words} »", en="“{words}”")
_WORDS = 240
"""How many characters of a client's words are shown; “show” tells them whole."""


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
        *(part for one in status.damage for part in damage_parts(one, lang)),
        *(Fact(label.to(lang), str(count)) for label, count in rows),
        *(_delivered(one, lang) for one in status.deliveries),
    )
    waiting = (
        *(part for one in status.deliveries for part in _undecided(one, lang)),
        *(part for one in status.waiting for part in _waiting(one, lang)),
    )
    nothing = (Note(_NOTHING.to(lang), "✓", Tone.GOOD),)
    blocks = (
        Chapter(_TITLE.fill(lang, told), parts),
        Chapter(_FOR_PEOPLE.to(lang), waiting or nothing),
    )
    yield from list(block_lines(blocks, lang, width))[1:]


def _delivered(one: DeliveryStatus, lang: Lang) -> Fact:
    told = {"delivered": str(one.delivered), "waiting": str(one.waiting)}
    term = _DELIVERED.fill(lang, {"target": one.target})
    return Fact(term, _DELIVERED_COUNTS.fill(lang, told))


def _undecided(status: DeliveryStatus, lang: Lang) -> Iterator[Part]:
    for one in status.undecided:
        reason = " ".join(filter(None, (one_line(one.reason), one_line(one.url))))
        told = {"number": one.number, "target": one.target, "reason": reason}
        yield Note(_UNDECIDED.fill(lang, told), "✗", Tone.BAD)
        yield Advice(_RESOLVE.fill(lang, told))


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


def damage_parts(one: Damage, lang: Lang) -> Iterator[Part]:
    """What is lost, and what to do about it."""
    told = {"place": one_line(one.place), "number": one.number or ""}
    yield Note(NAMED[one.kind].fill(lang, told), "✗", Tone.BAD)
    if one.kind is not DamageKind.FOLDER:
        yield Advice(cure_of(one).fill(lang, told))


def _waiting(one: Waiting, lang: Lang) -> Iterator[Part]:
    sign, tone, why = _why(one)
    yield Note(f"{one.request} · {why.to(lang)}", sign, tone)
    if one.subject:
        yield Paragraph(QUOTED.fill(lang, {"words": one_line(one.subject, _WORDS)}))
    if one.words:
        yield Paragraph(QUOTED.fill(lang, {"words": one_line(one.words, _WORDS)}))
    due = ""
    if one.due and one.commitment:
        due = DUE.fill(lang, {"what": COMMITMENTS[one.commitment], "day": spoken_day(one.due)})
    who = HAS_IT.fill(lang, {"who": one_line(one.taken_by)}) if one.taken_by else ""
    urgency = URGENCIES[one.urgency].to(lang) if one.urgency else ""
    said = "" if one.why in _SAID_BY_DUE else sentence_of(one).to(lang)
    yield Paragraph(" · ".join(filter(None, (due, said, one.client, urgency, who))))
    yield Paragraph(" · ".join(filter(None, (", ".join(one.codes), one.place))))


def _why(one: Waiting) -> tuple[str, Tone, Text]:
    """Why it waits; of what went back, whether that is us or the client."""
    sign, tone, why = _WHY[one.why]
    is_ours = group_of(one) is Group.LETTER
    if one.why is Why.RETURNED and is_ours:
        return sign, tone, _REPLY
    return sign, tone, _REFUSED if one.why is Why.REFUSED and not is_ours and one.letter else why


# What the watcher shows on a terminal: in hand, waiting, the last outcomes, what is due.

_LAST = 10
_DUE_SHOWN = 5
_BACKLOG = 10
_BAR = 40
_BOARD_TITLE = Text(fr="{desk} · Ctrl-C pour arrêter", en="{desk} · Ctrl-C to stop")
_COUNTS = Text(
    fr="Traités : {settled} · en main : {held} · en attente : {waiting}",
    en="Settled: {settled} · in hand: {held} · waiting: {waiting}",
)
_IN_HAND = Text(fr="En main", en="In hand")
_RECENT = Text(fr="Derniers événements", en="Last events")
_DUE = Text(fr="Échéances", en="Due")
_OVERDUE, _SOON = Text(fr="en retard", en="overdue"), Text(fr="à faire", en="due")


class Board:
    """The state of a watch, kept up with what it tells; `lines` is what to show now."""

    def __init__(self, root: Path, lang: Lang) -> None:
        self._root = root
        self._lang = lang
        self._in_hand: dict[str, str] = {}
        self._last: deque[Line] = deque(maxlen=_LAST)
        self._settled = 0
        self._due: tuple[Waiting, ...] = ()

    def take(self, happening: Event) -> None:
        """Take note of one piece of news."""
        if happening.what is Happened.CLAIMED and happening.drop:
            self._in_hand[happening.drop] = happening.name or happening.drop
            return
        if happening.what in {Happened.SETTLED, Happened.HELD}:
            self._in_hand.pop(happening.drop or "", None)
        self._last.append(told(happening, self._lang, brief=True))
        self._settled += happening.what is Happened.SETTLED
        if happening.what in {Happened.STARTED, Happened.SETTLED, Happened.ORDER_DONE}:
            self._due = _due_now(self._root, happening.at.date())

    def lines(self) -> Iterator[Line]:
        """The board, at most 80 columns wide."""
        waiting = _entries(self._root / Folder.INBOX)
        title = _BOARD_TITLE.fill(self._lang, {"desk": ""})
        desk = ending(one_line(str(self._root)), WIDTH - columns(title))
        yield Line(_BOARD_TITLE.fill(self._lang, {"desk": desk}), Tone.TITLE)
        counts = {"settled": self._settled, "held": len(self._in_hand), "waiting": waiting}
        yield Line(_COUNTS.fill(self._lang, {name: str(n) for name, n in counts.items()}))
        if waiting >= _BACKLOG:
            yield Line(_bar(self._settled, self._settled + waiting))
        if self._in_hand:
            yield from (Line(), Line(_IN_HAND.to(self._lang), Tone.TITLE))
            yield from (Line(f"  {one_line(name, 70)}") for name in self._in_hand.values())
        yield from (Line(), Line(_RECENT.to(self._lang), Tone.TITLE))
        yield from (Line(f"  {line.text}", line.tone) for line in self._last)
        yield from self._due_lines()

    def _due_lines(self) -> Iterator[Line]:
        if self._due:
            yield from (Line(), Line(_DUE.to(self._lang), Tone.TITLE))
        for one in self._due[:_DUE_SHOWN]:
            is_late = one.why is Why.OVERDUE
            said = (_OVERDUE if is_late else _SOON).to(self._lang)
            tone = Tone.BAD if is_late else Tone.WARNING
            yield Line(f"  {'✗' if is_late else '▲'} {one.request} · {said} · {one.due}", tone)


def _due_now(root: Path, today: date) -> tuple[Waiting, ...]:
    found = waiting_for_people(root, today).waiting
    delivering = delivering_in(root)
    return tuple(
        one
        for one in found
        if one.why in REMINDERS and not lives_elsewhere(root, one.number, delivering)
    )


def _entries(folder: Path) -> int:
    try:
        return len(os.listdir(folder))  # noqa: PTH208 - their number is all that is wanted
    except OSError:
        return 0


def _bar(done: int, everything: int) -> str:
    filled = _BAR * done // max(1, everything)
    return f"[{'#' * filled}{'.' * (_BAR - filled)}] {done}/{everything}"
