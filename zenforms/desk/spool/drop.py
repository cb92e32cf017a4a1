"""A claimed drop: its folder in work/, its receipt, its original, and what the latter is."""

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from io import BufferedReader
from pathlib import Path

from zenforms.desk.spool.small import read_json
from zenforms.handles import open_file
from zenforms.walking import Met, Walk

# What is written down when a drop is claimed, before anything else is known about it.

RECEIPT = "received.json"
ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The durable word that a drop has arrived. `arrived_at` is aware.

    `name` is what the sender called it, made readable; `stored_as` is safe on every system.
    """

    drop: str
    name: str
    stored_as: str
    arrived_at: datetime

    def to_json(self) -> bytes:
        """The bytes of `received.json`."""
        values = asdict(self) | {"version": 1, "arrived_at": self.arrived_at.isoformat()}
        return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_receipt(folder: Path) -> Receipt | None:
    """The receipt in a work or archive folder; None when there is none that can be read."""
    try:
        values = read_json(folder / RECEIPT)
        return Receipt(
            drop=str(values["drop"]),
            name=str(values["name"]),
            stored_as=str(values["stored_as"]),
            arrived_at=datetime.fromisoformat(values["arrived_at"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


FOUND = "found"
"""What is left of a dropped folder while its files are taken into one of our own."""
STAGED = "staged"
SCRATCH = "scratch"
ATTEMPT = "attempt-"

_BEYOND = -1
_REFUSED = -2
"""Instead of a size: where the walk over a drop ended, and what the system does not show."""


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
    return shape_in(path.lstat())


def shape_in(status: os.stat_result) -> Shape:
    """What a status tells of, links not followed."""
    if stat.S_ISLNK(status.st_mode):
        return Shape.LINK
    if stat.S_ISDIR(status.st_mode):
        return Shape.FOLDER
    return Shape.FILE if stat.S_ISREG(status.st_mode) else Shape.SPECIAL


def digest(path: Path) -> Digest:
    """The hash and size of a drop; raises OSError when something of it cannot be read.

    A folder's hash covers the relative names and contents of everything in it, in order;
    a link's covers where it points. Names of single files are not covered.
    """
    shape = shape_of(path)
    if shape is Shape.FILE:
        return _file_digest(open_file(path))
    if shape is Shape.FOLDER:
        return _folder_digest(path)
    return _told_digest(shape, os.fsencode(path.readlink()) if shape is Shape.LINK else None)


def unread_digest(drop: Drop) -> Digest:
    """The digest of a drop that cannot be read: its own alone, so that it equals no other."""
    told = f"unread\0{drop.receipt.drop}".encode()
    return Digest(shape_of(drop.original), hashlib.sha256(told).hexdigest(), 0)


def members(folder: Path) -> Iterator[Path]:
    """Everything below a folder that is not itself a folder, in a fixed order, no link followed.

    It ends at the bounds of a walk; what the system does not show is passed over.
    """
    return (met.path for met in Walk(folder) if not met.is_folder)


def fingerprint(path: Path, *, ours: bool = False) -> Stamp:
    """What changes whenever somebody writes: names, sizes and times, without reading a byte.

    Of what is `ours` it tells the status time instead, which nobody can set back. Where a walk
    ends stands in it too, so that a folder of which nothing else can be seen is not empty.
    """
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode):
        return ((b".", status.st_size, _time(status, ours=ours)),)
    walk = Walk(path)
    stamp = [
        (os.fsencode(met.relative), met.status.st_size, _time(met.status, ours=ours))
        for met in walk
        if not met.is_folder
    ]
    stamp += [(os.fsencode(relative), _REFUSED, 0) for relative, _ in walk.faults]
    if walk.beyond is not None:
        stamp.append((os.fsencode(walk.beyond), _BEYOND, 0))
    return tuple(stamp)


def _time(status: os.stat_result, *, ours: bool) -> int:
    return status.st_ctime_ns if ours and os.name != "nt" else status.st_mtime_ns


def _folder_digest(folder: Path) -> Digest:
    total = hashlib.sha256()
    size = 0
    walk = Walk(folder)
    for met in walk:
        if met.is_folder:
            continue
        one = _member_digest(met)
        name = os.fsencode(met.relative)
        total.update(f"{one.shape}\0{one.sha256}\0{one.size}\0".encode() + name + b"\n")
        size += one.size
    for _, error in walk.faults:
        raise error
    return Digest(Shape.FOLDER, total.hexdigest(), size)


def _member_digest(met: Met) -> Digest:
    shape = shape_in(met.status)
    if shape is Shape.FILE:
        return _file_digest(met.inside.file(met.name))
    target = os.fsencode(met.inside.link(met.name)) if shape is Shape.LINK else None
    return _told_digest(shape, target)


def _told_digest(shape: Shape, target: bytes | None) -> Digest:
    """The digest of what is not read: a link, or something special."""
    told = shape.encode() + b"\0" + (shape.encode() if target is None else target)
    return Digest(shape, hashlib.sha256(told).hexdigest(), 0)


def _file_digest(file: BufferedReader) -> Digest:
    with file as content:
        found = hashlib.file_digest(content, "sha256")
        return Digest(Shape.FILE, found.hexdigest(), content.tell())
