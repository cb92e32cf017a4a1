"""MAPI properties, shared by winmail.dat and .msg: the few that a support desk needs."""

from collections.abc import Iterable

from zenforms.reading.mail.headers import decode_charset

SUBJECT, BODY, HTML = 0x0037, 0x1000, 0x1013
HEADERS, MESSAGE_CLASS = 0x007D, 0x001A
SENDER_SMTP, SENDER_ADDRESS, SENDER_NAME = 0x5D01, 0x0C1F, 0x0C1A
SENT_FOR_SMTP, SENT_FOR_ADDRESS = 0x5D02, 0x0065
SUBMITTED, DELIVERED = 0x0039, 0x0E06
MESSAGE_ID, REFERENCES, IN_REPLY_TO = 0x1035, 0x1039, 0x1042
SMTP_ADDRESS, ADDRESS = 0x39FE, 0x3003
ATTACHED_DATA, ATTACH_METHOD, CONTENT_ID = 0x3701, 0x3705, 0x3712
ATTACHMENT_NAMES = (0x3707, 0x3704, 0x3001)
MESSAGE_CODEPAGE, INTERNET_CODEPAGE = 0x3FFD, 0x3FDE

NAMED = 0x8000
SEVERAL = 0x1000
STRING8, UNICODE, BINARY, OBJECT, TIME = 0x1E, 0x1F, 0x102, 0x0D, 0x40
VARIABLE = frozenset({STRING8, UNICODE, BINARY, OBJECT})
FIXED = {
    0x00: 0,
    0x01: 0,
    0x02: 2,
    0x03: 4,
    0x04: 4,
    0x05: 8,
    0x06: 8,
    0x07: 8,
    0x0A: 4,
    0x0B: 2,
    0x14: 8,
    TIME: 8,
    0x48: 16,
}
"""Bytes of the fixed types; TNEF pads each value to four."""

_CODECS = {
    0: "cp1252",
    1200: "utf-16-le",
    10000: "mac-roman",
    20127: "cp1252",
    28591: "cp1252",
    28605: "iso8859-15",
    65000: "utf-7",
    65001: "utf-8",
}


def codec(codepage: int) -> str:
    """The codec of a Windows code page; cp1252 when it names none."""
    return _CODECS.get(codepage) or (f"cp{codepage}" if codepage < 2000 else "cp1252")  # noqa: PLR2004 - beyond, Python has none


def text(value: bytes, encoding: str) -> str:
    """A string value without the zero that ends it."""
    if encoding == "utf-16-le":
        return value.decode(encoding, "replace").rstrip("\0")
    return decode_charset(value.rstrip(b"\0"), encoding)


class Properties:
    """Properties by their id; the first of each counts."""

    def __init__(self, encoding: str = "cp1252") -> None:
        self._codec = encoding
        self._values: dict[int, tuple[int, bytes]] = {}

    def add(self, name: int, kind: int, value: bytes) -> None:
        """Keep a value, unless its id has one that tells something."""
        if not self._values.get(name, (0, b""))[1]:
            self._values[name] = (kind & ~SEVERAL, value)

    def data(self, name: int) -> bytes:
        """The raw value; empty when there is none."""
        return self._values.get(name, (0, b""))[1]

    def kind(self, name: int) -> int:
        """The type of the value; 0 when there is none."""
        return self._values.get(name, (0, b""))[0]

    def number(self, name: int) -> int:
        """The value as a number; 0 when there is none."""
        return int.from_bytes(self.data(name)[:8], "little")

    def text(self, name: int) -> str:
        """The value as text; empty when there is none."""
        kind, value = self._values.get(name, (0, b""))
        return text(value, "utf-16-le" if kind == UNICODE else self._codec)

    def first(self, names: Iterable[int]) -> str:
        """The first of these that says something."""
        return next((found for found in map(self.text, names) if found.strip()), "")
