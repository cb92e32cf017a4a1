"""Outlook's .msg: an OLE storage of MAPI properties → a `Letter`.

After Microsoft's published format, [MS-OXMSG]. Nothing here raises for a bad file.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.parser import HeaderParser

from zenforms import drop_problems
from zenforms.findings import Problem
from zenforms.reading.formats.ole import OLE_ERRORS, Storage, open_ole
from zenforms.reading.limits import Limits
from zenforms.reading.mail.automatic import (
    is_inviting_class,
    is_machine_class,
    is_report_class,
)
from zenforms.reading.mail.envelope import Enclosure, Letter, read_envelope
from zenforms.reading.mail.headers import Headers, decode_charset
from zenforms.reading.mail.htmltext import html_text
from zenforms.reading.names import one_line, sent_name
from zenforms.reading.submission import Envelope

# MAPI properties, shared by winmail.dat and .msg: the few that a support desk needs.

SUBJECT, BODY, HTML = 0x0037, 0x1000, 0x1013
HEADERS, MESSAGE_CLASS = 0x007D, 0x001A
SENDER_SMTP, SENDER_ADDRESS, SENDER_NAME = 0x5D01, 0x0C1F, 0x0C1A
SENT_FOR_SMTP, SENT_FOR_ADDRESS = 0x5D02, 0x0065
SUBMITTED, DELIVERED = 0x0039, 0x0E06
MESSAGE_ID, REFERENCES, IN_REPLY_TO = 0x1035, 0x1039, 0x1042
SMTP_ADDRESS, ADDRESS = 0x39FE, 0x3003
ATTACHED_DATA, ATTACH_METHOD, CONTENT_ID = 0x3701, 0x3705, 0x3712
ATTACHMENT_NAMES = (0x3707, 0x3704, 0x3001)
ATTACHMENT_HIDDEN, ATTACH_FLAGS, CONTENT_LOCATION = 0x7FFE, 0x3714, 0x3713
RTF = 0x1009
_IN_THE_TEXT = 4
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


_PROPERTIES = "__properties_version1.0"
_ROOT_HEADER, _INNER_HEADER, _LEAF_HEADER = 32, 24, 8
_ENTRY = struct.Struct("<HHI8s")
_STREAM = "__substg1.0_"
_INNER_MESSAGE = f"{_STREAM}3701000D"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_BY_VALUE, _BY_REFERENCE = 1, frozenset({2, 3, 4, 7})


def is_outlook(storage: Storage) -> bool:
    """Whether an OLE file is an Outlook message."""
    return _PROPERTIES in storage.names()


def read_outlook(data: bytes, limits: Limits, *, mail_server: str | None = None) -> Letter:
    """The message in a .msg file with its files and the messages inside it."""
    if len(data) > limits.mail_bytes:
        return _unread(drop_problems.MAIL_TOO_LARGE, limit=limits.mail_bytes)
    root = open_ole(data)
    if root is None:
        return _unread(drop_problems.DAMAGED_OUTLOOK)
    try:
        return _Reader(limits, mail_server).read(root, _ROOT_HEADER, depth=0)
    except OLE_ERRORS:
        return _unread(drop_problems.DAMAGED_OUTLOOK)


class _Reader:
    def __init__(self, limits: Limits, mail_server: str | None) -> None:
        self._limits = limits
        self._server = mail_server
        self._left = limits.mail_parts

    def read(self, storage: Storage, header: int, *, depth: int) -> Letter:
        if depth > self._limits.mail_depth:
            return _unread(drop_problems.NESTED_TOO_DEEP, limit=self._limits.mail_depth)
        found = _properties(storage, header)
        body = found.text(BODY) or html_text(found.text(HTML))
        body = body.replace("\r\n", "\n").strip()[: self._limits.body_chars]
        enclosures: list[Enclosure] = []
        letters: list[Letter] = []
        problems: list[Problem] = []
        for name in _attachments(storage):
            self._left -= 1
            if self._left < 0:
                problems.append(
                    Problem(drop_problems.TOO_MANY_PARTS, {"limit": str(self._limits.mail_parts)})
                )
                break
            attachment = storage.inside(name)
            if _INNER_MESSAGE in attachment.names() and (
                _PROPERTIES in attachment.inside(_INNER_MESSAGE).names()
            ):
                inner = attachment.inside(_INNER_MESSAGE)
                letters.append(self.read(inner, _INNER_HEADER, depth=depth + 1))
            else:
                self._take(attachment, found, enclosures, problems)
        envelope = _envelope(storage, found, body, self._server)
        return Letter(envelope, tuple(enclosures), tuple(letters), tuple(problems))

    def _take(
        self,
        storage: Storage,
        message: Properties,
        enclosures: list[Enclosure],
        problems: list[Problem],
    ) -> None:
        found = _properties(storage, _LEAF_HEADER)
        name = sent_name(found.first(ATTACHMENT_NAMES)) or f"piece-{len(enclosures) + 1}.bin"
        data = found.data(ATTACHED_DATA)
        if found.number(ATTACH_METHOD) in _BY_REFERENCE or (
            not data and _INNER_MESSAGE in storage.names()
        ):
            problems.append(Problem(drop_problems.BY_REFERENCE, {"file": name}))
            return
        enclosures.append(Enclosure(name, data, shown=is_shown(found, message)))


def is_shown(attachment: Properties, message: Properties) -> bool:
    """Whether the text shows an attachment: Outlook hides it from the list, or a page names it.

    A text that is only kept as RTF names it in packed words: there its Content-ID must do.
    """
    if attachment.number(ATTACHMENT_HIDDEN) or attachment.number(ATTACH_FLAGS) & _IN_THE_TEXT:
        return True
    cid, page = attachment.text(CONTENT_ID).strip("<> "), message.text(HTML)
    is_named = bool(cid) and f"cid:{cid}" in page
    place = attachment.text(CONTENT_LOCATION).strip()
    return is_named or bool(place and place in page) or bool(cid and not page and message.data(RTF))


def _attachments(storage: Storage) -> Iterator[str]:
    return (name for name in storage.names() if name.startswith("__attach_version1.0_"))


def _properties(storage: Storage, header: int) -> Properties:
    """All properties of a message, an attachment or a recipient."""
    fixed = storage.stream(_PROPERTIES)[header:]
    entries = [_ENTRY.unpack_from(fixed, at) for at in range(0, len(fixed) - 15, _ENTRY.size)]
    pages = {name: value for kind, name, _, value in entries if kind == 3}  # noqa: PLR2004 - a long
    page = pages.get(MESSAGE_CODEPAGE) or pages.get(INTERNET_CODEPAGE) or b"\0"
    found = Properties(codec(int.from_bytes(page[:4], "little")))
    for kind, name, _, value in entries:
        if kind in FIXED:
            found.add(name, kind, value[: FIXED[kind]])
    for stream in storage.names():
        tag = stream.removeprefix(_STREAM)
        if stream != tag and len(tag) == 8 and not tag.endswith("000D"):  # noqa: PLR2004 - id and type
            try:
                number = int(tag, 16)
            except ValueError:
                continue
            found.add(number >> 16, number & 0xFFFF, storage.stream(stream))
    return found


def _envelope(storage: Storage, found: Properties, body: str, server: str | None) -> Envelope:
    """From the transport headers when the message kept them, else from its properties."""
    kept = HeaderParser().parsestr(found.text(HEADERS)[:1_000_000])
    travelled = bool(kept.keys())
    headers = Headers(kept if travelled else _as_headers(found))
    envelope = read_envelope(headers, body=body, mail_server=server)
    envelope = of_class(envelope, found.text(MESSAGE_CLASS))
    sent = _moment(found.number(SUBMITTED)) or _moment(found.number(DELIVERED))
    return replace(
        envelope,
        subject=one_line(found.text(SUBJECT)) or envelope.subject,
        date=envelope.date or sent,
        sender=envelope.sender or _sender(found),
        sender_name=envelope.sender_name or one_line(found.text(SENDER_NAME)) or None,
        recipients=envelope.recipients or tuple(_recipients(storage)),
    )


def of_class(envelope: Envelope, name: str) -> Envelope:
    """The envelope of an item of this class, which says what Outlook takes it for."""
    envelope = replace(envelope, is_invitation=is_inviting_class(name))
    if not is_machine_class(name):
        return envelope
    return replace(
        envelope,
        automatic=True,
        automatic_reason=envelope.automatic_reason or "MessageClass",
        is_report=envelope.is_report or is_report_class(name),
    )


def _as_headers(found: Properties) -> Message:
    message = Message()
    for name, tag in (
        ("Subject", SUBJECT),
        ("Message-ID", MESSAGE_ID),
        ("References", REFERENCES),
        ("In-Reply-To", IN_REPLY_TO),
    ):
        message[name] = one_line(found.text(tag))
    return message


def _sender(found: Properties) -> str | None:
    tags = (SENDER_SMTP, SENT_FOR_SMTP, SENDER_ADDRESS, SENT_FOR_ADDRESS)
    return next((a for a in (one_line(found.text(tag)).lower() for tag in tags) if "@" in a), None)


def _recipients(storage: Storage) -> Iterator[str]:
    for name in storage.names():
        if name.startswith("__recip_version1.0_"):
            found = _properties(storage.inside(name), _LEAF_HEADER)
            address = one_line(found.first((SMTP_ADDRESS, ADDRESS))).lower()
            if "@" in address:
                yield address


def _moment(ticks: int) -> datetime | None:
    """A Windows file time: 100 nanoseconds since 1601."""
    try:
        return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
    except OverflowError:
        return None


def _unread(code: str, *, limit: int | None = None) -> Letter:
    arguments = {} if limit is None else {"limit": str(limit)}
    return Letter(Envelope(), problems=(Problem(code, arguments),))
