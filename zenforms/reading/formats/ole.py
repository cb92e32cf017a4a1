"""OLE storages, the container of .msg and of old Office files, opened without raising."""

import io
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from olefile import OleFileIO

OLE_ERRORS = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
    MemoryError,
    struct.error,
)
"""What the library raises on hostile files."""

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Storage:
    """One storage (folder) of an OLE file; streams are read whole."""

    def __init__(self, ole: "OleFileIO", path: tuple[str, ...] = ()) -> None:
        self._ole = ole
        self._path = path

    def names(self) -> tuple[str, ...]:
        """The names of the streams and storages directly inside, in order, once each."""
        depth = len(self._path)
        paths = self._ole.listdir(streams=True, storages=True)
        inside = (p for p in paths if len(p) > depth and tuple(p[:depth]) == self._path)
        return tuple(dict.fromkeys(path[depth] for path in inside))

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; empty when it is missing or damaged."""
        try:
            with self._ole.openstream([*self._path, name]) as found:
                return bytes(found.read())
        except OLE_ERRORS:
            return b""

    def inside(self, name: str) -> "Storage":
        """The storage called `name`."""
        return Storage(self._ole, (*self._path, name))

    def everywhere(self) -> Iterator[str]:
        """The names of all streams and storages at any depth."""
        return ("/".join(path) for path in self._ole.listdir(streams=True, storages=True))


def open_ole(source: bytes | Path) -> Storage | None:
    """The root storage, or None when the file is no OLE file or is damaged."""
    from olefile import OleFileIO  # noqa: PLC0415 - for start-up: few drops hold one

    try:
        data = source if isinstance(source, bytes) else source.read_bytes()
        return Storage(OleFileIO(io.BytesIO(data)))
    except OLE_ERRORS:
        return None
