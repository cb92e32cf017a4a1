"""Which requests the desk has: read off the names in its folders, once, at the start."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from zenforms.desk.spool.folders import Folder, archive_place, code_of, existing_places
from zenforms.desk.spool.settlement import SETTLED
from zenforms.judging.numbers import SHORTEST, number_of


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number given to a drop; `first` is the request whose content it repeats, if any."""

    number: str
    first: str | None


class Index:
    """Answers “seen before?” and gives out numbers; safe to ask from several threads.

    The archive is listed when it is first asked.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.RLock()
        self._given: dict[str, Numbered] = {}
        self._numbers: set[str] = set()
        self._hashes: dict[str, dict[str, str | None]] = {}
        """Short code → number → hash; None is a hash not read from the archive yet."""
        self._is_listed = False

    def give_number(self, drop: str, received_at: datetime, sha256: str) -> Numbered:
        """The number of a drop, however often it is asked for.

        It is free when given, and the same in every run for the same content and day.
        """
        with self._listing():
            if drop not in self._given:
                first = self.first_with(sha256, besides=drop)
                number = self._copy_of(first) if first else self._free(received_at, sha256)
                self._given[drop] = Numbered(number, first)
                self._remember(number, sha256)
            return self._given[drop]

    def add(self, drop: str, number: str, sha256: str) -> None:
        """Remember a decision that an earlier run made."""
        with self._listing():
            self._given.setdefault(drop, Numbered(number, None))
            self._remember(number, sha256)

    def close(self, drop: str) -> None:
        """The drop has reached the archive and asks for no number again."""
        with self._listing():
            self._given.pop(drop, None)

    def numbers(self) -> tuple[str, ...]:
        """The numbers of everything in the archive, by day."""
        with self._listing():
            return tuple(sorted(self._numbers))

    def holds(self, number: str) -> bool:
        """Whether the archive has this number, and nobody is working on it."""
        with self._listing():
            is_open = any(given.number == number for given in self._given.values())
            return number in self._numbers and not is_open

    def forget(self, number: str) -> None:
        """Forget a request that is purged or erased."""
        with self._listing():
            self._numbers.discard(number)
            self._hashes.get(_short_code_of(number), {}).pop(number, None)

    def first_with(self, sha256: str, *, besides: str) -> str | None:
        """The number of another drop than `besides` that had this very content, or None."""
        with self._listing():
            own = self._given.get(besides)
            candidates = self._hashes.get(_short_code(sha256), {})
            for number in candidates:
                if candidates[number] is None:
                    candidates[number] = _archived_hash(self._root, number)
                if candidates[number] == sha256 and (own is None or own.number != number):
                    return number
        return None

    @contextmanager
    def _listing(self) -> Iterator[None]:
        """Hold the lock; the first time, list the archive."""
        with self._lock:
            if not self._is_listed:
                self._is_listed = True
                for number in archived_numbers(self._root):
                    self._remember(number, None)
            yield

    def _free(self, received_at: datetime, sha256: str) -> str:
        return number_of(received_at, sha256, taken=_Taken(self._is_taken))

    def _copy_of(self, first: str) -> str:
        count = 2
        while self._is_taken(f"{first}-{count}"):
            count += 1
        return f"{first}-{count}"

    def _is_taken(self, number: str) -> bool:
        return number in self._numbers or bool(existing_places(self._root, number))

    def _remember(self, number: str, sha256: str | None) -> None:
        self._numbers.add(number)
        if code := _short_code_of(number):
            self._hashes.setdefault(code, {})[number] = sha256


def archived_numbers(root: Path) -> Iterator[str]:
    """The numbers of all originals that the archive holds, month by month."""
    for shelf in (Folder.ARCHIVE, Folder.RESTRICTED):
        for month in sorted((root / shelf).glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]")):
            yield from sorted(entry.name for entry in month.iterdir() if _is_ours(entry.name))


def _is_ours(name: str) -> bool:
    try:
        archive_place(name)
    except ValueError:
        return False
    return True


def _archived_hash(root: Path, number: str) -> str | None:
    for restricted in (False, True):
        path = root / archive_place(number, restricted=restricted) / SETTLED
        try:
            return str(json.loads(path.read_bytes())["sha256"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def _short_code(sha256: str) -> str:
    return number_of(datetime(2000, 1, 1, tzinfo=UTC), sha256)[-SHORTEST:]


def _short_code_of(number: str) -> str:
    return (code_of(number) or "")[:SHORTEST]


class _Taken:
    """A container of all numbers for which a question is answered with yes."""

    def __init__(self, question: Callable[[str], bool]) -> None:
        self._question = question

    def __contains__(self, number: object) -> bool:
        return self._question(str(number))
