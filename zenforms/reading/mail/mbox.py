"""Several messages in one file, as mail programs keep a folder: an mbox."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from zenforms import drop_problems
from zenforms.findings import Problem
from zenforms.reading.limits import Limits
from zenforms.reading.mail.bounds import BOUNDARY, first_block, without_preamble
from zenforms.reading.mail.envelope import Letter
from zenforms.reading.mail.headers import decode_transfer, encoding_name, parameters
from zenforms.reading.mail.mail import read_mail

_STARTS_ONE = b"From "
_BEFORE, _BLANKS = 2_000, b"\xef\xbb\xbf\r\n\t "
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_HEADER_BYTES = 256_000
_HEADER = rb"[!-9;-~]{1,80}:"
_NEXT = re.compile(
    rb"\r?\n\r?\n(?=From (?:\S{1,200} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ 0-9][0-9] "
    rb"[0-9:]{4,8} [^\r\n]{0,40}?[0-9]{4}[^\r\n]{0,10}\r?\n"
    rb"|-? {0,2}\r?\n"  # as Thunderbird writes it: nothing follows, so that two headers must
    + _HEADER
    + rb"[^\r\n]{0,2000}\r?\n)"
    + _HEADER
    + rb")"
)


def read_messages(
    data: bytes, limits: Limits, *, mail_server: str | None = None, depth: int = 0
) -> Letter:
    """As `read_mail`; the further messages of an mbox lie beside the first."""
    first, *others = messages_in(data)
    letter = read_mail(first, limits, mail_server=mail_server, depth=depth)
    kept = others[: limits.mail_parts]
    too_many = Problem(drop_problems.TOO_MANY_PARTS, {"limit": str(limits.mail_parts)})
    beside = [read_mail(one, limits, mail_server=mail_server, depth=depth) for one in kept]
    return replace(
        letter,
        beside=tuple(beside),
        problems=(*letter.problems, *([too_many] if len(kept) < len(others) else [])),
    )


def messages_in(data: bytes) -> list[bytes]:
    """The messages in a file, each with its line of the mbox; a file that is none is one message.

    A line in a text that only begins with “From ” parts nothing: no address and date follow it.
    Nor does one inside a part, such as a patch that was sent along.
    """
    head = data[:_BEFORE]
    first = len(head) - len(head.lstrip(_BLANKS))
    if not data.startswith(_STARTS_ONE, first):
        return [data]
    starts, end = [0], _end_of_parts(data, first)
    for found in _NEXT.finditer(data, first):
        if found.start() >= end:
            starts.append(found.end())
            end = _end_of_parts(data, found.end())
    return [data[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]


def _end_of_parts(data: bytes, start: int) -> int:
    """Where the parts of the message at `start` are closed: before that no other begins."""
    blank = _BLANK_LINE.search(data, start, start + _HEADER_BYTES)
    named = BOUNDARY.search(data, start, blank.start()) if blank else None
    if named is None:
        return start
    edge = (named[1] or named[2]).rstrip()
    closed = data.find(b"\n--" + edge + b"--", start)
    return len(data) if closed < 0 else closed


# Web archives (.mht), as the Steps Recorder writes them: parts known by their location.
#
# Split by us, not by a mail parser: these files have no blank line before their preamble, and
# weigh more than any message.

_HEAD_BYTES = 65_536
_MOST_PARTS = 10_000
_BOUNDARY = re.compile(rb"""(?i)\bboundary\s{0,20}=\s{0,20}(?:"([^"\r\n]+)"|([^\s;"]+))""")


@dataclass(frozen=True, slots=True)
class WebPart:
    """One part: where the archive says it lies, its media type, its decoded bytes."""

    location: str
    media_type: str
    data: bytes = field(repr=False)


def web_parts(data: bytes) -> Iterator[WebPart]:
    """The parts of a web archive in order; nothing when it names no boundary."""
    found = _BOUNDARY.search(first_block(without_preamble(data[:_HEAD_BYTES])))
    if not found:
        return
    line = re.compile(rb"(?m)^--" + re.escape(found[1] or found[2]) + rb"(?:--)?[ \t]*\r?$\n?")
    start = None
    for count, match in enumerate(line.finditer(data)):
        if start is not None and count <= _MOST_PARTS:
            yield _part(data[start : match.start()])
        start = match.end()
    if start is not None and data[start:].strip():
        yield _part(data[start:])  # the closing line is missing: the file is cut short


def _part(raw: bytes) -> WebPart:
    raw = raw.lstrip(b"\r\n")
    cut = re.search(rb"\r?\n[ \t]*\r?\n", raw)
    head = raw[: cut.start()] if cut else b""
    headers = _headers(head)
    body = raw[cut.end() :] if cut else raw
    encoding = encoding_name(headers.get("content-transfer-encoding", ""))
    location = headers.get("content-location", "").strip().strip('"')
    location = location or parameters(headers.get("content-type", "")).get("name", "")
    kind = headers.get("content-type", "").split(";", maxsplit=1)[0].strip().lower()
    return WebPart(location, kind, decode_transfer(body, encoding).data)


def _headers(block: bytes) -> dict[str, str]:
    text = re.sub(r"\r?\n[ \t]+", " ", block[:_HEAD_BYTES].decode("latin-1"))
    pairs = (line.partition(":") for line in text.splitlines())
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}
