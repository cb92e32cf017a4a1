"""What the board knows of its desk: read once for each change of the desk, not for each browser."""

import hashlib
import json
import os
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from zenforms.desk.decisions.decision_files import waiting_orders
from zenforms.desk.papers.requests import known_as
from zenforms.desk.papers.waiting import Remembered, waiting_for_people
from zenforms.desk.queries.rows import Group, Row, rows_of
from zenforms.desk.queries.stuck import drops_in
from zenforms.desk.setup.accounts import ACCOUNTS, Account, accounts_of
from zenforms.desk.setup.opening import OpenDesk, open_desk, refreshed
from zenforms.desk.spool.catalogue import Kin, archived_numbers
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.lock import is_held
from zenforms.desk.watching.inbox import is_ignored
from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang

_TAIL = 60_000
"""Bytes of the diary in which the last outcomes are looked for."""
_LAST = 6
_MOST_NEWS = 16_000_000
"""Bytes of the diary that are read at once; what is beyond is read with the next question."""
_LOOKED_AT = (
    Folder.TICKETS,
    Folder.QUARANTINE,
    Folder.RETURNED,
    Folder.REFUSED,
    Folder.FOLLOWUPS,
    Folder.JOURNAL,
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What waits, as it was when the desk last changed. `mark` changes with it."""

    mark: str
    rows: tuple[Row, ...]
    counts: Mapping[Group, int]
    open_tickets: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a drop lately."""

    number: str
    outcome: OutcomeKind
    name: str


@dataclass(frozen=True, slots=True)
class Motion:
    """What is under way at this moment."""

    inbox: int
    in_work: int
    orders: int
    is_watched: bool


class KinInStep:
    """Which requests belong together, kept in step with the diary that another process writes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._known: tuple[date, Kin] | None = None
        self._read_to: dict[Path, int] = {}

    def now(self, today: date) -> Kin:
        """What is known now; read anew with each day, else as far as the diary went on."""
        with self._lock:
            if self._known is None or self._known[0] != today:
                self._read_to = {path: _size(path) for path in _diaries(self._root)}
                kin = Kin(self._root, lambda: archived_numbers(self._root), today)
                self._known = (today, kin)
                return kin
            kin = self._known[1]
            for line in self._new_lines():
                number = str(line.get("number"))
                step = line.get("step")
                if step in {"settled", "archived"} and (filed := known_as(self._root, number)):
                    kin.add(filed.settlement)  # it lies there from the second line on
                elif step in {"purged", "erased"}:
                    kin.forget(number)
            return kin

    def _new_lines(self) -> Iterator[Mapping[str, object]]:
        for path in _diaries(self._root):
            begun = self._read_to.get(path, 0)
            if _size(path) <= begun:
                continue
            try:
                with path.open("rb") as file:
                    file.seek(begun)
                    content = file.read(_MOST_NEWS)
            except OSError:
                continue
            whole = content.rfind(b"\n") + 1
            self._read_to[path] = begun + (whole or (len(content) if content else 0))
            yield from filter(None, map(_line, content[:whole].splitlines()))


class DeskState:
    """The desk of a board; safe to ask from several threads."""

    def __init__(self, root: Path, lang: Lang) -> None:
        self.root = root.absolute()
        self._opened = open_desk(root)
        self.lang = Lang(self._opened.desk.policy.language or lang)
        self._lock = threading.Lock()
        self._remembered = Remembered()
        self._kin = KinInStep(self.root)
        self._snapshot: tuple[object, Snapshot] | None = None
        self._accounts: tuple[object, Mapping[str, Account]] | None = None

    @property
    def opened(self) -> OpenDesk:
        """The desk as its files say now; a broken one keeps what was last good."""
        with self._lock:
            self._opened, _ = refreshed(self._opened)
            return self._opened

    def kin(self) -> Kin:
        """Which requests belong together, as the diary says now."""
        return self._kin.now(self.today())

    def today(self) -> date:
        """The day at the desk."""
        return self.opened.clock.now().date()

    def accounts(self) -> Mapping[str, Account]:
        """Who may sign in; raises DeskError when the file is broken."""
        stamp = _stat(self.root / ACCOUNTS)
        with self._lock:
            if self._accounts is None or self._accounts[0] != stamp:
                self._accounts = (stamp, accounts_of(self.root))
            return self._accounts[1]

    def snapshot(self) -> Snapshot:
        """What waits; read anew when anything of the desk changed."""
        opened = self.opened
        today = opened.clock.now().date()
        stamp = (today, opened.stamps, *map(_stat, self._folders()))
        with self._lock:
            if self._snapshot is None or self._snapshot[0] != stamp:
                self._snapshot = (stamp, self._read(opened, today, stamp))
            return self._snapshot[1]

    def motion(self) -> Motion:
        """What is under way."""
        ignore = self.opened.desk.policy.watching.ignore
        names = _names(self.root / Folder.INBOX)
        return Motion(
            inbox=sum(not is_ignored(name, ignore) for name in names),
            in_work=len(drops_in(self.root / Folder.WORK)),
            orders=len(waiting_orders(self.root)),
            is_watched=is_held(self.root),
        )

    def arrived(self) -> tuple[Arrived, ...]:
        """The last outcomes, the newest first."""
        found: dict[str, Arrived] = {}
        for line in self._last_lines():
            number = str(line.get("number"))
            if line.get("step") == "settled" and number not in found:
                filed = known_as(self.root, number)
                if filed is not None:
                    outcome = filed.settlement.outcome
                    found[number] = Arrived(filed.settlement.request, outcome, filed.receipt.name)
            if len(found) >= _LAST:
                break
        return tuple(found.values())

    def _read(self, opened: OpenDesk, today: date, stamp: object) -> Snapshot:
        found = waiting_for_people(
            self.root,
            today,
            everything=True,
            remembered=self._remembered,
            kin=self._kin.now(today),
        )
        rows = rows_of(found.waiting, opened.desk.register)
        mark = hashlib.sha256(repr((stamp, len(rows))).encode()).hexdigest()[:16]
        return Snapshot(mark, rows, Counter(row.group for row in rows), found.open_tickets)

    def _folders(self) -> Iterator[Path]:
        yield from (self.root / folder for folder in _LOOKED_AT)
        yield from _diaries(self.root)[-1:]

    def _last_lines(self) -> Iterator[Mapping[str, object]]:
        """The last lines of the diary, the newest first."""
        for path in _diaries(self.root)[-1:]:
            try:
                with path.open("rb") as file:
                    file.seek(max(0, _size(path) - _TAIL))
                    lines = file.read(_TAIL).splitlines()
            except OSError:
                return
            yield from filter(None, map(_line, reversed(lines)))


def _diaries(root: Path) -> list[Path]:
    return sorted((root / Folder.JOURNAL).glob("*.jsonl"))


def _line(raw: bytes) -> Mapping[str, object] | None:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) else None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names are all that is wanted
    except OSError:
        return []


def _stat(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
