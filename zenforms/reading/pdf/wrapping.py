"""What programs and servers put before and behind a PDF that they hand on.

Heads of HTTP and MacBinary, a byte order mark, empty lines; behind it zeros, a page of HTML, the
end of a MIME part. Nothing of a PDF is left out: behind its end only what cannot be a later save.
"""

import re

_FARTHEST = 1_024
"""Viewers look no farther for the head of a PDF."""
_HEAD, _END = b"%PDF-", b"%%EOF"
_FILLING = b"\0\t\r\n\f \x1a"
_FOREIGN = re.compile(rb"<[!/a-zA-Z]|--[\w=]")
_OF_A_PDF = re.compile(rb"\b(?:end)?obj\b|\bstartxref\b|\btrailer\b|\bendstream\b")


def unwrapped(data: bytes) -> bytes | None:
    """The PDF alone; None when nothing lies around it, or something of its own may."""
    start = data.find(_HEAD, 0, _FARTHEST + len(_HEAD))
    end = data.rfind(_END)
    if start < 0 or end < start:
        return None
    end += len(_END)
    behind = data[end:]
    said = behind.strip(_FILLING)
    if said and (not _FOREIGN.match(said) or _OF_A_PDF.search(said)):
        return None
    is_long = len(behind) > 2  # noqa: PLR2004 - the end of its last line
    if not start and not is_long:
        return None
    return data[start:end] + (b"\n" if is_long else behind)
