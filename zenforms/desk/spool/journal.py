"""The diary: one JSON line for each step, with hashes and codes, never names or texts.

The directories are the truth. A line that a crash tore or swallowed is made up at the start.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zenforms.desk.spool.durable import Disk, append_line, replace_file
from zenforms.desk.spool.folders import Folder, events_place
from zenforms.desk.spool.settlement import TicketEvent, event_of, event_values
from zenforms.desk.spool.small import open_own, parsed

Line = Mapping[str, object]

_LONGEST = 16 << 20
"""Bytes of a line; the longest of ours is a note's event, of a few kilobytes."""


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of one desk: a file for each month."""

    root: Path
    disk: Disk

    def note(self, step: str, *, at: datetime, durable: bool = True, **facts: object) -> None:
        """Write down one step; `at` is aware. A line may be made durable by a later one."""
        line = {"at": at.isoformat(timespec="milliseconds"), "step": step} | facts
        content = json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode()
        append_line(
            self.disk, self.root / Folder.JOURNAL / f"{at:%Y-%m}.jsonl", content, durable=durable
        )

    def lines(self) -> Iterator[Line]:
        """Every whole line, oldest month first."""
        yield from diary_lines(self.root)


def diary_lines(root: Path) -> Iterator[Line]:
    """Every whole line of a desk's diary, oldest month first; what cannot be opened is passed."""
    for path in sorted((root / Folder.JOURNAL).glob("*.jsonl")):
        with suppress(OSError):
            yield from lines_of(path)


def lines_of(path: Path) -> Iterator[Line]:
    """The whole JSON lines of a file; what a crash tore is passed over.

    It ends at a line longer than any that the desk writes: a hole in the file has no end of line.
    """
    with open_own(path) as file:
        while raw := file.readline(_LONGEST):
            if len(raw) == _LONGEST:
                return
            try:
                line = parsed(raw)
            except ValueError:
                continue
            if isinstance(line, dict):
                yield line


# What happened since a drop had its outcome: appended beside it; a ticket is never rewritten.

EARLIER = "earlier"
"""Where an archived drop keeps the outcomes that a person replaced."""


def events_of(root: Path, place: str) -> tuple[TicketEvent, ...]:
    """The events beside an outcome in the order they were written; empty when there are none.

    `place` is the folder of the outcome, relative to the desk.
    """
    return tuple(_events_in(root / events_place(place)))


def earlier_events(archive: Path) -> tuple[TicketEvent, ...]:
    """The events that lay beside outcomes of a drop which a person replaced, oldest first."""
    paths = sorted((archive / EARLIER).glob(events_place("*")))
    return tuple(event for path in paths for event in _events_in(path))


def _events_in(path: Path) -> Iterator[TicketEvent]:
    """The events that can be read; the doctor names a file of which some cannot."""
    with suppress(OSError):
        for line in lines_of(path):
            with suppress(ValueError, KeyError):
                yield event_of(line)


def add_event(disk: Disk, root: Path, place: str, event: TicketEvent) -> None:
    """Append an event; one that is there already is not written again."""
    known = events_of(root, place)
    if any(old.id == event.id for old in known):
        disk.sync_folder((root / events_place(place)).parent)
        return
    lines = [json.dumps(event_values(one), ensure_ascii=False) for one in (*known, event)]
    replace_file(disk, root / events_place(place), "\n".join([*lines, ""]).encode())
