"""What the watcher shows on a terminal: in hand, waiting, the last outcomes, what is due."""

import os
from collections import deque
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from zenforms.cli.views.telling import told
from zenforms.console.escape import one_line
from zenforms.console.layout import WIDTH, Line, Tone, columns, ending
from zenforms.desk.papers.waiting import Waiting, Why, waiting_for_people
from zenforms.desk.spool.folders import Folder
from zenforms.desk.watching.happenings import Happened, Happening
from zenforms.language import Lang, Text

_LAST = 10
_DUE_SHOWN = 5
_BACKLOG = 10
_BAR = 40
_TITLE = Text(fr="{desk} · Ctrl-C pour arrêter", en="{desk} · Ctrl-C to stop")
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

    def take(self, happening: Happening) -> None:
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
        title = _TITLE.fill(self._lang, {"desk": ""})
        desk = ending(one_line(str(self._root)), WIDTH - columns(title))
        yield Line(_TITLE.fill(self._lang, {"desk": desk}), Tone.TITLE)
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
    return tuple(one for one in found if one.why in {Why.OVERDUE, Why.DUE})


def _entries(folder: Path) -> int:
    try:
        return len(os.listdir(folder))  # noqa: PTH208 - their number is all that is wanted
    except OSError:
        return 0


def _bar(done: int, everything: int) -> str:
    filled = _BAR * done // max(1, everything)
    return f"[{'#' * filled}{'.' * (_BAR - filled)}] {done}/{everything}"
