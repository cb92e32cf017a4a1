"""Content-Transfer-Encoding, read as real mail writes it."""

import binascii
import quopri
import re
from dataclasses import dataclass

_COMMENT = re.compile(r"\([^()]*\)")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_BLOCK = re.compile(rb"([A-Za-z0-9+/]+)(=*)")
_CHECKSUM = re.compile(rb"\n=[A-Za-z0-9+/]{4}\s*\Z")
"""What OpenPGP writes below a text, its line of dashes taken off."""
_UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ", re.MULTILINE)
_MOST_JUNK = 0.1  # of a base64 text may be something else, such as a mailing list's footer
_QUAD = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """The bytes of a part, and whether some of them are surely missing or wrong."""

    data: bytes
    damaged: bool = False


def encoding_name(header: str) -> str:
    """The encoding's bare name: comments, quotes, blanks and case are nothing."""
    return _COMMENT.sub("", header).split(";")[0].strip().strip("\"'").lower()


def decode_transfer(raw: bytes, encoding: str) -> Decoded:
    """The content of a part whose body is `raw`; an unknown encoding leaves it as it is."""
    if encoding == "base64":
        return _base64(raw)
    if encoding == "quoted-printable":
        return Decoded(quopri.decodestring(raw))
    if encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        return _uuencoded(raw)
    return Decoded(raw)


def _base64(raw: bytes) -> Decoded:
    text = _CHECKSUM.sub(b"", raw.removeprefix(b"\xef\xbb\xbf"))
    clean = _NOT_BASE64.sub(b"", text)
    junk = len(b"".join(text.split())) - len(clean)
    data, damaged = b"", junk > _MOST_JUNK * max(len(clean), 1)
    pieces = []
    for match in _BLOCK.finditer(clean):  # several encoded texts may stand one after the other
        letters, padding = match[1], match[2]
        left = len(letters) % _QUAD
        damaged |= left == 1 or (left > 0 and len(padding) < _QUAD - left)
        letters = letters[: len(letters) - 1] if left == 1 else letters
        pieces.append(binascii.a2b_base64(letters + b"=" * (-len(letters) % _QUAD)))
    data = b"".join(pieces)
    return Decoded(data, damaged)


def _uuencoded(raw: bytes) -> Decoded:
    begin = _UU_BEGIN.search(raw)
    if not begin:
        return Decoded(raw, damaged=True)
    pieces, damaged = [], True
    for line in raw[begin.end() :].splitlines()[1:]:
        if line.strip() == b"end":
            damaged = False
            break
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            size = (((line[0] - 32) & 63) * 4 + 5) // 3  # some writers pad a line too far
            try:
                pieces.append(binascii.a2b_uu(line[:size]))
            except binascii.Error:
                return Decoded(b"".join(pieces), damaged=True)
    return Decoded(b"".join(pieces), damaged)
