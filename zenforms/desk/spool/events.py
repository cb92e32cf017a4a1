"""What happened to a ticket: appended beside its JSON, which is never rewritten."""

import json
from pathlib import Path

from zenforms.desk.spool.disk import Disk
from zenforms.desk.spool.durable import replace_file
from zenforms.desk.spool.folders import events_place
from zenforms.desk.spool.journal import lines_of
from zenforms.desk.spool.settlement import TicketEvent, event_of, event_values


def events_of(root: Path, number: str) -> tuple[TicketEvent, ...]:
    """The events of a ticket in the order they were written; empty when there are none."""
    path = root / events_place(number)
    return tuple(event_of(line) for line in lines_of(path)) if path.exists() else ()


def add_event(disk: Disk, root: Path, number: str, event: TicketEvent) -> None:
    """Append an event; one that is there already is not written again."""
    known = events_of(root, number)
    if any(old.id == event.id for old in known):
        disk.sync_folder((root / events_place(number)).parent)
        return
    lines = [json.dumps(event_values(one), ensure_ascii=False) for one in (*known, event)]
    replace_file(disk, root / events_place(number), "\n".join([*lines, ""]).encode())
