"""Several messages in one file, as mail programs keep a folder: an mbox."""

import re
from dataclasses import replace

from zenforms import drop_problems
from zenforms.findings import Problem
from zenforms.reading.limits import Limits
from zenforms.reading.mail.letter import Letter
from zenforms.reading.mail.mail import read_mail
from zenforms.reading.mail.mailbounds import BOUNDARY

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
    """As `read_mail`; the further messages of an mbox count as messages inside the first."""
    first, *others = messages_in(data)
    letter = read_mail(first, limits, mail_server=mail_server, depth=depth)
    kept = others[: limits.mail_parts]
    too_many = Problem(drop_problems.TOO_MANY_PARTS, {"limit": str(limits.mail_parts)})
    inner = [read_mail(one, limits, mail_server=mail_server, depth=depth + 1) for one in kept]
    return replace(
        letter,
        letters=(*letter.letters, *inner),
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
