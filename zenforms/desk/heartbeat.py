"""The watcher's sign of life, for `status`, for service managers and for monitors."""

import json
import os
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zenforms.desk.spool.disk import Disk
from zenforms.desk.spool.durable import replace_file

HEARTBEAT = "heartbeat.json"
STALE_AFTER = 60.0
"""Seconds after which a watcher that says nothing is taken for dead or stuck."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """What the watcher tells about itself. Drops are told by their ids, never by their names."""

    waiting: int
    in_hand: tuple[str, ...] = ()
    held: tuple[tuple[str, str], ...] = ()
    """Drop id and reason."""
    settled: int = 0
    events: bool = True
    """Whether the system tells what happens in the inbox; else it is listed every so often."""
    trouble: str = ""
    """What is wrong with the whole desk, in one line."""


def write_pulse(root: Path, pulse: Pulse, now: datetime) -> None:
    """Write the heartbeat; raises OSError when the disk refuses."""
    values = {
        "version": 1,
        "at": now.isoformat(timespec="seconds"),
        "pid": os.getpid(),
        "host": platform.node(),
        "waiting": pulse.waiting,
        "in_hand": pulse.in_hand,
        "held": [{"drop": drop, "reason": reason} for drop, reason in pulse.held],
        "settled": pulse.settled,
        "events": pulse.events,
        "trouble": pulse.trouble,
    }
    replace_file(Disk(), root / HEARTBEAT, json.dumps(values, indent=1).encode())


def read_pulse(root: Path) -> dict[str, object] | None:
    """The last heartbeat as it was written; None when there is none that can be read."""
    try:
        values = json.loads((root / HEARTBEAT).read_bytes())
    except (OSError, ValueError):
        return None
    return values if isinstance(values, dict) else None
