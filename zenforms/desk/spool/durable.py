"""What the spool does with a disk, each step durable before the next one begins."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from zenforms.desk.spool.disk import CHUNK, Disk
from zenforms.handles import open_file

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
