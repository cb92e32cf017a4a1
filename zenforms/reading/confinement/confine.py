"""Confines this process for one task, and says how far the kernel went along."""

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zenforms.reading.confinement.grants import Grants, its_own_files


@dataclass(frozen=True, slots=True)
class Confinement:
    """What holds for this process. `landlock` is its version in the kernel, 0 for none.

    Landlock keeps it to its files; `calls`, the filter of system calls, from programs, the
    network and other processes.
    """

    landlock: int = 0
    calls: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether both hold."""
        return self.landlock > 0 and self.calls


_held = Confinement()


def confinement() -> Confinement:
    """What holds for this process; ask it in a worker."""
    return _held


def confine(grants: Grants, begun: "Rules | None" = None) -> Confinement:
    """Leave this process `grants` and its own libraries, for good, as far as the kernel can.

    `begun` are the `rules` that it made before it knew its task. Never raises for what it
    cannot: limits of time and memory hold anyway, and `doctor` tells.
    """
    global _held  # noqa: PLW0603 - a fact about this process, changed once
    if sys.platform == "linux":
        from zenforms.reading.confinement import seccomp  # noqa: PLC0415 - Linux only

        version = restrict(begun or rules(), grants)
        _held = Confinement(version, seccomp.restrict())
    return _held


# Which files a process may still open, and no network: Landlock, as far as the kernel knows it.
#
# The one library there is (landlock on PyPI) has only ever had development releases.

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on all machines
_ASK_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

_EXECUTE, _WRITE, _READ, _LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_FOLDER, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_FOLDER, _MAKE_FILE = 1 << 7, 1 << 8
_ALL_FILE_RIGHTS = (1 << 13) - 1  # with devices, sockets, pipes, links: granted to nobody
_MOVE, _TRUNCATE, _DEVICE = 1 << 13, 1 << 14, 1 << 15
_SINCE = ((2, _MOVE), (3, _TRUNCATE), (5, _DEVICE))

_NETWORK = 0b11  # bind and connect
_SCOPES = 0b11  # abstract sockets and signals stay within
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6

_LIBRARY = ctypes.CDLL(None)

_READING = _READ | _LIST
_WRITING = (
    _READING
    | _WRITE
    | _REMOVE_FOLDER
    | _REMOVE_FILE
    | _MAKE_FOLDER
    | _MAKE_FILE
    | _MOVE
    | _TRUNCATE
)
_ON_A_FILE = _EXECUTE | _WRITE | _READ | _TRUNCATE | _DEVICE


def version() -> int:
    """The version of Landlock that the kernel offers; 0 for none."""
    found: int = _call(_CREATE, None, 0, _ASK_VERSION)
    return max(found, 0)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a process will be left: a handle of the kernel's, -1 for none. They bind nobody yet."""

    handle: int
    version: int


def rules() -> Rules:
    """Rules that leave a process the files of the interpreter, its libraries and ours to read."""
    offered = version()
    attributes = struct.pack(
        "=QQQ",
        _handled(offered),
        _NETWORK if offered >= _NETWORK_SINCE else 0,
        _SCOPES if offered >= _SCOPES_SINCE else 0,
    )
    size = 8 if offered < _NETWORK_SINCE else 16 if offered < _SCOPES_SINCE else 24
    begun = Rules(_call(_CREATE, attributes[:size], size, 0) if offered else -1, offered)
    _grant_all(begun, _READING, its_own_files())
    return begun


def restrict(begun: Rules, grants: Grants) -> int:
    """Leave this process, for good, what the rules and `grants` say; the version that holds.

    It is 0 for none. What does not exist is left out. No program may be run, no link or device
    made. The handle is closed.
    """
    if begun.handle < 0:
        return 0
    try:
        _grant_all(begun, _READING, grants.readable)
        _grant_all(begun, _WRITING, grants.writable)
        held = _LIBRARY.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0 and not _call(
            _RESTRICT, begun.handle, 0
        )
    finally:
        os.close(begun.handle)
    return begun.version if held else 0


def _handled(offered: int) -> int:
    return _ALL_FILE_RIGHTS | sum(right for since, right in _SINCE if offered >= since)


def _grant_all(begun: Rules, rights: int, paths: Iterable[Path]) -> None:
    for path in paths if begun.handle >= 0 else ():
        _grant(begun.handle, path, rights & _handled(begun.version))


def _grant(rules: int, path: Path, rights: int) -> None:
    try:
        held = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(held).st_mode):
            rights &= _ON_A_FILE
        _call(_ADD, rules, _PATH_BENEATH, struct.pack("=Qi", rights, held), 0)
    finally:
        os.close(held)


def _call(number: int, *arguments: int | bytes | None) -> int:
    given = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    result: int = _LIBRARY.syscall(ctypes.c_long(number), *given)
    return result
