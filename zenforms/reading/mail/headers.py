"""Mail headers, decoded by us and bounded: the library's parsers cost gigabytes on hostile ones."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from urllib.parse import unquote_to_bytes

from zenforms.reading.formats.textcode import decode
from zenforms.reading.names import one_line

VALUE_CHARS = 16_384
"""How much of one header value is looked at."""

_WORD = re.compile(r"=\?([A-Za-z0-9_.:+()-]{1,40})(?:\*[A-Za-z0-9-]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_QUOTED_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_COMMENT = re.compile(r"\([^()]*\)")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)')
_PIECE = re.compile(r"^(.+?)\*(\d{1,3})(\*?)$")
_PIECES = 50
_WESTERN = frozenset({"iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"})
_UNHELPFUL = frozenset({"unknown-8bit", "x-unknown", "us-ascii", "ascii", "idna", "punycode"})


class Headers:
    """The headers of one message or part, names in lower case, values raw and bounded."""

    def __init__(self, message: Message) -> None:
        whole = [(name.lower(), str(value)) for name, value in message.raw_items()]
        self._pairs = tuple((name, _unfolded(value[:VALUE_CHARS])) for name, value in whole)
        self.cut = frozenset(name for name, value in whole if len(value) > VALUE_CHARS)
        """The names of which not every value is whole."""

    def all(self, name: str) -> Iterator[str]:
        """Every raw value of `name`, top first."""
        return (value for key, value in self._pairs if key == name)

    def raw(self, name: str) -> str:
        """The first raw value of `name`, or an empty text."""
        return next(self.all(name), "")

    def text(self, name: str) -> str:
        """The first value of `name`, decoded, on one line; empty when there is none."""
        return one_line(decode_words(self.raw(name)))

    def token(self, name: str) -> str:
        """The first value of `name` without comments and parameters, in lower case."""
        return _COMMENT.sub("", self.raw(name)).split(";")[0].strip().strip('"').lower()

    def parameters(self, name: str) -> Mapping[str, str]:
        """The parameters of the first value of `name`, decoded, names in lower case."""
        return parameters(self.raw(name))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every name with its raw value, top first."""
        return iter(self._pairs)

    def names(self) -> frozenset[str]:
        """The names that occur."""
        return frozenset(key for key, _ in self._pairs)


def repair(raw: str) -> str:
    """Text from header bytes that are not ASCII: UTF-8, else cp1252."""
    if raw.isascii():
        return raw
    data = raw.encode("utf-8", "surrogateescape")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def decode_words(raw: str) -> str:
    """RFC 2047 encoded words decoded wherever they stand, also inside quotes; never raises."""
    text = repair(raw[:VALUE_CHARS])
    parts: list[tuple[str, bytes | str]] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        if between.strip() or not end:
            parts.append(("", between))
        charset, data = match[1].lower(), _word_bytes(match[2], match[3])
        last = parts[-1] if parts else ("", "")
        if last[0] == charset and isinstance(last[1], bytes):
            parts[-1] = (charset, last[1] + data)  # one character may be split over two words
        else:
            parts.append((charset, data))
        end = match.end()
    parts.append(("", text[end:]))
    return "".join(p if isinstance(p, str) else decode_charset(p, name) for name, p in parts)


def decode_charset(data: bytes, charset: str) -> str:
    """`data` in `charset`; an unknown or wrong one falls back on UTF-8, then cp1252."""
    name = charset.strip().strip("\"'").lower()
    if name in _WESTERN and not data.isascii():
        return decode(data)  # what reads as UTF-8 is UTF-8, whatever the label says
    if name and name not in _UNHELPFUL:
        try:
            return data.decode(name, "replace") if _is_text_codec(name) else decode(data)
        except (LookupError, UnicodeError, ValueError):
            return decode(data)
    return decode(data)


def parameters(raw: str) -> Mapping[str, str]:
    """The parameters after the first `;`, RFC 2231 pieces joined; the starred form wins."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(raw[:VALUE_CHARS]):
        name, value = match[1].lower(), _unquoted(match[2].strip())
        piece = _PIECE.match(name)
        if piece and int(piece[2]) < _PIECES:
            pieces.setdefault(piece[1], {}).setdefault(int(piece[2]), (value, bool(piece[3])))
        elif name.endswith("*"):
            pieces.setdefault(name[:-1], {}).setdefault(0, (value, True))
        else:
            plain.setdefault(name, decode_words(value))
    return plain | {name: _joined(found) for name, found in pieces.items()}


def _joined(pieces: Mapping[int, tuple[str, bool]]) -> str:
    charset, data = "utf-8", b""
    for index in sorted(pieces):
        value, starred = pieces[index]
        if starred and index == 0 and value.count("'") >= 2:  # noqa: PLR2004 - charset'language'
            charset, _, value = value.split("'", 2)
        raw = value.encode("utf-8", "surrogateescape")
        data += unquote_to_bytes(raw) if starred else raw
    return decode_charset(data, charset or "utf-8")


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    inner = value[1:-1] if value.endswith('"') and len(value) > 1 else value[1:]
    return inner.replace('\\"', '"').replace("\\\\", "\\")


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        spaced = raw.replace(b"_", b" ")
        return _QUOTED_BYTE.sub(lambda match: bytes.fromhex(match[1].decode()), spaced)
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4)) or raw
    except (binascii.Error, ValueError):
        return raw


def _is_text_codec(name: str) -> bool:
    try:
        "".encode(name)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return False
    return True


def _unfolded(value: str) -> str:
    return re.sub(r"\r?\n[ \t]?|\r", " ", value).strip()


# Content-Transfer-Encoding, read as real mail writes it.

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_BLOCK = re.compile(rb"([A-Za-z0-9+/]+)(=*)")
_PADDED = re.compile(rb"=[ \t]*\r?\n")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]*={0,2}")
_CHECKSUM = re.compile(rb"\n=[A-Za-z0-9+/]{4}\s*\Z")
"""What OpenPGP writes below a text, its line of dashes taken off."""
_UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ", re.MULTILINE)
_ENCODINGS = {
    "base64": ("base64", "b64", "base64encoded", "base64encoding", "radix64", "mimebase64"),
    "quoted-printable": ("quotedprintable", "qp", "quotedprint", "quotedprintableencoded"),
    "x-uuencode": ("uuencode", "uue", "uuencoded", "uuencoding"),
}
"""What their names may look like once signs and blanks are out of them."""
_NEXT_PART = re.compile(rb"(?im)^content-(?:type|disposition|transfer-encoding)[ \t]*:")
_NEVER_ENCODED = (b"%PDF-", b"PK\3\4", b"\xd0\xcf\x11\xe0", b"\x89PNG")
"""Some gateways decode a part and leave the header that says that it is encoded."""
_PLAIN = frozenset({"7bit", "8bit", "binary"})
_LEAST_NEAR = 5
_MOST_JUNK = 0.1  # of a base64 text may be something else, such as a mailing list's footer
_QUAD = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """The bytes of a part, and whether some of them are surely missing or wrong."""

    data: bytes
    damaged: bool = False


def encoding_name(header: str) -> str:
    """The encoding's bare name: comments, quotes, blanks, case and a slip of the pen are nothing.

    A name that is none is returned as it is, in lower case.
    """
    plain = _COMMENT.sub("", header).lower()
    name = plain.split(";")[0].strip().strip("\"'")
    for said in (name, plain):
        bare = re.sub(r"[^a-z0-9]", "", said)
        if bare in _PLAIN:
            return bare
        bare = bare.removeprefix("x")
        for known, spellings in _ENCODINGS.items():
            if bare in spellings or (len(bare) >= _LEAST_NEAR and is_near(bare, spellings[0])):
                return known
    return name


def is_near(name: Sequence[object], other: Sequence[object]) -> bool:
    """Whether one sign was changed, left out or put in."""
    if len(name) == len(other):
        return sum(a != b for a, b in zip(name, other, strict=True)) <= 1
    short, long = sorted((name, other), key=len)
    if len(long) - len(short) != 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), None)
    return same is None or short[same:] == long[same + 1 :]


def decode_transfer(raw: bytes, encoding: str) -> Decoded:
    """The content of a part whose body is `raw`; an unknown encoding leaves it as it is."""
    if encoding == "base64":
        return Decoded(raw) if raw[:1024].lstrip().startswith(_NEVER_ENCODED) else _base64(raw)
    if encoding == "quoted-printable":
        return Decoded(quopri.decodestring(raw))
    if encoding in {"x-uuencode", "uuencode", "uue", "x-uue"}:
        return _uuencoded(raw)
    return Decoded(raw)


def _base64(raw: bytes) -> Decoded:
    text = _CHECKSUM.sub(b"", raw.removeprefix(b"\xef\xbb\xbf"))
    ended = _PADDED.search(text)
    if ended:  # what follows is another text encoded so, or words that a list put there
        lines = text[ended.end() :].splitlines()
        more = [line for line in lines if _BASE64_LINE.fullmatch(line.strip())]
        text = b"\n".join([text[: ended.end()], *more])
    clean = _NOT_BASE64.sub(b"", text)
    junk = len(b"".join(text.split())) - len(clean)
    damaged = junk > _MOST_JUNK * max(len(clean), 1) or _holds_headers(raw)
    pieces = []
    for match in _BLOCK.finditer(clean):  # several encoded texts may stand one after the other
        letters, padding = match[1], match[2]
        left = len(letters) % _QUAD
        damaged |= left == 1 or (bool(left or padding) and len(padding) != (_QUAD - left) % _QUAD)
        letters = letters[: len(letters) - 1] if left == 1 else letters
        pieces.append(binascii.a2b_base64(letters + b"=" * (-len(letters) % _QUAD)))
    data = b"".join(pieces)
    return Decoded(data, damaged)


def _holds_headers(raw: bytes) -> bool:
    """Whether the next part begins inside this one: its line of dashes was lost."""
    return b"content-" in raw.lower() and bool(_NEXT_PART.search(raw))


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
