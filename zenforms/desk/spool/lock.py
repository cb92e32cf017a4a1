"""One writer per desk: whoever holds the lock may change the spool, and says who it is."""

import errno
import json
import os
import platform
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from zenforms.desk.spool.durable import Disk, make_folders, move, replace_file, write_file
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.small import read_json
from zenforms.errors import DeskError
from zenforms.judging.dates import spoken_moment
from zenforms.language import Text

DESK = "desk"
"""The lock on the spool. Other work that only one program may do has a lock of its own name."""

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


def is_held(root: Path, *, what: str = DESK) -> bool:
    """Whether some program holds the desk, or what else has a lock, at this moment."""
    lock = FileLock(root / f"{what}.lock", timeout=0, is_singleton=False, mode=0o600)
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
        values = read_json(root / _holder(what))
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


# Keeps workers out of the spool once its holder has gone: a late one finds the gate closed.


class GateClosedError(OSError):
    """The watcher stopped without this worker; its drop is taken up at the next start."""

    def __init__(self) -> None:
        super().__init__(errno.EBUSY, "the desk is no longer held")


class Gate:
    """Open until it is closed, once and for all."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._closed = False

    def check(self) -> None:
        """Raises GateClosedError when the gate is closed."""
        if self._closed:
            raise GateClosedError

    @contextmanager
    def passage(self) -> Iterator[None]:
        """Be inside while the block runs; raises GateClosedError when the gate is closed."""
        with self._changed:
            self.check()
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def close(self) -> None:
        """Let nobody in any more, and return when everybody is out."""
        with self._changed:
            self._closed = True
            self._changed.wait_for(lambda: self._inside == 0)


# Whether the ground is fit for a spool: checked before anything is written to it.

_POLICY = "policy.toml"

LINK = Text(
    fr="{folder} est un lien symbolique : un bureau n'en suit aucun.",
    en="{folder} is a symbolic link: a desk follows none.",
)
NOT_A_FOLDER = Text(fr="{folder} n'est pas un dossier.", en="{folder} is not a folder.")
OTHER_DEVICE = Text(
    fr="{folder} est sur un autre disque que le bureau : un envoi n'y passerait pas d'un coup.",
    en="{folder} is on another device than the desk: a drop could not pass in one step.",
)
NESTED = Text(
    fr="Le bureau est dans un autre bureau, {folder}.",
    en="The desk lies inside another desk, {folder}.",
)
REFUSED = Text(
    fr="On ne peut pas écrire dans {folder} ({reason}).",
    en="Nothing can be written in {folder} ({reason}).",
)


def check_ground(root: Path) -> None:
    """Raises DeskError for the first thing that makes `root` unfit for a spool."""
    for sentence, arguments in complaints(root):
        raise DeskError(
            sentence,
            advice=Text(
                fr="Gardez tous les dossiers du bureau ensemble, sur un seul disque, à vous ; "
                "« zenforms doctor » vérifie le reste.",
                en="Keep all folders of the desk together, on one device, your own; "
                "“zenforms doctor” checks the rest.",
            ),
            arguments=arguments,
        )


def device_of(path: Path) -> int:
    """The device that holds `path`."""
    return path.stat().st_dev


def complaints(
    root: Path, device: Callable[[Path], int] = device_of
) -> Iterator[tuple[Text, dict[str, str]]]:
    """What makes `root` unfit: each a sentence and its arguments. Missing folders are no fault."""
    for parent in root.absolute().parents:
        if (parent / _POLICY).is_file():
            yield NESTED, {"folder": str(parent)}
    folders = [root / folder for folder in Folder if os.path.lexists(root / folder)]
    for path in folders:
        if path.is_symlink():
            yield LINK, {"folder": str(path)}
        elif not path.is_dir():
            yield NOT_A_FOLDER, {"folder": str(path)}
        elif device(path) != device(root):
            yield OTHER_DEVICE, {"folder": str(path)}
        elif refusal := _refusal(path):
            yield REFUSED, {"folder": str(path), "reason": refusal}


def _refusal(folder: Path) -> str | None:
    """Why a file cannot be made, renamed and removed there; None when it can."""
    disk, probe = Disk(), folder / f".tmp-probe-{secrets.token_hex(4)}"
    try:
        make_folders(disk, folder)
        write_file(disk, probe, b"")
        move(disk, probe, probe.with_suffix(".moved"))
        disk.remove(probe.with_suffix(".moved"))
    except OSError as error:
        return error.strerror or type(error).__name__
    return None
