"""Which requests belong together: the rounds of a thread, the recent requests of a client."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from zenforms.desk.spool.folders import archive_place, day_of
from zenforms.desk.spool.journal import lines_of
from zenforms.desk.spool.settlement import Settlement, read_settlement

RECENT = timedelta(days=31)
_REMEMBERED = 2_000
"""How many decisions are kept in memory, those asked for last."""
_KEPT = 50
"""How many recent requests of one client are remembered; the newest tell enough."""


class Kin:
    """Answers for all requests of a desk; safe to ask from several threads.

    Read when first asked: off the diary, and off the decisions themselves where the diary is
    silent or fresh. `numbers` gives those of everything in the archive.
    """

    def __init__(self, root: Path, numbers: Callable[[], Iterable[str]], today: date) -> None:
        self._root = root
        self._numbers: Callable[[], Iterable[str]] | None = numbers
        self._today = today
        self._lock = threading.RLock()
        self._decided: OrderedDict[str, Settlement] = OrderedDict()
        self._away: set[str] = set()
        self._rounds: dict[str, list[str]] = {}
        self._clients: dict[str, list[str]] = {}

    def add(self, settlement: Settlement) -> None:
        """Remember a decision."""
        with self._reading():
            self._keep(settlement)
            if settlement.thread:
                _append(self._rounds, settlement.thread, settlement.number)
            if settlement.client:
                _append(self._clients, settlement.client, settlement.number)
                del self._clients[settlement.client][:-_KEPT]

    @contextmanager
    def taken_up(self, number: str) -> Iterator[None]:
        """Forget a request while it is judged again; it is no earlier request of itself."""
        with self._lock:
            self._away.add(number)
        self.forget(number)
        try:
            yield
        finally:
            with self._lock:
                self._away.discard(number)

    def is_away(self, number: str) -> bool:
        """Whether a request is being judged again, so that nothing is known of it."""
        with self._lock:
            return number in self._away

    def forget(self, number: str) -> None:
        """Forget a request that is purged or erased."""
        with self._reading():
            self._decided.pop(number, None)
            for numbers in (*self._rounds.values(), *self._clients.values()):
                if number in numbers:
                    numbers.remove(number)

    def decision_on(self, number: str) -> Settlement | None:
        """The decision on a request, from memory if it was asked for lately, or None."""
        with self._lock:
            known = self._decided.get(number)
        if known is None and (known := _settlement(self._root, number)):
            with self._lock:
                self._keep(known)
        return known

    def rounds_of(self, thread: str) -> tuple[str, ...]:
        """The numbers of the later drops of a request, oldest first."""
        with self._reading():
            return tuple(self._rounds.get(thread, ()))

    def is_overtaken(self, settlement: Settlement) -> bool:
        """Whether a later drop of the same request came after this decision."""
        rounds = self.rounds_of(settlement.thread or settlement.number)
        return bool(rounds) and rounds[-1] != settlement.number

    def recent_of(self, client: str) -> tuple[str, ...]:
        """The numbers of a client's requests of the last month, oldest first."""
        with self._reading():
            return tuple(self._clients.get(client, ()))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Hold the lock; the first time, read everything."""
        with self._lock:
            if self._numbers is not None:
                numbers, self._numbers = self._numbers, None
                self._read(set(numbers()))
            yield

    def _read(self, numbers: set[str]) -> None:
        told = _threads_in_diary(self._root)
        in_order = [*(n for n in told if n in numbers), *sorted(numbers - told.keys())]
        for number in in_order:
            if number not in told or day_of(number) >= self._today - RECENT:
                if settlement := _settlement(self._root, number):
                    self.add(settlement)
            elif thread := told[number]:
                _append(self._rounds, thread, number)

    def _keep(self, settlement: Settlement) -> None:
        self._decided[settlement.number] = settlement
        self._decided.move_to_end(settlement.number)
        if len(self._decided) > _REMEMBERED:
            self._decided.popitem(last=False)


def _append(lists: dict[str, list[str]], key: str, number: str) -> None:
    numbers = lists.setdefault(key, [])
    if number not in numbers:
        numbers.append(number)


def _threads_in_diary(root: Path) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for path in sorted((root / "journal").glob("*.jsonl")):
        for line in lines_of(path):
            if line.get("step") == "settled":
                thread = line.get("thread")
                found[str(line.get("number"))] = str(thread) if thread else None
    return found


def _settlement(root: Path, number: str) -> Settlement | None:
    for restricted in (False, True):
        try:
            found = read_settlement(root / archive_place(number, restricted=restricted))
        except (ValueError, KeyError, TypeError):
            continue
        if found is not None:
            return found
    return None
