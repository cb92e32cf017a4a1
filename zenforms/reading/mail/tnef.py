"""winmail.dat: the envelope (TNEF) that Outlook wraps around rich-text messages.

After Microsoft's published format, [MS-OXTNEF].
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from zenforms import drop_problems
from zenforms.findings import Problem
from zenforms.reading.limits import Limits
from zenforms.reading.mail import outlook
from zenforms.reading.mail.envelope import Enclosure, Letter
from zenforms.reading.mail.htmltext import html_text
from zenforms.reading.names import sent_name
from zenforms.reading.submission import Channel, Envelope

_SIGNATURE = b"\x78\x9f\x3e\x22"
_ATTRIBUTE = struct.Struct("<BII")
_RENDERING, _TITLE, _DATA, _ATTACHMENT = 0x9002, 0x8010, 0x800F, 0x9005
_SUBJECT, _BODY, _PROPERTIES, _CODEPAGE = 0x8004, 0x800C, 0x9003, 0x9007
_CLASS = 0x8008
_MESSAGE_INTERFACE = bytes.fromhex("0703020000000000c000000000000046")
_INTERFACE_BYTES = 16


class _Broken(Exception):  # noqa: N818 - the state of the bytes, not a caller's error
    """The structure ends or contradicts itself."""


@dataclass(slots=True)
class _Piece:
    """One attachment while its attributes arrive."""

    title: str = ""
    data: bytes = b""
    properties: outlook.Properties = field(default_factory=outlook.Properties)


def is_tnef(data: bytes) -> bool:
    """Whether the bytes are a TNEF stream, whatever their name says."""
    return data.startswith(_SIGNATURE)


def read_tnef(data: bytes, limits: Limits, *, depth: int = 0) -> Letter:
    """The message in a TNEF stream; what was readable before damage is kept, with a problem."""
    codec, subject, body, item = "cp1252", "", "", ""
    pieces: list[_Piece] = []
    problems: list[Problem] = []
    try:
        for name, value in _attributes(data):
            if name == _CODEPAGE:
                codec = outlook.codec(int.from_bytes(value[:4], "little"))
            elif name == _SUBJECT:
                subject = outlook.text(value, codec)
            elif name == _CLASS:
                item = outlook.text(value, codec)
            elif name == _BODY:
                body = outlook.text(value, codec)
            elif name == _PROPERTIES:
                found = _properties(value, codec)
                body = body or found.text(outlook.BODY) or html_text(found.text(outlook.HTML))
                subject = found.text(outlook.SUBJECT) or subject
                item = item or found.text(outlook.MESSAGE_CLASS)
            else:
                _piece(name, value, pieces, codec)
    except (_Broken, struct.error):
        problems.append(Problem(drop_problems.DAMAGED_TNEF))
    body = body.replace("\r\n", "\n").strip()[: limits.body_chars]
    envelope = Envelope(channel=Channel.EMAIL, subject=subject or None, body=body)
    envelope = outlook.of_class(envelope, item)
    return _letter(envelope, pieces, problems, limits=limits, depth=depth)


def _letter(
    envelope: Envelope, pieces: list[_Piece], problems: list[Problem], *, limits: Limits, depth: int
) -> Letter:
    enclosures: list[Enclosure] = []
    letters: list[Letter] = []
    if len(pieces) > limits.mail_parts:
        problems.append(Problem(drop_problems.TOO_MANY_PARTS, {"limit": str(limits.mail_parts)}))
    for count, piece in enumerate(pieces[: limits.mail_parts], start=1):
        name = sent_name(piece.properties.first(outlook.ATTACHMENT_NAMES) or piece.title)
        name = name or f"piece-{count}.bin"
        inner = piece.properties.data(outlook.ATTACHED_DATA)
        is_object = piece.properties.kind(outlook.ATTACHED_DATA) == outlook.OBJECT
        if not inner.startswith(_MESSAGE_INTERFACE):
            data = piece.data or inner[_INTERFACE_BYTES if is_object else 0 :]
            has_cid = bool(piece.properties.text(outlook.CONTENT_ID)) and bool(envelope.body)
            shown = has_cid or outlook.is_shown(piece.properties, outlook.Properties())
            enclosures.append(Enclosure(name, data, shown=shown))
        elif depth < limits.mail_depth:
            letters.append(read_tnef(inner[_INTERFACE_BYTES:], limits, depth=depth + 1))
        else:
            problems.append(
                Problem(drop_problems.NESTED_TOO_DEEP, {"limit": str(limits.mail_depth)})
            )
    return Letter(envelope, tuple(enclosures), tuple(letters), tuple(problems))


def _piece(name: int, value: bytes, pieces: list[_Piece], codec: str) -> None:
    if name == _RENDERING:
        pieces.append(_Piece())
    if not pieces:
        return
    piece = pieces[-1]
    if name == _TITLE:
        piece.title = outlook.text(value, codec)
    elif name == _DATA:
        piece.data = value
    elif name == _ATTACHMENT:
        piece.properties = _properties(value, codec)


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = len(_SIGNATURE) + 2  # and a key that nobody needs
    while at < len(data):
        if len(data) - at < _ATTRIBUTE.size:
            if data[at:].strip(b"\0\r\n"):
                raise _Broken
            return
        level, tag, size = _ATTRIBUTE.unpack_from(data, at)
        start = at + _ATTRIBUTE.size
        value = data[start : start + size]
        if level not in {1, 2} or len(value) < size:
            raise _Broken
        yield tag & 0xFFFF, value
        at = start + size + 2  # and a checksum: many writers get it wrong


def _properties(data: bytes, codec: str) -> outlook.Properties:
    """The MAPI properties in `data`; raises _Broken or struct.error where they end too soon."""
    cursor = _Cursor(data)
    found = outlook.Properties(codec)
    for _ in range(min(cursor.number(), len(data) // 8)):
        kind, name = struct.unpack("<HH", cursor.take(4))
        if name >= outlook.NAMED:
            cursor.take(16)
            if cursor.number():
                cursor.padded(cursor.number())
            else:
                cursor.take(4)
        found.add(name, kind, cursor.value(kind))
    return found


class _Cursor:
    """Reads forward, each value padded to four bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        value = self._data[self._at : self._at + size]
        if len(value) < size:
            raise _Broken
        self._at += size
        return value

    def number(self) -> int:
        return int.from_bytes(self.take(4), "little")

    def padded(self, size: int) -> bytes:
        value = self.take(size)
        self._at += -size % 4
        return value

    def value(self, kind: int) -> bytes:
        """One value of this type; of several the first."""
        single = kind & ~outlook.SEVERAL
        if single in outlook.VARIABLE:
            values = [self.padded(self.number()) for _ in range(self._count())]
        else:
            size = outlook.FIXED.get(single)
            if size is None:
                raise _Broken
            values = [
                self.padded(size) for _ in range(self._count() if kind & outlook.SEVERAL else 1)
            ]
        return values[0] if values else b""

    def _count(self) -> int:
        count = self.number()
        if count > len(self._data):
            raise _Broken
        return count
