"""What a message may cost, measured on its bytes before any parser sees them."""

import re
from email.message import Message
from email.parser import BytesParser

from zenforms import drop_problems
from zenforms.findings import Problem
from zenforms.reading.limits import Limits

_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n|\r\r")
BOUNDARY = re.compile(
    rb"""(?i)\bboundary\s{0,20}=\s{0,20}(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))"""
)
_DASHED = re.compile(rb"(?m)^--([^\r\n]{1,204})")
_CONTENT_HEADER = re.compile(
    rb"(?im)^content-(?:type|disposition|transfer-encoding)\s*:[^\n]*(?:\n[ \t][^\n]*)*"
)
_INNER_MESSAGE = re.compile(rb"(?im)^content-type\s*:\s*message/")
_CONTENT_HEADER_BYTES = 16_384
_MBOX = re.compile(rb"^>?From [^\r\n]*\r?\n")
_START = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe)?[\r\n \t]*")
_HEADER_LINE = re.compile(rb"^[!-9;-~]{1,80}[ \t]*:")
_USUAL = re.compile(
    rb"(?im)^(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to"
    rb"|content-type|x-[a-z0-9-]+|reply-to|cc|sender|dkim-signature|arc-seal)[ \t]*:"
)
_LEAST_USUAL = 2


def without_preamble(data: bytes) -> bytes:
    """The message from its first header on: no byte-order mark, blank lines or mbox line."""
    data = _START.sub(b"", data[:2000], count=1) + data[2000:]
    mbox = _MBOX.match(data[:2000])
    return data[mbox.end() :] if mbox else data


def looks_like_mail(head: bytes) -> bool:
    """Whether a file that begins with `head` is an e-mail, whatever it is called."""
    start = without_preamble(head)
    if not _HEADER_LINE.match(start[:100]):
        return False
    block = _BLANK_LINE.split(start, maxsplit=1)[0]
    if b"\0" in block:
        return False
    usual = {found.lower() for found in _USUAL.findall(block)}
    return len(usual) >= _LEAST_USUAL and not all(map(_is_private, usual))


def _is_private(name: bytes) -> bool:
    """Whether a header is no standard's: invitations and cards have such lines too."""
    return name.startswith(b"x-")


def beyond_bounds(data: bytes, limits: Limits) -> Problem | None:
    """Why the message is not to be parsed, or None."""
    if len(data) > limits.mail_bytes:
        return Problem(drop_problems.MAIL_TOO_LARGE, {"limit": str(limits.mail_bytes)})
    if not _BLANK_LINE.search(data, 0, limits.mail_header_bytes) and (
        len(data) > limits.mail_header_bytes
    ):
        return Problem(drop_problems.MAIL_TOO_LARGE, {"limit": str(limits.mail_header_bytes)})
    if any(len(m[0]) > _CONTENT_HEADER_BYTES for m in _CONTENT_HEADER.finditer(data)):
        return Problem(drop_problems.MAIL_TOO_LARGE, {"limit": str(_CONTENT_HEADER_BYTES)})
    parts, depth = _measured(data)
    if max(parts, len(_INNER_MESSAGE.findall(data))) > limits.mail_parts:
        return Problem(drop_problems.TOO_MANY_PARTS, {"limit": str(limits.mail_parts)})
    if depth > limits.mail_depth:
        return Problem(drop_problems.NESTED_TOO_DEEP, {"limit": str(limits.mail_depth)})
    return None


def _measured(data: bytes) -> tuple[int, int]:
    """How many parts the message has and how deep they nest, told by its boundary lines."""
    declared = {(m[1] or m[2]).rstrip() for m in BOUNDARY.finditer(data)}
    parts, deepest = len(declared), 0
    opened: list[bytes] = []
    for match in _DASHED.finditer(data):
        line = match[1].rstrip()
        closing = line.endswith(b"--") and line[:-2] in declared
        name = line[:-2] if closing else line
        if name not in declared:
            continue
        parts += not closing
        if name in opened:
            del opened[opened.index(name) + (not closing) :]
        elif not closing:
            opened.append(name)
        deepest = max(deepest, len(opened))
    return parts, deepest


# Web archives (.mht) have the form of a message that nobody sent.

_WEB_HEAD_BYTES = 65_536
_RELATED = re.compile(rb"(?im)^content-type\s*:\s*multipart/related\b")
_TRAVELLED = re.compile(rb"(?im)^(?:received|message-id|to|return-path|delivered-to)\s*:[ \t]*\S")
_OF_RECORDINGS = (b"recordeddata", b"_NextPart_SMP_", b"main.htm", b"UserActionData")


def looks_like_mht(head: bytes) -> bool:
    """Whether a file that begins with `head` is a web archive and not a message that travelled."""
    head = head[:_WEB_HEAD_BYTES]
    if b"multipart/related" not in head.lower():
        return False  # at once: every file is asked, and looking for its first block takes longer
    block = first_block(without_preamble(head))
    return bool(_RELATED.search(block)) and not _TRAVELLED.search(block)


def looks_like_recording(head: bytes) -> bool:
    """Whether a web archive that begins with `head` is one of the Steps Recorder's."""
    return looks_like_mht(head) and any(mark in head[:_WEB_HEAD_BYTES] for mark in _OF_RECORDINGS)


def first_block(head: bytes) -> bytes:
    """The header lines; they end at a blank line or at the first boundary."""
    return re.split(rb"\r?\n[ \t]*\r?\n|\n--", head, maxsplit=1)[0]


# Parts behind the line that closes a message: some writers use one boundary on two levels.
#
# The first closing line was meant for the inner level; to a parser it ends the message, and the
# files that follow would be lost as its epilogue.

_HEAD = b'Content-Type: multipart/mixed; boundary="%s"\n\n'


def parts_behind(part: Message) -> Message | None:
    """A multipart of the parts that follow the closing line of `part`; None when none do."""
    edge, epilogue = part.get_boundary(), part.epilogue
    if not edge or not epilogue or f"--{edge}" not in epilogue:
        return None
    name = edge.encode("utf-8", "surrogateescape")
    text = epilogue.encode("utf-8", "surrogateescape")
    line = re.compile(rb"(?m)^--" + re.escape(name) + rb"(--)?[ \t]*\r?$\n?")
    marks = list(line.finditer(text))
    following = [*marks[1:], None]
    pieces = [
        mark[0] + text[mark.end() : after.start() if after else None]
        for mark, after in zip(marks, following, strict=False)
        if mark[1] is None
    ]
    if not pieces:
        return None
    quoted = re.sub(rb'(["\\])', rb"\\\1", name)
    return BytesParser().parsebytes(_HEAD % quoted + b"".join(pieces) + b"--" + name + b"--\n")
