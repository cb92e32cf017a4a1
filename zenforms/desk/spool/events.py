"""What happened since a drop had its outcome: appended beside it; a ticket is never rewritten."""

import json
from pathlib import Path

from zenforms.desk.spool.disk import Disk
from zenforms.desk.spool.durable import replace_file
from zenforms.desk.spool.folders import events_place
from zenforms.desk.spool.journal import lines_of
from zenforms.desk.spool.settlement import TicketEvent, event_of, event_values

EARLIER = "earlier"
"""Where an archived drop keeps the outcomes that a person replaced."""


def events_of(root: Path, place: str) -> tuple[TicketEvent, ...]:
    """The events beside an outcome in the order they were written; empty when there are none.

    `place` is the folder of the outcome, relative to the desk.
    """
    path = root / events_place(place)
    return tuple(event_of(line) for line in lines_of(path)) if path.exists() else ()


def earlier_events(archive: Path) -> tuple[TicketEvent, ...]:
    """The events that lay beside outcomes of a drop which a person replaced, oldest first."""
    paths = sorted((archive / EARLIER).glob(events_place("*")))
    return tuple(event_of(line) for path in paths for line in lines_of(path))


def add_event(disk: Disk, root: Path, place: str, event: TicketEvent) -> None:
    """Append an event; one that is there already is not written again."""
    known = events_of(root, place)
    if any(old.id == event.id for old in known):
        disk.sync_folder((root / events_place(place)).parent)
        return
    lines = [json.dumps(event_values(one), ensure_ascii=False) for one in (*known, event)]
    replace_file(disk, root / events_place(place), "\n".join([*lines, ""]).encode())
