"""Zip archives made byte by byte, so that they can lie about themselves."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

STORED, DEFLATED, DEFLATE64, LZMA, ZSTANDARD, AES = 0, 8, 9, 14, 93, 99
SYMLINK, DEVICE = 0o120777 << 16, 0o020666 << 16
ENCRYPTED, STRONG, UTF8, MASKED = 0x1, 0x40, 0x800, 0x2000


@dataclass(frozen=True, slots=True)
class Member:
    """One entry; a figure that is None is the true one."""

    name: str | bytes
    data: bytes = b""
    method: int = DEFLATED
    flags: int = UTF8
    attributes: int = 0o100644 << 16
    declared_size: int | None = None
    declared_crc: int | None = None
    local_name: bytes | None = None
    extra: bytes = b""
    """What tools add to its record in the directory."""
    at: int | None = None
    """Where the directory says it begins."""

    @property
    def raw_name(self) -> bytes:
        return self.name if isinstance(self.name, bytes) else self.name.encode()

    @property
    def packed(self) -> bytes:
        return deflate(self.data) if self.method == DEFLATED else self.data

    @property
    def size(self) -> int:
        return len(self.data) if self.declared_size is None else self.declared_size

    @property
    def crc(self) -> int:
        return zlib.crc32(self.data) if self.declared_crc is None else self.declared_crc


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def make_zip(
    members: Sequence[Member], *, before: bytes = b"", declared: int | None = None
) -> bytes:
    """An archive of `members`; `declared` is the number of entries that it claims to have."""
    body, places = before, []
    for member in members:
        places.append(len(body) if member.at is None else member.at)
        if member.at is None:
            body += local_header(member) + member.packed
    directory = b"".join(_record(m, at) for m, at in zip(members, places, strict=True))
    return body + directory + _end(declared or len(members), len(directory), len(body))


def local_header(member: Member) -> bytes:
    name = member.raw_name if member.local_name is None else member.local_name
    return struct.pack(
        "<4s5H3I2H", b"PK\3\4", 20, member.flags, member.method, 0, 0x5AF8,
        member.crc, len(member.packed), member.size, len(name), 0,
    ) + name  # fmt: skip


def quoted_overlap_bomb(count: int, kernel: bytes) -> bytes:
    """Every entry's data quotes the headers of the entries after it and shares one kernel."""
    stream = deflate(kernel)
    contents = kernel
    headers: list[tuple[bytes, Member, int]] = []
    streams: list[bytes] = []
    for index in reversed(range(count)):
        member = Member(f"{index}.txt", contents)
        name = member.raw_name
        header = struct.pack(
            "<4s5H3I2H", b"PK\3\4", 20, UTF8, DEFLATED, 0, 0x5AF8,
            zlib.crc32(contents), len(stream), len(contents), len(name), 0,
        ) + name  # fmt: skip
        headers.insert(0, (header, member, len(stream)))
        streams.insert(0, stream)
        size = len(header)
        stream = struct.pack("<BHH", 0, size, size ^ 0xFFFF) + header + stream
        contents = header + contents
    body, places = headers[0][0], [0]
    for header, _, _ in headers[1:]:
        places.append(len(body) + 5)
        body += struct.pack("<BHH", 0, len(header), len(header) ^ 0xFFFF) + header
    body += streams[-1]
    directory = b"".join(
        _raw_record(m, at, packed=packed)
        for (_, m, packed), at in zip(headers, places, strict=True)
    )
    return body + directory + _end(count, len(directory), len(body))


def _record(member: Member, at: int) -> bytes:
    return _raw_record(member, at, packed=len(member.packed))


def _raw_record(member: Member, at: int, *, packed: int) -> bytes:
    name = member.raw_name
    return struct.pack(
        "<4s6H3I5H2I", b"PK\1\2", (3 << 8) | 20, 20, member.flags, member.method, 0, 0x5AF8,
        member.crc, packed, member.size, len(name), len(member.extra), 0, 0, 0,
        member.attributes, at,
    ) + name + member.extra  # fmt: skip


def _end(count: int, size: int, at: int) -> bytes:
    return struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, size, at, 0)
