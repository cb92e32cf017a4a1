"""Outlook messages (.msg), written property by property. For tests only."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.making.compound import Tree, compound

UNICODE, STRING8, BINARY, LONG, TIME = 0x1F, 0x1E, 0x102, 0x03, 0x40
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

Value = str | bytes | int | datetime


@dataclass(frozen=True, slots=True)
class MsgFile:
    """One attachment: bytes, a message, or (None) only a link to a file elsewhere."""

    name: str
    content: "bytes | Msg | None"
    content_id: str = ""
    long_name: bool = True
    extra: Mapping[int, "Value"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Msg:
    """One message; `narrow` writes its strings in cp1252, as old Outlooks did."""

    subject: str = "Demande d’assistance"
    body: str = "Bonjour,\r\nvoici le formulaire.\r\n"
    sender: str = "camille.exemple@client.example"
    recipients: Sequence[str] = ("support@desk.example",)
    headers: str = ""
    files: Sequence[MsgFile] = ()
    sent: datetime | None = None
    narrow: bool = False
    extra: Mapping[int, Value] = field(default_factory=dict)


def make_msg(message: Msg) -> bytes:
    """The bytes of the .msg file."""
    return compound({"__nameid_version1.0": {}, **_message(message, root=True)})


def _message(message: Msg, *, root: bool) -> dict[str, "Tree | bytes"]:
    values: dict[int, Value] = {
        0x001A: "IPM.Note",
        0x0037: message.subject,
        0x1000: message.body,
        0x5D01: message.sender,
        0x0C1A: message.sender.partition("@")[0],
        0x007D: message.headers,
    }
    if message.narrow:
        values[0x3FFD] = 1252
    if message.sent:
        values[0x0039] = message.sent
    tree = _properties({**values, **message.extra}, 32 if root else 24, narrow=message.narrow)
    for number, address in enumerate(message.recipients):
        known: dict[int, Value] = {0x39FE: address, 0x3001: address}
        tree[f"__recip_version1.0_#{number:08X}"] = _properties(known, 8)
    for number, file in enumerate(message.files):
        tree[f"__attach_version1.0_#{number:08X}"] = _attachment(file, narrow=message.narrow)
    return tree


def _attachment(file: MsgFile, *, narrow: bool) -> "Tree":
    values: dict[int, Value] = {0x3707 if file.long_name else 0x3704: file.name, **file.extra}
    if file.content_id:
        values[0x3712] = file.content_id
    if isinstance(file.content, Msg):
        inner = {"__substg1.0_3701000D": _message(file.content, root=False)}
        return {**_properties({**values, 0x3705: 5}, 8, narrow=narrow), **inner}
    if file.content is None:
        return _properties({**values, 0x3705: 7}, 8, narrow=narrow)
    return _properties({**values, 0x3705: 1, 0x3701: file.content}, 8, narrow=narrow)


def _properties(
    values: Mapping[int, Value], header: int, *, narrow: bool = False
) -> dict[str, "Tree | bytes"]:
    entries, streams = bytes(header), {}
    for tag, value in values.items():
        if value == "":
            continue
        kind, raw, inline = _encoded(value, narrow=narrow)
        entries += struct.pack("<HHI8s", kind, tag, 6, inline)
        if raw is not None:
            streams[f"__substg1.0_{tag:04X}{kind:04X}"] = raw
    return {"__properties_version1.0": entries, **streams}


def _encoded(value: Value, *, narrow: bool) -> tuple[int, bytes | None, bytes]:
    """The type, the bytes of the value's stream, and what stands in the property itself."""
    if isinstance(value, int):
        return LONG, None, struct.pack("<q", value)
    if isinstance(value, datetime):
        ticks = int((value - _EPOCH).total_seconds()) * 10_000_000
        return TIME, None, struct.pack("<Q", ticks)
    if isinstance(value, bytes):
        return BINARY, value, struct.pack("<II", len(value), 0)
    if narrow:
        raw = value.encode("cp1252", "replace")
        return STRING8, raw, struct.pack("<II", len(raw) + 1, 0)
    raw = value.encode("utf-16-le")
    return UNICODE, raw, struct.pack("<II", len(raw) + 2, 0)
