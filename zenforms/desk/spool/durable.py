"""What the spool does with a disk, each step durable before the next one begins."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from zenforms.handles import HeldFolder, open_file, remove_tree

# The file system as the spool uses it: one method for each step that a crash can part.
#
# The crash tests put a failing disk in its place; nothing else in the desk renames or fsyncs.

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
CHUNK = 1 << 20

_BINARY = getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
_DIARY = os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY


class Disk:
    """The real file system. Every method raises OSError when the system refuses."""

    def make_folder(self, path: Path) -> None:
        """Make one folder, for its owner alone; its parent exists and it does not."""
        path.mkdir(PRIVATE_FOLDER)

    def open_new(self, path: Path) -> int:
        """Begin a new file, for its owner alone."""
        return os.open(path, _NEW, PRIVATE_FILE)

    def open_diary(self, path: Path) -> int:
        """Open a file to which lines are added at the end, begun if there is none."""
        return os.open(path, _DIARY, PRIVATE_FILE)

    def put(self, handle: int, content: bytes) -> None:
        """Write every byte; the system may take fewer than it was given."""
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]

    def sync(self, handle: int) -> None:
        """Return when the bytes of an open file are durable."""
        os.fsync(handle)

    def sync_folder(self, path: Path) -> None:
        """Return when the names in a folder are durable. Windows has no such call."""
        if sys.platform == "win32":
            return
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, source: Path, target: Path, *, inside: HeldFolder | None = None) -> None:
        """Move a file or folder within the device; an existing file is replaced.

        With `inside`, the open folder that holds the source, no other folder can be meant.
        """
        if inside is None or inside.handle is None:
            source.replace(target)
        else:
            os.replace(source.name, target, src_dir_fd=inside.handle)

    def remove(self, path: Path) -> None:
        """Remove a file, a link itself, or a whole folder; whatever is gone already is fine.

        A folder may be nested deeper than any path reaches.
        """
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            return
        if stat.S_ISDIR(mode):
            remove_tree(path)
        else:
            path.unlink(missing_ok=True)


TEMPORARY = ".tmp-"
"""Begins the name of a file that is not finished; every reader passes it over."""


def write_file(disk: Disk, path: Path, content: bytes) -> None:
    """Write a new private file; return when its bytes, not yet its name, are durable."""
    _filled(disk, disk.open_new(path), lambda handle: disk.put(handle, content))


def copy_file(disk: Disk, source: Path | BinaryIO, target: Path) -> None:
    """Copy a file's bytes into a new private one, no link followed; return when durable."""

    def fill(handle: int) -> None:
        with open_file(source) if isinstance(source, Path) else source as original:
            while chunk := original.read(CHUNK):
                disk.put(handle, chunk)

    _filled(disk, disk.open_new(target), fill)


def replace_file(disk: Disk, path: Path, content: bytes) -> None:
    """Write a file so that readers see the old bytes or the new ones, never a part."""
    unfinished = path.with_name(TEMPORARY + path.name)
    disk.remove(unfinished)
    write_file(disk, unfinished, content)
    disk.rename(unfinished, path)
    disk.sync_folder(path.parent)


def append_line(disk: Disk, path: Path, line: bytes, *, durable: bool = True) -> None:
    """Add a line to a diary; one that an earlier crash tore stays alone on its own line.

    A line that need not be `durable` becomes so with the next one that has to.
    """
    is_new = not path.exists()

    def fill(handle: int) -> None:
        end = os.lseek(handle, 0, os.SEEK_END)
        torn = end > 0 and _byte_before(handle, end) != b"\n"
        disk.put(handle, (b"\n" if torn else b"") + line + b"\n")

    _filled(disk, disk.open_diary(path), fill, durable=durable)
    if is_new:
        disk.sync_folder(path.parent)


def move(disk: Disk, source: Path, target: Path) -> None:
    """Rename, durably. The target's folder exists.

    A rename is one change: once the target's folder remembers it, the source's has forgotten.
    """
    disk.rename(source, target)
    disk.sync_folder(target.parent)


def mark(disk: Disk, path: Path) -> None:
    """Make an empty file that outlives this process; it need not outlive a power cut."""
    os.close(disk.open_new(path))


def make_folders(disk: Disk, path: Path) -> None:
    """Make `path` and whatever parents are missing, each name durable."""
    if path.is_dir():
        return
    make_folders(disk, path.parent)
    with suppress(FileExistsError):  # another worker was faster
        disk.make_folder(path)
    try:
        disk.sync_folder(path.parent)
    except OSError:  # else the next caller would take its name for durable
        with suppress(OSError):
            path.rmdir()
        raise


def _filled(disk: Disk, handle: int, fill: Callable[[int], None], *, durable: bool = True) -> None:
    try:
        fill(handle)
        if durable:
            disk.sync(handle)
    finally:
        os.close(handle)


def _byte_before(handle: int, end: int) -> bytes:
    os.lseek(handle, end - 1, os.SEEK_SET)
    return os.read(handle, 1)


# Which errors pass by themselves, so that a drop is held and tried again, never lost.

_LASTING = frozenset(
    {
        errno.ENOENT,
        errno.EEXIST,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.EINVAL,
        errno.ENAMETOOLONG,
        errno.ELOOP,
        errno.EBADF,
        errno.ENOTEMPTY,
    }
)
"""What waiting does not mend: such an error is a mistake of ours, or lies in the drop itself."""


class StillWrittenError(OSError):
    """The drop changed while it was read; its sender is not done with it."""

    def __init__(self, drop: str) -> None:
        super().__init__(errno.EBUSY, f"{drop} is still being written")


class OvertakenError(OSError):
    """Another round, or an equal request, got its outcome while this drop was judged."""

    def __init__(self, drop: str) -> None:
        super().__init__(errno.EBUSY, f"{drop} was overtaken by another drop")


def is_transient(error: BaseException) -> bool:
    """Whether the machine refused for now: busy, no permission, disk full, scanner away."""
    return isinstance(error, OSError) and error.errno not in _LASTING


def reason_of(error: BaseException) -> str:
    """Why a drop is held, in the system's own words and without any path or client text."""
    number = getattr(error, "errno", None)
    name = errno.errorcode.get(number, "") if isinstance(number, int) else ""
    return f"{type(error).__name__} {name}".strip()
