"""A folder held open: what lies in it is reached through the handle, and no link is followed.

Whoever may change a folder while it is read can put a link, or another folder, in the place of
what was listed. Through a handle the folder stays the one that was opened. Windows has no such
handles: there paths do, since making a link needs a right, and open folders cannot be renamed.
"""

import errno
import os
import stat
import sys
from contextlib import suppress
from io import BufferedReader
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

_HAS_HANDLES = os.open in os.supports_dir_fd and os.scandir in os.supports_fd

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FILE = (
    os.O_RDONLY
    | _NO_LINK
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe must not keep us waiting for its other end
    | getattr(os, "O_NOCTTY", 0)
)
_FOLDER = os.O_RDONLY | _NO_LINK | getattr(os, "O_DIRECTORY", 0)
_OWNERS = stat.S_IRWXU


class NotAFileError(OSError):
    """What lies there is no regular file, or no longer: a link, a folder, a pipe, a device."""


class HeldFolder:
    """One open folder; use it in a `with` block. Its methods raise OSError."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self.path = path
        """Where it lay when it was opened; for words, and for Windows."""
        self.handle = handle

    @classmethod
    def at(cls, path: Path) -> Self:
        """Open a folder; a link to one is none."""
        if not _HAS_HANDLES:
            return cls(_plain_folder(path), None)
        return cls(path, os.open(path, _FOLDER))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go."""
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None

    def folder(self, name: str, *, insist: bool = False) -> "HeldFolder":
        """Open a folder in this one; if we `insist`, what is ours and closed to us is opened."""
        path = self.path / name
        if self.handle is None:
            return HeldFolder(_plain_folder(path), None)
        if insist:
            self._let_us_in(name)
        return HeldFolder(path, os.open(name, _FOLDER, dir_fd=self.handle))

    def entries(self, at_most: int | None = None) -> list[tuple[str, os.stat_result | OSError]]:
        """Name and status of what lies here, by name; what went meanwhile is left out."""
        found: list[tuple[str, os.stat_result | OSError]] = []
        where = self.path if self.handle is None else self.handle
        with os.scandir(where) as listing:
            for entry in islice(listing, at_most):
                try:
                    found.append((entry.name, entry.stat(follow_symlinks=False)))
                except FileNotFoundError:
                    continue
                except OSError as error:
                    found.append((entry.name, error))
        return sorted(found, key=lambda one: os.fsencode(one[0]))

    def file(self, name: str) -> BufferedReader:
        """Open a regular file for reading; raises NotAFileError when it is none."""
        return open_file(self.path / name, name=name, inside=self.handle)

    def link(self, name: str) -> str:
        """Where a link points."""
        if self.handle is None:
            return str((self.path / name).readlink())
        return os.readlink(name, dir_fd=self.handle)

    def remove_file(self, name: str) -> None:
        """Remove what is no folder: a file, a link itself, a pipe."""
        os.unlink(self.known(name), dir_fd=self.handle)

    def remove_folder(self, name: str) -> None:
        """Remove an empty folder."""
        os.rmdir(self.known(name), dir_fd=self.handle)

    def lift(self, name: str, target: "HeldFolder", as_name: str) -> None:
        """Move an entry of this folder into another one."""
        here, there = self.known(name), target.known(as_name)
        os.rename(here, there, src_dir_fd=self.handle, dst_dir_fd=target.handle)

    def known(self, name: str) -> str | Path:
        """How the system knows an entry: by its name alone where there is a handle."""
        return name if self.handle is not None else self.path / name

    def _let_us_in(self, name: str) -> None:
        """Give ourselves the owner's rights to a folder, as far as it is ours and no link."""
        if sys.platform != "linux":
            return
        with suppress(OSError):
            seen = os.open(name, os.O_PATH | _FOLDER, dir_fd=self.handle)
            try:
                mode = os.fstat(seen).st_mode
                if mode & _OWNERS != _OWNERS:
                    os.chmod(f"/proc/self/fd/{seen}", stat.S_IMODE(mode) | _OWNERS)  # noqa: PTH101 - a handle
            finally:
                os.close(seen)


def open_file(path: Path, *, name: str | None = None, inside: int | None = None) -> BufferedReader:
    """Open a regular file for reading, never through a link and without waiting for anybody.

    With `inside`, `name` is looked up in that open folder, wherever it lies by now. Raises
    NotAFileError for anything but a file, and OSError.
    """
    known: str | Path = path if inside is None or name is None else name
    # asked before it is opened: a device may do something when it is
    _check_file(os.stat(known, dir_fd=inside, follow_symlinks=False), path)
    handle = os.open(known, _FILE, dir_fd=inside)
    try:
        _check_file(os.fstat(handle), path)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _check_file(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotAFileError(errno.EINVAL, "no regular file", str(path))


def open_below(top: Path, relative: str) -> BufferedReader:
    """Open a regular file below a folder, through a handle on each folder on the way."""
    *way, name = relative.split("/")
    folder = HeldFolder.at(top)
    try:
        for one in way:
            outer, folder = folder, folder.folder(one)
            outer.close()
        return folder.file(name)
    finally:
        folder.close()


def remove_tree(path: Path) -> None:
    """Remove a folder and all that is in it, however deep; raises OSError when something stays.

    What lies too deep to be reached through a few open folders is moved up, and removed there.
    """
    with HeldFolder.at(path.parent) as parent:
        _remove_below(parent, path.name)


_LIFTED_BELOW = 32
_LISTED_AT_ONCE = 5_000


def _remove_below(parent: HeldFolder, top: str) -> None:
    opened = [parent]
    names: list[str] = []
    left: list[list[tuple[str, bool]]] = [[(top, True)]]
    partly: list[bool] = [False]
    count = 0
    try:
        while left:
            if not left[-1] and partly[-1]:
                left[-1], partly[-1] = _next_in(opened[-1])
            elif not left[-1]:
                left.pop()
                partly.pop()
                if names:
                    opened.pop().close()
                    opened[-1].remove_folder(names.pop())
            elif not left[-1][-1][1]:
                with suppress(FileNotFoundError):
                    opened[-1].remove_file(left[-1].pop()[0])
            elif len(opened) > _LIFTED_BELOW:
                name, _ = left[-1].pop()
                count += 1
                lifted = f".lifted-{os.getpid()}-{count}-{id(left)}"
                opened[-1].lift(name, opened[1], lifted)
                left[1].append((lifted, True))
            else:
                name, _ = left[-1].pop()
                inner = opened[-1].folder(name, insist=True)
                opened.append(inner)
                names.append(name)
                found, is_partly = _next_in(inner)
                left.append(found)
                partly.append(is_partly)
    finally:
        for folder in opened[1:]:
            folder.close()


def _next_in(folder: HeldFolder) -> tuple[list[tuple[str, bool]], bool]:
    """Some of what lies in a folder, and whether there may be more: whole, it may fill memory."""
    found = [(name, _is_folder(status)) for name, status in folder.entries(_LISTED_AT_ONCE)]
    return found, len(found) == _LISTED_AT_ONCE


def _is_folder(status: os.stat_result | OSError) -> bool:
    return not isinstance(status, OSError) and is_folder(status)


def is_folder(status: os.stat_result) -> bool:
    """Whether it is a folder itself, and no link or junction to one."""
    reparse = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)
    return stat.S_ISDIR(status.st_mode) and not getattr(status, "st_file_attributes", 0) & reparse


def _plain_folder(path: Path) -> Path:
    if not is_folder(path.lstat()):
        raise NotADirectoryError(path)
    return path
