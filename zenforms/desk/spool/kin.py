"""Which requests belong together: the rounds of a thread, the recent requests of a client."""

import threading
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from zenforms.desk.spool.folders import archive_place, day_of
from zenforms.desk.spool.journal import lines_of
from zenforms.desk.spool.settlement import Settlement, read_settlement

RECENT = timedelta(days=31)
_KEPT = 50
"""How many recent requests of one client are remembered; the newest tell enough."""


class Kin:
    """Answers for all requests of a desk; safe to ask from several threads.

    Read off the diary, and off the decisions themselves where the diary is silent or fresh.
    """

    def __init__(self, root: Path, numbers: Iterable[str], today: date) -> None:
        self._lock = threading.Lock()
        self._rounds: dict[str, list[str]] = {}
        self._clients: dict[str, list[str]] = {}
        told, known = _threads_in_diary(root), set(numbers)
        in_order = [*(n for n in told if n in known), *sorted(known - told.keys())]
        for number in in_order:
            if number not in told or day_of(number) >= today - RECENT:
                for settlement in _settlements(root, number):
                    self.add(settlement)
            elif thread := told[number]:
                _append(self._rounds, thread, number)

    def add(self, settlement: Settlement) -> None:
        """Remember a decision."""
        with self._lock:
            if settlement.thread:
                _append(self._rounds, settlement.thread, settlement.number)
            if settlement.client:
                _append(self._clients, settlement.client, settlement.number)
                del self._clients[settlement.client][:-_KEPT]

    def forget(self, number: str) -> None:
        """Forget a request that is purged or erased."""
        with self._lock:
            for numbers in (*self._rounds.values(), *self._clients.values()):
                if number in numbers:
                    numbers.remove(number)

    def rounds_of(self, thread: str) -> tuple[str, ...]:
        """The numbers of the later drops of a request, oldest first."""
        with self._lock:
            return tuple(self._rounds.get(thread, ()))

    def is_overtaken(self, settlement: Settlement) -> bool:
        """Whether a later drop of the same request came after this decision."""
        rounds = self.rounds_of(settlement.thread or settlement.number)
        return bool(rounds) and rounds[-1] != settlement.number

    def recent_of(self, client: str) -> tuple[str, ...]:
        """The numbers of a client's requests of the last month, oldest first."""
        with self._lock:
            return tuple(self._clients.get(client, ()))


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


def _settlements(root: Path, number: str) -> Iterable[Settlement]:
    for restricted in (False, True):
        try:
            found = read_settlement(root / archive_place(number, restricted=restricted))
        except (ValueError, KeyError, TypeError):
            continue
        if found is not None:
            yield found
