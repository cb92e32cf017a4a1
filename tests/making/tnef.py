"""winmail.dat, written attribute by attribute. For tests only."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_MESSAGE_INTERFACE = bytes.fromhex("0703020000000000c000000000000046")


@dataclass(frozen=True, slots=True)
class TnefFile:
    """One attachment; a message inside is TNEF bytes with `inner` true."""

    name: str
    content: bytes
    inner: bool = False
    hidden: bool = False
    only_title: bool = False
    """Without MAPI properties, as the oldest writers did."""


def make_tnef(
    files: Sequence[TnefFile], *, subject: str = "Demande", body: str = "", item: str = ""
) -> bytes:
    """The bytes of a winmail.dat."""
    out = b"\x78\x9f\x3e\x22\x01\x00" + _attribute(1, 0x00089006, b"\0\0\1\0")
    out += _attribute(1, 0x00069007, struct.pack("<II", 1252, 0))
    out += _attribute(1, 0x00018004, subject.encode("cp1252") + b"\0")
    if item:
        out += _attribute(1, 0x00078008, item.encode("ascii") + b"\0")
    if body:
        out += _attribute(1, 0x0002800C, body.encode("cp1252") + b"\0")
    return out + b"".join(map(_file, files))


def _file(file: TnefFile) -> bytes:
    out = _attribute(2, 0x00069002, bytes(14))
    short = file.name.encode("cp1252", "replace")[:12]
    if file.only_title:
        title = file.name.encode("cp1252") + b"\0"
        return out + _attribute(2, 0x00018010, title) + _attribute(2, 0x0006800F, file.content)
    out += _attribute(2, 0x00018010, short + b"\0")
    properties: dict[int, tuple[int, bytes]] = {
        0x3707: (0x1F, (file.name + "\0").encode("utf-16-le")),
        0x3705: (0x03, struct.pack("<I", 5 if file.inner else 1)),
    }
    if file.hidden:
        properties[0x7FFE] = (0x03, struct.pack("<I", 1))
    if file.inner:
        properties[0x3701] = (0x0D, _MESSAGE_INTERFACE + file.content)
    else:
        out += _attribute(2, 0x0006800F, file.content)
    return out + _attribute(2, 0x00069005, _properties(properties))


def _properties(values: Mapping[int, tuple[int, bytes]]) -> bytes:
    out = struct.pack("<I", len(values) + 1)
    # a named property first: readers must step over its name
    name = "x-exemple\0".encode("utf-16-le")
    out += struct.pack("<HH16sII", 0x1F, 0x8001, bytes(16), 1, len(name)) + _padded(name)
    out += struct.pack("<I", 1) + struct.pack("<I", 4) + "x\0".encode("utf-16-le")
    for tag, (kind, value) in values.items():
        out += struct.pack("<HH", kind, tag)
        if kind == 0x03:
            out += value
        else:
            out += struct.pack("<II", 1, len(value)) + _padded(value)
    return out


def _padded(value: bytes) -> bytes:
    return value + bytes(-len(value) % 4)


def _attribute(level: int, tag: int, data: bytes) -> bytes:
    checksum = sum(data) & 0xFFFF
    return struct.pack("<BII", level, tag, len(data)) + data + struct.pack("<H", checksum)
