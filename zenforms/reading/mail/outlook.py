"""Outlook's .msg: an OLE storage of MAPI properties → a `Letter`.

After Microsoft's published format, [MS-OXMSG]. Nothing here raises for a bad file.
"""

import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.parser import HeaderParser

from zenforms import drop_problems
from zenforms.findings import Problem
from zenforms.reading.formats.ole import OLE_ERRORS, Storage, open_ole
from zenforms.reading.limits import Limits
from zenforms.reading.mail import mapi
from zenforms.reading.mail.envelope import read_envelope
from zenforms.reading.mail.headers import Headers
from zenforms.reading.mail.htmltext import html_text
from zenforms.reading.mail.letter import Enclosure, Letter
from zenforms.reading.names import one_line, sent_name
from zenforms.reading.submission import Envelope

_PROPERTIES = "__properties_version1.0"
_ROOT_HEADER, _INNER_HEADER, _LEAF_HEADER = 32, 24, 8
_ENTRY = struct.Struct("<HHI8s")
_STREAM = "__substg1.0_"
_INNER_MESSAGE = f"{_STREAM}3701000D"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_BY_VALUE, _BY_REFERENCE = 1, frozenset({2, 3, 4, 7})
_SIGNED, _OOO, _REPORT = "ipm.note.smime", "ipm.note.rules.oof", "report."


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
        body = found.text(mapi.BODY) or html_text(found.text(mapi.HTML))
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
                self._take(attachment, found.text(mapi.HTML), enclosures, problems)
        envelope = _envelope(storage, found, body, self._server)
        return Letter(envelope, tuple(enclosures), tuple(letters), tuple(problems))

    def _take(
        self, storage: Storage, page: str, enclosures: list[Enclosure], problems: list[Problem]
    ) -> None:
        found = _properties(storage, _LEAF_HEADER)
        name = sent_name(found.first(mapi.ATTACHMENT_NAMES)) or f"piece-{len(enclosures) + 1}.bin"
        data = found.data(mapi.ATTACHED_DATA)
        if found.number(mapi.ATTACH_METHOD) in _BY_REFERENCE or (
            not data and _INNER_MESSAGE in storage.names()
        ):
            problems.append(Problem(drop_problems.BY_REFERENCE, {"file": name}))
            return
        cid = found.text(mapi.CONTENT_ID).strip("<> ")
        enclosures.append(Enclosure(name, data, shown=bool(cid) and f"cid:{cid}" in page))


def _attachments(storage: Storage) -> Iterator[str]:
    return (name for name in storage.names() if name.startswith("__attach_version1.0_"))


def _properties(storage: Storage, header: int) -> mapi.Properties:
    """All properties of a message, an attachment or a recipient."""
    fixed = storage.stream(_PROPERTIES)[header:]
    entries = [_ENTRY.unpack_from(fixed, at) for at in range(0, len(fixed) - 15, _ENTRY.size)]
    pages = {name: value for kind, name, _, value in entries if kind == 3}  # noqa: PLR2004 - a long
    page = pages.get(mapi.MESSAGE_CODEPAGE) or pages.get(mapi.INTERNET_CODEPAGE) or b"\0"
    found = mapi.Properties(mapi.codec(int.from_bytes(page[:4], "little")))
    for kind, name, _, value in entries:
        if kind in mapi.FIXED:
            found.add(name, kind, value[: mapi.FIXED[kind]])
    for stream in storage.names():
        tag = stream.removeprefix(_STREAM)
        if stream != tag and len(tag) == 8 and not tag.endswith("000D"):  # noqa: PLR2004 - id and type
            try:
                number = int(tag, 16)
            except ValueError:
                continue
            found.add(number >> 16, number & 0xFFFF, storage.stream(stream))
    return found


def _envelope(storage: Storage, found: mapi.Properties, body: str, server: str | None) -> Envelope:
    """From the transport headers when the message kept them, else from its properties."""
    kept = HeaderParser().parsestr(found.text(mapi.HEADERS)[:1_000_000])
    travelled = bool(kept.keys())
    headers = Headers(kept if travelled else _as_headers(found))
    envelope = read_envelope(headers, body=body, mail_server=server)
    kind = found.text(mapi.MESSAGE_CLASS).lower()
    if not envelope.automatic and kind.startswith((_OOO, _REPORT)):
        envelope = replace(envelope, automatic=True, automatic_reason="MessageClass")
    sent = _moment(found.number(mapi.SUBMITTED)) or _moment(found.number(mapi.DELIVERED))
    return replace(
        envelope,
        subject=one_line(found.text(mapi.SUBJECT)) or envelope.subject,
        date=envelope.date or sent,
        sender=envelope.sender or _sender(found),
        sender_name=envelope.sender_name or one_line(found.text(mapi.SENDER_NAME)) or None,
        recipients=envelope.recipients or tuple(_recipients(storage)),
    )


def _as_headers(found: mapi.Properties) -> Message:
    message = Message()
    for name, tag in (
        ("Message-ID", mapi.MESSAGE_ID),
        ("References", mapi.REFERENCES),
        ("In-Reply-To", mapi.IN_REPLY_TO),
    ):
        message[name] = one_line(found.text(tag))
    return message


def _sender(found: mapi.Properties) -> str | None:
    tags = (mapi.SENDER_SMTP, mapi.SENT_FOR_SMTP, mapi.SENDER_ADDRESS, mapi.SENT_FOR_ADDRESS)
    return next((a for a in (one_line(found.text(tag)).lower() for tag in tags) if "@" in a), None)


def _recipients(storage: Storage) -> Iterator[str]:
    for name in storage.names():
        if name.startswith("__recip_version1.0_"):
            found = _properties(storage.inside(name), _LEAF_HEADER)
            address = one_line(found.first((mapi.SMTP_ADDRESS, mapi.ADDRESS))).lower()
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
