"""What lies in the inbox and has stopped arriving: the listing is the truth, events only wake."""

import logging
import os
import re
import time
from collections.abc import Callable, Container
from dataclasses import dataclass
from fnmatch import translate
from functools import lru_cache
from pathlib import Path

from zenforms.desk.spool.drop import Stamp, fingerprint

# Names in the inbox that are no drops: unfinished copies, editors' locks, system litter.

IGNORED = (
    ".*",
    "~$*",
    "*~",
    "#*#",
    "*.part",
    "*.partial",
    "*.filepart",
    "*.crdownload",
    "*.download",
    "*.tmp",
    "*.swp",
    "thumbs.db",
    "desktop.ini",
    "@eadir",
    "__macosx",
)

_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp")


def is_ignored(name: str, more: tuple[str, ...] = ()) -> bool:
    """Whether `name` is no drop; `more` are the desk's own patterns. Case does not matter."""
    return _pattern(more).match(name.casefold()) is not None


def is_arriving(name: str, present: Container[str]) -> bool:
    """Whether the same name with an unfinished ending lies beside it, as browsers do."""
    return any(name + ending in present for ending in _UNFINISHED)


@lru_cache(maxsize=8)
def _pattern(more: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(p.casefold()) for p in (*IGNORED, *more)))


_LOG = logging.getLogger(__name__)

DONE = ".done"
"""A file of this name in a folder says that the folder is complete."""


@dataclass(slots=True)
class _Entry:
    """What was seen of a name: since when unchanged, and its place in the queue."""

    stamp: Stamp
    since: float
    place: tuple[int, int]
    still: bool = False
    growing: bool = False
    """It will be still at a known time, unless it changes."""


class Inbox:
    """Watches the entries of one folder grow still.

    An entry whose own status time is old enough is still at first sight, where `trust_times`
    says that the file system's clock is ours: not on a network folder, and not on Windows.
    """

    def __init__(
        self,
        folder: Path,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        trust_times: bool = True,
    ) -> None:
        self._folder = folder
        self._monotonic = monotonic
        self._wall = wall
        self._trust_times = trust_times and os.name != "nt"
        self._entries: dict[str, _Entry] = {}
        self._looks = 0

    @property
    def waiting(self) -> int:
        """How many drops were there at the last look."""
        return len(self._entries)

    def look(self, still_after: float, ignore: tuple[str, ...] = ()) -> list[Path]:
        """List the folder; return what has not changed for `still_after` seconds, oldest first.

        Raises OSError when the folder cannot be listed.
        """
        names = os.listdir(self._folder)  # noqa: PTH208 - 20,000 names, and no Path for each
        present = frozenset(names)
        self._looks += 1
        entries: dict[str, _Entry] = {}
        for name in names:
            if not is_ignored(name, ignore):
                arriving = is_arriving(name, present)
                self._look_at(name, entries, still_after=still_after, arriving=arriving)
        self._entries = entries
        ready = sorted((e.place, name) for name, e in entries.items() if e.still)
        return [self._folder / name for _, name in ready]

    def is_changed(self, name: str) -> bool:
        """Whether an entry is no longer as it was at the last look."""
        entry = self._entries.get(name)
        return entry is None or _seen(self._folder / name)[0] != entry.stamp

    def disturb(self, name: str) -> None:
        """Begin to wait anew for an entry: somebody is still busy with it."""
        if entry := self._entries.get(name):
            entry.since, entry.still, entry.growing = self._monotonic(), False, True

    def forget(self, name: str) -> None:
        """The entry was claimed."""
        self._entries.pop(name, None)

    def next_look(self, still_after: float) -> float | None:
        """In how many seconds something may have grown still; None when nothing is growing."""
        ends = [e.since + still_after for e in self._entries.values() if e.growing]
        return max(0.0, min(ends) - self._monotonic()) if ends else None

    def _look_at(
        self, name: str, entries: dict[str, _Entry], *, still_after: float, arriving: bool
    ) -> None:
        path = self._folder / name
        stamp, arrived = _seen(path)
        if arrived is None:
            return
        now = self._monotonic()
        old = self._entries.get(name)
        place = old.place if old else (self._looks, arrived)
        since = old.since if old and old.stamp == stamp else now
        entry = entries[name] = _Entry(stamp, since, place)
        if stamp and not arriving:
            rested = now - since >= still_after
            entry.still = rested or self._is_old(path, stamp, still_after) or _is_done(stamp)
            entry.growing = not entry.still

    def _is_old(self, path: Path, stamp: Stamp, still_after: float) -> bool:
        if not self._trust_times or still_after <= 0:
            return False
        changed = max(_status_time(path / os.fsdecode(name)) for name, _, _ in stamp)
        return changed + still_after < self._wall()


def _seen(path: Path) -> tuple[Stamp, int | None]:
    """The stamp and the status time of an entry; the latter is None when it is gone.

    An entry that cannot be looked at, and an empty folder, have an empty stamp: they wait.
    """
    try:
        arrived = path.lstat().st_ctime_ns
        return fingerprint(path), arrived
    except FileNotFoundError:
        return (), None
    except OSError:
        return (), 0
    except Exception as error:  # noqa: BLE001 - no entry ends the loop, not even by our own bug
        _LOG.error("bug: entry of the inbox: %s", type(error).__name__)
        return (), 0


def _status_time(path: Path) -> float:
    try:
        return path.lstat().st_ctime
    except OSError:
        return float("inf")


def _is_done(stamp: Stamp) -> bool:
    return any(name == DONE.encode() for name, _, _ in stamp)
