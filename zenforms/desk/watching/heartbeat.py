"""The watcher's sign of life, for `status`, for service managers and for monitors."""

import os
import platform
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from zenforms.desk.spool.durable import Disk, replace_file
from zenforms.desk.spool.small import read_own
from zenforms.judging.text import Said
from zenforms.sanitize import visible

HEARTBEAT = "heartbeat.json"

_TOLD = 50


class Held(Said):
    """A claimed drop that the machine refused for now, and the system's reason."""

    drop: str
    reason: str


class Refused(Said):
    """An entry of the inbox that cannot be taken out of it, and the system's reason."""

    name: str
    """Made harmless: it has no id yet, and somebody must find it."""
    reason: str


class Heartbeat(Said):
    """What the watcher tells about itself. Drops are told by their ids, not by their names."""

    version: Literal[1] = 1
    at: datetime
    pid: int
    host: str
    waiting: int
    """Drops in the inbox, as last listed."""
    in_hand: tuple[str, ...]
    held: tuple[Held, ...]
    refused: tuple[Refused, ...] = ()
    settled: int
    """Drops settled since it started."""
    events: bool
    """Whether the system tells what happens in the inbox; else it is listed every so often."""
    trouble: str
    """What is wrong with the whole desk, in one line; empty when nothing is."""


def pulse_of(
    *,
    at: datetime,
    waiting: int,
    in_hand: tuple[str, ...],
    held: tuple[tuple[str, str], ...],
    refused: tuple[tuple[str, str], ...] = (),
    settled: int,
    events: bool,
    trouble: str,
) -> Heartbeat:
    """The pulse of this process; `held` are drop ids and reasons, `refused` names of entries."""
    return Heartbeat(
        at=at,
        pid=os.getpid(),
        host=platform.node(),
        waiting=waiting,
        in_hand=in_hand,
        held=tuple(Held(drop=drop, reason=reason) for drop, reason in held),
        refused=tuple(
            Refused(name=visible(name), reason=reason) for name, reason in refused[:_TOLD]
        ),
        settled=settled,
        events=events,
        trouble=trouble,
    )


def write_pulse(root: Path, pulse: Heartbeat) -> None:
    """Write the heartbeat; raises OSError when the disk refuses."""
    replace_file(Disk(), root / HEARTBEAT, pulse.model_dump_json(indent=1).encode())


def read_pulse(root: Path) -> Heartbeat | None:
    """The last heartbeat; None when there is none that can be read."""
    try:
        return Heartbeat.model_validate_json(read_own(root / HEARTBEAT))
    except (OSError, ValidationError):
        return None


def seconds_since_pulse(root: Path, wall: float) -> float | None:
    """How old the heartbeat file is by the system's clock; None when there is none."""
    try:
        return max(0.0, wall - (root / HEARTBEAT).stat().st_mtime)
    except OSError:
        return None
