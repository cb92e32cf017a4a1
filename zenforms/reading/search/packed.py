"""Opens what is packed: zip and office files, gzip and its kin, tar, OLE, winmail.dat."""

import bz2
import io
import lzma
import struct
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Protocol

from zenforms import danger_problems, drop_problems
from zenforms.reading.formats.archive import BROKEN, Archive, Refused
from zenforms.reading.formats.ole import Storage, open_ole
from zenforms.reading.limits import Limits
from zenforms.reading.mail.tnef import read_tnef
from zenforms.reading.search.piece import Found, Piece, Unsearched, Why

# Rich text as Outlook packs it (MS-OXRTFCP).

_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss "
    b"\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
    b"{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_HEAD = struct.Struct("<II4sI")
_PACKED, _PLAIN = b"LZFu", b"MELA"
_RING = 4096


def unpacked_rtf(data: bytes, most: int) -> bytes | None:
    """The rich text, at most `most` bytes of it; None when `data` is none."""
    if len(data) < _HEAD.size:
        return None
    _, size, kind, _ = _HEAD.unpack_from(data)
    if kind == _PLAIN:
        return data[_HEAD.size : _HEAD.size + min(size, most)]
    return _unpacked(data[_HEAD.size :], min(size, most)) if kind == _PACKED else None


def _unpacked(data: bytes, size: int) -> bytes:
    ring = bytearray(_START) + bytearray(_RING - len(_START))
    place, at, out = len(_START), 0, bytearray()
    while at < len(data) and len(out) < size:
        control, at = data[at], at + 1
        for bit in range(8):
            if at >= len(data):
                break
            if control >> bit & 1:
                word = int.from_bytes(data[at : at + 2], "big")
                at, offset = at + 2, word >> 4
                if offset == place:
                    return bytes(out)
                pieces = [(offset + step) % _RING for step in range((word & 0xF) + 2)]
            else:
                ring[place], at = data[at], at + 1
                pieces = [place]
            for source in pieces:
                letter = ring[source]
                ring[place] = letter
                place = (place + 1) % _RING
                out.append(letter)
    return bytes(out)


_TOO_LARGE = frozenset({drop_problems.ARCHIVE_TOO_LARGE, danger_problems.BOMB})
_OLE_ENCRYPTED = frozenset({"encryptedpackage", "encryptedsummary", "encryption"})
_RTF = "__substg1.0_10090102"
_FILE_PASS = 0x002F
_WORD_ENCRYPTED = 0x0100


def open_zip(piece: Piece, limits: Limits) -> Iterator[Found]:
    """The entries of a zip, those of an office file too; its comments lie open in its bytes."""
    try:
        with Archive(piece.data, "zip", limits) as archive:
            for entry in archive.entries(litter=True):
                name = "/".join(part for part in (entry.folder, entry.name) if part)
                yield piece.words(entry.info.filename)
                yield _entry(piece, name, lambda: archive.read(entry))  # noqa: B023 - called at once
            if archive.problems:
                yield piece.not_searched(Why.UNREADABLE)
    except Refused as refused:
        yield piece.not_searched(_why(refused))


def _entry(piece: Piece, name: str, read: Callable[[], bytes]) -> Found:
    try:
        return piece.inside(name, read())
    except Refused as refused:
        return piece.inside(name, b"").not_searched(_why(refused))


def _why(refused: Refused) -> Why:
    code = refused.problem.code
    if code == drop_problems.ENCRYPTED_ARCHIVE:
        return Why.ENCRYPTED
    if code == drop_problems.UNSUPPORTED_METHOD:
        return Why.PACKED
    return Why.TOO_LARGE if code in _TOO_LARGE else Why.DAMAGED


class _Unpacker(Protocol):
    @property
    def unused_data(self) -> bytes: ...

    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


def open_stream(piece: Piece, limits: Limits) -> Iterator[Found]:
    """What gzip, bzip2 or xz packed, the streams one after the other."""
    out, rest = bytearray(), piece.data
    most = limits.archive_bytes
    while rest:
        unpacker = _unpacker(rest)
        if unpacker is None:
            break
        try:
            out += unpacker.decompress(rest, most - len(out) + 1)
        except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError):
            yield piece.not_searched(Why.DAMAGED)
            break
        if len(out) > most:
            yield piece.not_searched(Why.TOO_LARGE)
            break
        if not unpacker.eof:
            yield piece.not_searched(Why.DAMAGED)
            break
        rest = unpacker.unused_data.lstrip(b"\0")
    yield piece.inside("contenu", bytes(out))


def _unpacker(data: bytes) -> "_Unpacker | None":
    if data.startswith(b"\x1f\x8b"):
        return zlib.decompressobj(wbits=31)
    if data.startswith(b"BZh"):
        return bz2.BZ2Decompressor()
    if data.startswith(b"\xfd7zXZ"):
        return lzma.LZMADecompressor()
    return None


def open_tar(piece: Piece, limits: Limits) -> Iterator[Found]:
    """The regular files of a tar."""
    try:
        with tarfile.open(fileobj=io.BytesIO(piece.data), mode="r:") as tar:
            left = limits.archive_bytes
            for count, member in enumerate(tar):
                left -= member.size if member.isreg() else 0
                if count >= limits.archive_entries or left < 0:  # sparse ones weigh what they say
                    yield piece.not_searched(Why.TOO_LARGE)
                    return
                content = tar.extractfile(member) if member.isreg() else None
                yield piece.words(member.name)
                if content is not None:
                    yield piece.inside(member.name, content.read())
    except (tarfile.TarError, *BROKEN):
        yield piece.not_searched(Why.DAMAGED)


def open_storage(piece: Piece, _: Limits) -> Iterator[Found]:
    """The streams of an Outlook message or of an old office file."""
    storage = open_ole(piece.data)
    if storage is None:
        yield piece.not_searched(Why.DAMAGED)
        return
    names = tuple(storage.everywhere())
    yield from _doubts(piece, {part.lower() for name in names for part in name.split("/")})
    for name in names:
        *folders, last = name.split("/")
        place: Storage = storage
        for folder in folders:
            place = place.inside(folder)
        data = place.stream(last)
        yield from _stream(piece, name, last, data)


def _stream(piece: Piece, name: str, last: str, data: bytes) -> Iterator[Found]:
    inside = piece.inside(name, data)
    if last == _RTF:
        rich = unpacked_rtf(data, 50_000_000)
        yield inside.not_searched(Why.DAMAGED) if rich is None else piece.inside(name, rich)
    elif _is_locked(last, data):
        yield piece.not_searched(Why.ENCRYPTED)
    elif data:
        yield _stream_piece(inside)


def _stream_piece(inside: Piece) -> Piece:
    """A stream whose kind nobody knows is a text among numbers, not a file to be named."""
    return inside if inside.data[:1].isascii() and _is_file(inside.data) else _as_words(inside)


def _as_words(inside: Piece) -> Piece:
    return Piece(inside.data, inside.way, is_words=True)


def _is_file(data: bytes) -> bool:
    from zenforms.reading.formats import media  # noqa: PLC0415 - a name that would hide ours

    return media.media_type(data[: media.HEAD_BYTES]) != media.UNKNOWN


def _doubts(piece: Piece, parts: set[str]) -> Iterator[Unsearched]:
    if parts & _OLE_ENCRYPTED:
        yield piece.not_searched(Why.ENCRYPTED)
    if "vba" in parts:
        yield piece.not_searched(Why.MACROS)


def _is_locked(stream: str, data: bytes) -> bool:
    """Whether an old Word or Excel document is encrypted, by the flag that it bears."""
    if stream == "WordDocument":
        return len(data) > 12 and bool(int.from_bytes(data[10:12], "little") & _WORD_ENCRYPTED)  # noqa: PLR2004 - the header
    if stream not in {"Workbook", "Book"}:
        return False
    first = 4 + int.from_bytes(data[2:4], "little")  # behind the record that begins the book
    return int.from_bytes(data[first : first + 2], "little") == _FILE_PASS


def open_winmail(piece: Piece, limits: Limits) -> Iterator[Found]:
    """The words and files of a winmail.dat."""
    with suppress(MemoryError):
        letter = read_tnef(piece.data, limits)
        if letter.problems:
            yield piece.not_searched(Why.DAMAGED)
        envelope = letter.envelope
        yield piece.words("\n".join(filter(None, (envelope.subject, envelope.body))))
        waiting = [letter]
        while waiting:
            one = waiting.pop()
            waiting += one.letters
            yield piece.words(f"{one.envelope.sender} {one.envelope.subject}\n{one.envelope.body}")
            for enclosure in one.enclosures:
                yield piece.inside(enclosure.name, enclosure.data)
