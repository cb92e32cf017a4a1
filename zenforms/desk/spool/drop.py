"""A claimed drop: its folder in work/, its receipt, its original, and what the latter is."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from zenforms.desk.spool.receipt import ORIGINAL, Receipt

STAGED = "staged"
SCRATCH = "scratch"
ATTEMPT = "attempt-"

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Shape(StrEnum):
    """What a drop is, by the file system alone."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    """A symbolic link; it is never followed."""
    SPECIAL = "special"
    """A pipe, a socket or a device; it is never opened."""


Stamp = tuple[tuple[bytes, int, int], ...]
"""Relative name, size in bytes and modification time in nanoseconds of all that is in a drop."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A drop that is ours: nobody else renames, reads or removes what lies in `folder`."""

    folder: Path
    receipt: Receipt

    @property
    def original(self) -> Path:
        """What was dropped, under its safe name."""
        return self.folder / ORIGINAL / self.receipt.stored_as

    @property
    def scratch(self) -> Path:
        """Where readers may unpack; emptied when the drop is taken up again."""
        return self.folder / SCRATCH


@dataclass(frozen=True, slots=True)
class Digest:
    """The content of a drop in one line. `size` is in bytes."""

    shape: Shape
    sha256: str
    size: int


def shape_of(path: Path) -> Shape:
    """What `path` itself is; a link is a link."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return Shape.LINK
    if stat.S_ISDIR(mode):
        return Shape.FOLDER
    return Shape.FILE if stat.S_ISREG(mode) else Shape.SPECIAL


def digest(path: Path) -> Digest:
    """The hash and size of a drop.

    A folder's hash covers the relative names and contents of everything in it, in order;
    a link's covers where it points. Names of single files are not covered.
    """
    shape = shape_of(path)
    if shape is Shape.FILE:
        return Digest(shape, *_file_digest(path))
    if shape is Shape.FOLDER:
        return _folder_digest(path)
    told = os.fsencode(path.readlink()) if shape is Shape.LINK else shape.encode()
    return Digest(shape, hashlib.sha256(shape.encode() + b"\0" + told).hexdigest(), 0)


def members(folder: Path) -> Iterator[Path]:
    """Everything below a folder that is not itself a folder, in a fixed order, no link followed."""
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
    for entry in entries:
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from members(path)
        else:
            yield path


def fingerprint(path: Path) -> Stamp:
    """What changes whenever somebody writes: names, sizes and times, without reading a byte."""
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode):
        return ((b".", status.st_size, status.st_mtime_ns),)
    return tuple(
        (os.fsencode(one.relative_to(path)), status.st_size, status.st_mtime_ns)
        for one in members(path)
        if (status := one.lstat())
    )


def _folder_digest(folder: Path) -> Digest:
    total = hashlib.sha256()
    size = 0
    for path in members(folder):
        one = digest(path)
        name = os.fsencode(path.relative_to(folder).as_posix())
        total.update(f"{one.shape}\0{one.sha256}\0{one.size}\0".encode() + name + b"\n")
        size += one.size
    return Digest(Shape.FOLDER, total.hexdigest(), size)


def _file_digest(path: Path) -> tuple[str, int]:
    handle = os.open(path, _READ)
    with os.fdopen(handle, "rb") as content:
        found = hashlib.file_digest(content, "sha256")
        return found.hexdigest(), content.tell()
