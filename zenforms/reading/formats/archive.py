"""Zip archives, opened without trusting one figure that they declare about themselves."""

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import BinaryIO, Self

from zenforms import danger_problems, drop_problems
from zenforms.findings import Problem
from zenforms.reading.formats.codepages import meant_names
from zenforms.reading.limits import Limits
from zenforms.reading.litter import is_litter_path
from zenforms.reading.names import one_line, sent_name

BROKEN = (
    zipfile.BadZipFile,
    OSError,
    RuntimeError,
    NotImplementedError,
    IndexError,
    UnicodeError,
    ValueError,
    OverflowError,
    EOFError,
    MemoryError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)
"""What the library raises on hostile archives."""

_CHUNK = 65_536
_DIRECTORY_BYTES = 5_000  # per entry: a long name and what tools add to it
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_END = struct.Struct("<4s6xHI6x")
_WIDE_END = struct.Struct("<4s28xQQ8x")  # zip64: large figures, also seen in small archives
_LOCATOR_BYTES = 20
_SUPPORTED = frozenset(
    {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
)
_METHODS = {9: "Deflate64", 20: "Zstandard", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
_AES = 99
_ENCRYPTED, _STRONG, _UTF8, _MASKED = 0x1, 0x40, 0x800, 0x2000
_UNIX = 3
_EXTRA, _UNICODE_PATH, _UNICODE_PATH_KIND = struct.Struct("<HH"), struct.Struct("<xI"), 0x7075


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in an archive, known by its place; names may repeat."""

    index: int
    name: str
    folder: str
    size: int
    """As declared: it may lie."""
    info: zipfile.ZipInfo = field(repr=False, compare=False)
    is_litter: bool = False


class Refused(Exception):  # noqa: N818 - it says what became of the entry
    """Why an archive or an entry is not read; never leaves reading."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Archive:
    """A zip, on disk or as its bytes; a context manager. Raises Refused when it is unsafe to open.

    `name` is how problems call it. The budget counts the bytes really unpacked.
    """

    def __init__(self, source: Path | bytes, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._left = limits.archive_bytes
        self.problems: list[Problem] = []
        _check_directory(source, name, limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
        except BROKEN as error:
            raise Refused(Problem(drop_problems.DAMAGED_ARCHIVE, {"file": name})) from error
        try:
            self._infos = self._checked(source)
            self._paths = _paths(self._infos)
        except Refused:
            self.__exit__(None, None, None)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(*BROKEN):
            self._zip.close()

    def entries(self, *, litter: bool = False) -> tuple[Entry, ...]:
        """The files worth reading, in the archive's order; folders are left out, and litter."""
        found = []
        for index, (info, path) in enumerate(zip(self._infos, self._paths, strict=True)):
            is_litter = is_litter_path(path.as_posix())
            is_worthless = is_litter and not litter
            if info.filename.endswith("/") or is_worthless:  # `is_dir` fails without a name
                continue
            if _is_special(info):
                self.problems.append(Problem(drop_problems.SPECIAL_MEMBER, self._about(path.name)))
                continue
            name = sent_name(path.name) or f"fichier-{index + 1}"
            folder = one_line("/".join(path.parts[:-1]))
            found.append(Entry(index, name, folder, info.file_size, info, is_litter=is_litter))
        return tuple(found)

    def read(self, entry: Entry) -> bytes:
        """The entry's bytes, checksum verified; raises Refused."""
        return b"".join(self.chunks(entry))

    def head(self, entry: Entry, size: int) -> bytes:
        """The entry's first bytes, unverified; empty when it cannot be read."""
        try:
            self._check_readable(entry)
            with self._zip.open(entry.info) as stream:
                return stream.read(size)
        except (Refused, *BROKEN):
            return b""

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """The entry's bytes, counted as they come; raises Refused, at the latest at the end."""
        self._check_readable(entry)
        most = max(
            self._limits.archive_ratio_floor,
            self._limits.archive_ratio * entry.info.compress_size,
        )
        count = 0
        try:
            with self._zip.open(entry.info) as stream:
                while chunk := stream.read(_CHUNK):
                    count += len(chunk)
                    self._left -= len(chunk)
                    if count > most:
                        raise Refused(Problem(danger_problems.BOMB, self._about(entry.name)))
                    if self._left < 0:
                        raise Refused(
                            Problem(drop_problems.ARCHIVE_TOO_LARGE, {"file": self._name})
                        )
                    yield chunk
        except BROKEN as error:
            raise Refused(Problem(drop_problems.DAMAGED_MEMBER, self._about(entry.name))) from error

    def _checked(self, source: Path | bytes) -> list[zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > self._limits.archive_entries:
            raise Refused(Problem(drop_problems.ARCHIVE_TOO_LARGE, {"file": self._name}))
        if any(info.flag_bits & _MASKED for info in infos):
            raise Refused(Problem(drop_problems.ENCRYPTED_ARCHIVE, {"file": self._name}))
        if _overlapping(source, infos):
            raise Refused(Problem(danger_problems.BOMB, self._about(self._name)))
        return infos

    def _check_readable(self, entry: Entry) -> None:
        info = entry.info
        if info.flag_bits & (_ENCRYPTED | _STRONG) or info.compress_type == _AES:
            raise Refused(Problem(drop_problems.ENCRYPTED_ARCHIVE, {"file": self._name}))
        if info.compress_type not in _SUPPORTED:
            method = _METHODS.get(info.compress_type, str(info.compress_type))
            raise Refused(
                Problem(
                    drop_problems.UNSUPPORTED_METHOD, self._about(entry.name) | {"method": method}
                )
            )

    def _about(self, member: str) -> dict[str, str]:
        return {"file": self._name, "member": one_line(member)}


def _stream(source: Path | bytes) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _check_directory(source: Path | bytes, name: str, limits: Limits) -> None:
    """Refuse a huge list of entries before the library builds an object for each."""
    try:
        with _stream(source) as stream:
            size = stream.seek(0, io.SEEK_END)
            stream.seek(max(0, size - _CHUNK - _END.size - _WIDE_END.size))
            tail = stream.read()
    except OSError as error:
        raise Refused(Problem(drop_problems.DAMAGED_ARCHIVE, {"file": name})) from error
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _END.size:
        raise Refused(Problem(drop_problems.DAMAGED_ARCHIVE, {"file": name}))
    _, entries, size = _END.unpack_from(tail, at)
    wide = at - _LOCATOR_BYTES - _WIDE_END.size
    if wide >= 0 and tail.startswith(b"PK\6\7", at - _LOCATOR_BYTES):
        _, entries, size = _WIDE_END.unpack_from(tail, wide)
    if entries > limits.archive_entries or size > _DIRECTORY_BYTES * limits.archive_entries:
        raise Refused(Problem(drop_problems.ARCHIVE_TOO_LARGE, {"file": name}))


def _overlapping(source: Path | bytes, infos: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries share bytes of the file: only bombs do."""
    end = 0
    with _stream(source) as stream:
        for info in sorted(infos, key=lambda one: one.header_offset):
            if info.header_offset < end:
                return True
            stream.seek(max(0, info.header_offset))
            header = stream.read(_LOCAL_HEADER.size)
            if len(header) < _LOCAL_HEADER.size:
                continue  # reading the entry will tell
            _, name, extra = _LOCAL_HEADER.unpack(header)
            end = info.header_offset + _LOCAL_HEADER.size + name + extra + info.compress_size
    return False


def _paths(infos: list[zipfile.ZipInfo]) -> list[PurePosixPath]:
    """Where each entry lies: names in a code page are read as they were meant."""
    raw = [None if info.flag_bits & _UTF8 else _raw_name(info) for info in infos]
    meant = meant_names(name for name in raw if name is not None)
    return [
        _path(_unicode_name(info, name) or meant[name] if name is not None else info.orig_filename)
        for info, name in zip(infos, raw, strict=True)
    ]


def _raw_name(info: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a name that the library took for the oldest code page."""
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeError:
        return None


def _unicode_name(info: zipfile.ZipInfo, raw: bytes) -> str | None:
    """The name that a tool added beside the old one (Info-ZIP), when it belongs to it."""
    at, extra = 0, info.extra
    while at + _EXTRA.size + _UNICODE_PATH.size <= len(extra):
        kind, size = _EXTRA.unpack_from(extra, at)
        end = at + _EXTRA.size + size
        if kind == _UNICODE_PATH_KIND and size > _UNICODE_PATH.size:
            (crc,) = _UNICODE_PATH.unpack_from(extra, at + _EXTRA.size)
            if crc == zlib.crc32(raw):
                start = at + _EXTRA.size + _UNICODE_PATH.size
                return extra[start:end].decode("utf-8", "replace")
        at = end
    return None


def _path(name: str) -> PurePosixPath:
    parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
    return PurePosixPath(*parts) if parts else PurePosixPath("fichier")


def _is_special(info: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(info.external_attr >> 16)
    return info.create_system == _UNIX and kind not in {0, stat.S_IFREG, stat.S_IFDIR}
