"""What programs put around the file of a whole message, and what they make of its lines.

Apple Mail's .emlx, an old Exchange banner, UTF-16 by an editor, line ends doubled on the way.
"""

import re
from collections.abc import Iterator

from zenforms.reading.formats.textcode import text_encoding
from zenforms.reading.mail.bounds import looks_like_mail, without_preamble

_EMLX = re.compile(rb"\A[ \t]*([0-9]{1,10})[ \t]*\r?\n")
_BANNER = re.compile(rb"\AMicrosoft Mail Internet Headers[^\r\n]{0,100}\r?\n")
_DOUBLED = re.compile(rb"\A(?:[!-9;-~]{1,80}:[^\r\n]*\r?\n[ \t]*\r?\n){3}")
_SAMPLE = 65_536
_WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32")
_SIGNED = re.compile(
    rb"(?im)^content-type[ \t]*:[ \t]*multipart/[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*boundary"
)


def without_frame(data: bytes) -> bytes | None:
    """The message in `data` as a parser takes it; None when it is none, however it is framed."""
    for form in _forms(data):
        if looks_like_mail(form[:65_536]):
            return form
    return None


def is_entity(head: bytes) -> bool:
    """Whether the bytes are parts with their headers, but no sender: what a signature is over."""
    block = re.split(rb"\r?\n\r?\n", without_preamble(head), maxsplit=1)[0]
    return bool(_SIGNED.search(block)) and block[:8].lower() in {b"content-", b"mime-ver"}


def _forms(data: bytes) -> Iterator[bytes]:
    """The message as it stands, then with ever more of what others did to it undone."""
    yield data
    codec = text_encoding(data[:4096])
    if codec in _WIDE:
        data = data.decode(codec, "replace").encode("utf-8", "replace")
    bare = _without_banner(_with_plain_ends(data))
    yield bare
    if _DOUBLED.match(without_preamble(bare)):
        yield _halved(bare)


def _with_plain_ends(data: bytes) -> bytes:
    """Line ends that a system wrote twice, or in its own way."""
    if data.count(b"\r\r\n", 0, _SAMPLE) > 1:
        return data.replace(b"\r\r\n", b"\r\n")
    if b"\r" in data[:_SAMPLE] and b"\n" not in data[:_SAMPLE]:
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def _without_banner(data: bytes) -> bytes:
    counted = _EMLX.match(data)
    if counted:
        return data[counted.end() : counted.end() + int(counted[1])]
    banner = _BANNER.match(data)
    return data[banner.end() :] if banner else data


def _halved(data: bytes) -> bytes:
    """Every second line, where an empty one stands behind each."""
    return b"".join(data.splitlines(keepends=True)[::2])
