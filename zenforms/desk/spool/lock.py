"""One writer per desk: whoever holds the lock may change the spool, and says who it is."""

import json
import os
import platform
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from zenforms.desk.spool.disk import Disk
from zenforms.desk.spool.durable import replace_file
from zenforms.errors import DeskError
from zenforms.judging.spoken import spoken_moment
from zenforms.language import Text

DESK = "desk"
"""The lock on the spool. Other work that only one program may do has a lock of its own name."""
LOCK = f"{DESK}.lock"

_PATIENCE = 0.5
"""Seconds: whoever only asks whether the desk is held has it for an instant."""


class DeskBusyError(DeskError):
    """Another program holds the desk; `holder` is what it wrote about itself."""

    def __init__(self, root: Path, holder: dict[str, str]) -> None:
        self.holder = holder
        super().__init__(
            Text(
                fr="Le bureau {root} est déjà tenu par « zenforms {doing} », processus {pid} sur "
                "{host}, depuis le {since}.",
                en="The desk {root} is already held by “zenforms {doing}”, process {pid} on "
                "{host}, since {since}.",
            ),
            advice=Text(
                fr="Arrêtez-le d'abord, ou laissez-le travailler : un seul programme à la fois "
                "tient un bureau.",
                en="Stop it first, or let it work: only one program at a time holds a desk.",
            ),
            arguments={"root": str(root), **said_of(holder)},
        )


@contextmanager
def hold_desk(root: Path, *, doing: str, now: datetime, what: str = DESK) -> Iterator[None]:
    """Hold the desk at `root` while the block runs; `doing` is the command's name.

    `what` is the lock's own name, for work that does not change the spool.

    Raises DeskBusyError when another program, or another part of this one, has it.
    """
    lock = FileLock(root / f"{what}.lock", timeout=_PATIENCE, is_singleton=False, mode=0o600)
    try:
        lock.acquire(poll_interval=_PATIENCE / 10)
    except Timeout as error:
        raise DeskBusyError(root, holder_of(root, what=what)) from error
    try:
        _sign(root / _holder(what), doing, now)
        yield
    finally:
        lock.release()


def is_held(root: Path) -> bool:
    """Whether some program holds the desk at this moment."""
    lock = FileLock(root / LOCK, timeout=0, is_singleton=False, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        return True
    lock.release()
    return False


def holder_of(root: Path, *, what: str = DESK) -> dict[str, str]:
    """What the last holder wrote about itself: doing, pid, host, since; `?` when unknown."""
    unknown = dict.fromkeys(("doing", "pid", "host", "since"), "?")
    try:
        values = json.loads((root / _holder(what)).read_bytes())
        return unknown | {name: str(values[name]) for name in unknown}
    except (OSError, ValueError, KeyError, TypeError):
        return unknown


def said_of(holder: Mapping[str, str]) -> dict[str, str | Text]:
    """A holder as it goes into a sentence: since when, as people read it."""
    said: dict[str, str | Text] = dict(holder)
    with suppress(ValueError, OverflowError):
        said["since"] = spoken_moment(datetime.fromisoformat(holder["since"]))
    return said


def _holder(what: str) -> str:
    return f"{what}.holder.json"


def _sign(path: Path, doing: str, now: datetime) -> None:
    values = {
        "doing": doing,
        "pid": os.getpid(),
        "host": platform.node(),
        "since": now.isoformat(timespec="seconds"),
    }
    replace_file(Disk(), path, json.dumps(values).encode())
