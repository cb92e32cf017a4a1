"""What lies in the inbox and has stopped arriving: the listing is the truth, events only wake."""

import logging
import os
import re
import stat
import time
from collections.abc import Callable, Collection, Container, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import translate
from functools import lru_cache
from pathlib import Path

from zenforms.desk.spool.drop import Stamp, fingerprint
from zenforms.leavings import Leaving, awaited, is_awaited, is_fresh, leaving


class StuckWhy(StrEnum):
    """Why something goes no further by itself, in inbox or in work."""

    REFUSED = "refused"
    """The system lets nobody take it out of the inbox."""
    HIDDEN = "hidden"
    """The system does not show it."""
    AWAITED = "awaited"
    """Something that is not finished lies beside it, or in it."""
    PLACEHOLDER = "placeholder"
    """It stands for a file that a sync client keeps elsewhere."""
    SHORTCUT = "shortcut"
    """It only says where a file is."""
    EMPTY = "empty"
    """A folder without any file, or a new file in which nothing stands."""
    UNFINISHED = "unfinished"
    """Its name says that it is not finished, or no drop."""
    STAYS = "stays"
    """It should have been removed, and was not."""
    UNCLEAR = "unclear"
    """Its decision cannot be understood."""


_ASIDE = {
    Leaving.UNFINISHED: StuckWhy.UNFINISHED,
    Leaving.PLACEHOLDER: StuckWhy.PLACEHOLDER,
    Leaving.SHORTCUT: StuckWhy.SHORTCUT,
}
"""What is never taken and told after a while: somebody may believe that it was dropped."""

WAITS_AFTER = 600.0
"""Seconds after which it is told that something in the inbox waits for somebody."""
_FOLDER = 10
"""A folder is filled file by file: it must be still for so many times as long as a file."""
_EMPTY = 45
"""So must something without content, which a sync client or a browser fills later: at the usual
two seconds, a minute and a half."""
_ELSEWHERE = 0x1000 | 0x40000 | 0x400000
"""Windows' attributes of a file whose content lies in the cloud: offline, recall on open, recall
on access."""


def is_ignored(name: str, more: tuple[str, ...] = ()) -> bool:
    """Whether `name` is no drop; `more` are the desk's own patterns. Case does not matter."""
    return set_aside(name, more) is not None


def set_aside(name: str, more: tuple[str, ...] = (), beside: Container[str] = ()) -> str | None:
    """Why `name` is no drop; None when it may be one.

    `beside` are the other names in the folder.
    """
    if kind := leaving(name, beside):
        return _ASIDE.get(kind, kind)
    return StuckWhy.UNFINISHED if more and _pattern(more).match(name.casefold()) else None


def is_arriving(name: str, present: Iterable[str]) -> bool:
    """Whether an unfinished copy of the same name lies beside it, as browsers have it."""
    return is_awaited(name, awaited(present))


@lru_cache(maxsize=8)
def _pattern(more: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(p.casefold()) for p in more))


_LOG = logging.getLogger(__name__)

DONE = ".done"
"""A file of this name in a folder says that the folder is complete."""


@dataclass(slots=True)
class _Entry:
    """What was seen of a name: since when unchanged, and its place in the queue."""

    stamp: Stamp
    since: float
    place: tuple[int, int]
    wait: float | None = 0.0
    """For so many seconds it must be still; None: until something about it changes."""
    why: StuckWhy | None = None
    """Why it must wait until then."""
    rested: float = 0.0
    """Since when, on the monotonic clock, nothing about it changes, as far as its times tell."""
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
        self._aside: dict[str, tuple[StuckWhy, float]] = {}
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
        aside = {name: why for name in names if (why := set_aside(name, ignore, present))}
        finals = awaited(aside)
        self._looks += 1
        entries: dict[str, _Entry] = {}
        for name in names:
            if name not in aside:
                arriving = is_awaited(name, finals)
                self._look_at(name, entries, still_after=still_after, arriving=arriving)
        self._entries = entries
        self._aside = {
            name: self._aside.get(name) or (StuckWhy(why), self._rested_since(name))
            for name, why in aside.items()
            if why in _ASIDE.values()
        }
        ready = sorted((e.place, name) for name, e in entries.items() if e.still)
        return [self._folder / name for _, name in ready]

    def overdue(self, after: float) -> list[tuple[str, StuckWhy]]:
        """What has waited for so many seconds and will wait for ever, if nobody does anything."""
        end = self._monotonic() - after
        kept = [(n, e.why) for n, e in self._entries.items() if e.why and e.rested <= end]
        return [*kept, *((n, why) for n, (why, since) in self._aside.items() if since <= end)]

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
        ends = [
            e.since + (still_after if e.wait is None else e.wait)
            for e in self._entries.values()
            if e.growing
        ]
        return max(0.0, min(ends) - self._monotonic()) if ends else None

    def _look_at(
        self, name: str, entries: dict[str, _Entry], *, still_after: float, arriving: bool
    ) -> None:
        path = self._folder / name
        stamp, status = _seen(path)
        if status is None:
            return
        now = self._monotonic()
        old = self._entries.get(name)
        place = old.place if old else (self._looks, status.st_ctime_ns)
        is_same = old is not None and old.stamp == stamp
        since = old.since if old and is_same else now
        wait, why = _patience(name, stamp, status, still_after)
        if arriving:
            wait, why = None, StuckWhy.AWAITED
        rested = old.rested if old and is_same else self._rested_since(name)
        entry = entries[name] = _Entry(stamp, since, place, wait, why, rested)
        if stamp and wait is not None:
            is_still = now - since >= wait or self._is_old(path, stamp, wait)
            entry.still = is_still or _is_done(stamp)
            entry.growing = not entry.still

    def _rested_since(self, name: str) -> float:
        """When something last changed, by the time that it tells of itself, if that is past."""
        try:
            age = self._wall() - (self._folder / name).lstat().st_mtime
        except OSError:
            age = 0.0
        return self._monotonic() - max(0.0, age)

    def _is_old(self, path: Path, stamp: Stamp, still_after: float) -> bool:
        if not self._trust_times or still_after <= 0:
            return False
        changed = max(_status_time(path / os.fsdecode(name)) for name, _, _ in stamp)
        return changed + still_after < self._wall()


def why_it_waits(path: Path, beside: Collection[str]) -> StuckWhy | None:
    """Why an entry of the inbox waits for somebody; None when only time is wanted.

    Raises OSError when the system does not show it.
    """
    if is_arriving(path.name, beside):
        return StuckWhy.AWAITED
    return _patience(path.name, fingerprint(path), path.lstat(), 0.0)[1]


def _patience(
    name: str, stamp: Stamp, status: os.stat_result, still_after: float
) -> tuple[float | None, StuckWhy | None]:
    """For how long an entry must be still; None, with the reason, when that is not enough."""
    if getattr(status, "st_file_attributes", 0) & _ELSEWHERE:
        return None, StuckWhy.PLACEHOLDER
    if stat.S_ISDIR(status.st_mode):
        return _patience_with(stamp, still_after)
    if not stat.S_ISREG(status.st_mode) or status.st_size:
        return still_after, None
    return (None, StuckWhy.EMPTY) if is_fresh(name) else (_EMPTY * still_after, None)


def _patience_with(stamp: Stamp, still_after: float) -> tuple[float | None, StuckWhy | None]:
    """The same for a folder: it is one drop, and taken as a whole or not at all."""
    if _is_done(stamp):
        return 0.0, None
    found = [(_kind_in(member), size) for member, size, _ in stamp]
    kinds = {kind for kind, _ in found}
    if not kinds - {Leaving.LITTER}:
        return None, StuckWhy.EMPTY
    if Leaving.UNFINISHED in kinds or Leaving.PLACEHOLDER in kinds:
        return None, StuckWhy.AWAITED
    is_begun = (None, 0) in found
    slow = is_begun or any(_is_begun(member) for member, _, _ in stamp)
    return still_after * (_EMPTY if slow else _FOLDER), None


def _is_begun(member: bytes) -> bool:
    """Whether a working file may become a file that is not there yet, as `x.zip.tmp` may."""
    name = os.fsdecode(member).rpartition("/")[2]
    if leaving(name) is not Leaving.TEMPORARY or name.startswith("~"):
        return False
    return bool(awaited([name]))


def _kind_in(member: bytes) -> Leaving | None:
    """What a file in a folder is, which may lie in a folder that is a leaving itself."""
    found = [leaving(part) for part in os.fsdecode(member).split("/")]
    litter = Leaving.LITTER if Leaving.LITTER in found else None
    return litter or next((kind for kind in found if kind), None)


def _seen(path: Path) -> tuple[Stamp, os.stat_result | None]:
    """The stamp and the status of an entry; the latter is None when it is gone.

    An entry that cannot be looked at, and an empty folder, have an empty stamp: they wait.
    """
    try:
        status = path.lstat()
    except OSError as error:
        return (), None if isinstance(error, FileNotFoundError) else _NOTHING
    try:
        return fingerprint(path), status
    except FileNotFoundError:
        return (), None
    except OSError:
        return (), status
    except Exception as error:  # noqa: BLE001 - no entry ends the loop, not even by our own bug
        _LOG.error("bug: entry of the inbox: %s", type(error).__name__)
        return (), status


_NOTHING = os.stat_result((0,) * 10)
"""The status of what the system does not show."""


def _status_time(path: Path) -> float:
    try:
        return path.lstat().st_ctime
    except OSError:
        return float("inf")


def _is_done(stamp: Stamp) -> bool:
    return any(name == DONE.encode() for name, _, _ in stamp)
