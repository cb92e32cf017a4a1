"""Copies of logs that may leave the archive: their secrets masked, whatever wraps them."""

import gzip
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from zenforms.reading.formats.archive import Archive, Refused
from zenforms.reading.formats.media import HEAD_BYTES, UNKNOWN
from zenforms.reading.formats.textcode import text_encoding
from zenforms.reading.limits import Limits
from zenforms.reading.records.logs import READ_ERRORS, log_lines, opened
from zenforms.reading.records.masking import Masker

_CUT = b"[zenforms : la suite du journal n'est pas dans cette copie, mais dans l'original]\n"
_TEXTS = frozenset({"application/json", "application/xml", UNKNOWN})
_PIECE = 1 << 18
_BELONGS_TO_1980 = (1980, 1, 1, 0, 0, 0)  # so that the same logs make the same bytes


def write_masked(source: Path, target: Path, limits: Limits) -> bool:
    """Copy the log at `source` to `target` with its secrets masked, as UTF-8.

    A gzip or zip of logs stays one, with its logs masked; what is not text in it is left out.
    False, and no file, when nothing of it can be masked: a binary log must not leave.
    Raises OSError when `target` cannot be written.
    """
    try:
        written = _write(source, target, limits)
    except (*READ_ERRORS, Refused):
        written = False
    if not written:
        with suppress(FileNotFoundError):
            target.unlink()
    return written


def holds_secrets(source: Path, kind: str) -> bool:
    """Whether the file at `source`, of the media type `kind`, is a text that holds secrets."""
    if not kind.startswith("text/") and kind not in _TEXTS:
        return False
    masker = Masker()
    try:
        with source.open("rb") as stream:
            codec = text_encoding(stream.read(HEAD_BYTES))
            stream.seek(0)
            pieces = iter(lambda: stream.read(HEAD_BYTES), b"")
            lines = log_lines(pieces, codec) if codec else ()
            return any(masker.line(line) and masker.count for line in lines)
    except OSError:
        return False


def _write(source: Path, target: Path, limits: Limits) -> bool:
    with source.open("rb") as stream:
        magic = stream.read(2)
    if magic == b"PK":
        return _zip(source, target, limits)
    masked = _masked(opened(source), _Room(limits.archive_bytes))
    if masked is None:
        return False
    with gzip.GzipFile(target, "wb", mtime=0) if magic == b"\x1f\x8b" else target.open("wb") as out:
        for lines in _gathered(masked):
            out.write(lines)
    return True


def _zip(source: Path, target: Path, limits: Limits) -> bool:
    written, room = False, _Room(limits.archive_bytes)
    with (
        Archive(source, source.name, limits) as archive,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for entry in archive.entries():
            masked = _masked(archive.chunks(entry), room)
            if masked is not None:
                name = f"{entry.folder}/{entry.name}".lstrip("/")
                info = zipfile.ZipInfo(name, _BELONGS_TO_1980)
                info.compress_type = zipfile.ZIP_DEFLATED
                with copy.open(info, "w", force_zip64=True) as member:
                    for lines in _gathered(masked):
                        member.write(lines)
                written = True
    return written


class _Room:
    """How many bytes the copy of one file may still take."""

    def __init__(self, size: int) -> None:
        self.left = size


def _masked(chunks: Iterable[bytes], room: _Room) -> Iterator[bytes] | None:
    """The masked lines in UTF-8, or None when it is no text."""
    chunks = iter(chunks)
    head = next(chunks, b"")
    codec = text_encoding(head)
    return None if codec is None else _masked_lines(head, chunks, codec, room)


def _masked_lines(head: bytes, chunks: Iterable[bytes], codec: str, room: _Room) -> Iterator[bytes]:
    masker = Masker()
    for line in log_lines(_chained(head, chunks), codec):
        data = masker.line(line).encode("utf-8", "replace")
        room.left -= len(data)
        if room.left < 0:
            yield _CUT
            return
        yield data


def _gathered(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in larger pieces: a line may be one byte, and there may be millions."""
    pieces: list[bytes] = []
    size = 0
    for line in lines:
        pieces.append(line)
        size += len(line)
        if size >= _PIECE or len(pieces) >= _PIECE // 16:
            yield b"".join(pieces)
            pieces.clear()
            size = 0
    yield b"".join(pieces)


def _chained(head: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield head
    yield from chunks
