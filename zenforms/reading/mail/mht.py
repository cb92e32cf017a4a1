"""Web archives (.mht), as the Steps Recorder writes them: parts known by their location.

Split by us, not by a mail parser: these files have no blank line before their preamble, and
weigh more than any message.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zenforms.reading.mail.headers import parameters
from zenforms.reading.mail.mailbounds import without_preamble
from zenforms.reading.mail.transfer import decode_transfer, encoding_name

_HEAD_BYTES = 65_536
_MOST_PARTS = 10_000
_RELATED = re.compile(rb"(?im)^content-type\s*:\s*multipart/related\b")
_BOUNDARY = re.compile(rb"""(?i)\bboundary\s{0,20}=\s{0,20}(?:"([^"\r\n]+)"|([^\s;"]+))""")
_TRAVELLED = re.compile(rb"(?im)^(?:received|message-id|to|return-path|delivered-to)\s*:[ \t]*\S")


@dataclass(frozen=True, slots=True)
class WebPart:
    """One part: where the archive says it lies, its media type, its decoded bytes."""

    location: str
    media_type: str
    data: bytes = field(repr=False)


def looks_like_mht(head: bytes) -> bool:
    """Whether a file that begins with `head` is a web archive and not a message that travelled."""
    head = head[:_HEAD_BYTES]
    if b"multipart/related" not in head.lower():
        return False  # at once: every file is asked, and looking for its first block takes longer
    block = _first_block(without_preamble(head))
    return bool(_RELATED.search(block)) and not _TRAVELLED.search(block)


def web_parts(data: bytes) -> Iterator[WebPart]:
    """The parts of a web archive in order; nothing when it names no boundary."""
    found = _BOUNDARY.search(_first_block(without_preamble(data[:_HEAD_BYTES])))
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


def _first_block(head: bytes) -> bytes:
    """The header lines; they end at a blank line or at the first boundary."""
    return re.split(rb"\r?\n[ \t]*\r?\n|\n--", head, maxsplit=1)[0]
