"""Text strings and names: bytes of a PDF become characters, and whatever is doubtful is flagged.

The rules are those of ISO 32000-2, 7.9.2.2 (text strings) and Annex D.2 (PDFDocEncoding).
"""

import html
import re
import unicodedata
from dataclasses import dataclass

from zenforms.reading.limits import Limits
from zenforms.reading.pdf.source import Source
from zenforms.reading.pdf.syntax.objects import Name, Stream
from zenforms.reading.submission import Flag

REPLACEMENT = "\ufffd"

_UNDEFINED = "\ufffd"
_ACCENTS = "\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc"  # 0x18 to 0x1F
_HIGH = (
    "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"  # 0x80 to 0x9E
    + _UNDEFINED  # 0x9F
    + "€"  # 0xA0
    + bytes(range(0xA1, 0xAD)).decode("latin-1")
    + _UNDEFINED  # 0xAD
    + bytes(range(0xAE, 0x100)).decode("latin-1")
)
_ASCII = bytes(range(0x80)).decode("ascii")
PDF_DOC_ENCODING = _ASCII[:0x18] + _ACCENTS + _ASCII[0x20:0x7F] + _UNDEFINED + _HIGH
"""The character of each byte; the three undefined bytes (7F, 9F, AD) give U+FFFD."""

_LANGUAGE = re.compile("\x1b[A-Za-z]{2}(?:-?[A-Za-z]{2})?\x1b")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_UNSEEN = "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\ufffc\u00ad"
_WORD_SIGNS = {
    "\x0b": "\n",
    "\x0c": "\n",
    "\x1e": "-",
    "\x1f": "",
    "\uf0a7": "▪",
    "\uf0b7": "•",
    "\uf0d8": "➢",
    "\uf0e0": "→",
    "\uf0fc": "✓",
}
"""What word processors put into texts, as what it stands for: line ends, hyphens and bullets."""
_WORDS_OWN = re.compile("[\x0b\x0c\x1e\x1f\uf0a7\uf0b7\uf0d8\uf0e0\uf0fc]")
_LEAST_PAIRS = 2
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_INVISIBLE = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff\ufffc]+")
_LATIN_LEAD = re.compile("[\u00c2-\u00f4]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text string as read, with what was repaired or is doubtful about it."""

    text: str
    flags: tuple[Flag, ...] = ()


def decode_text(data: bytes) -> Decoded:
    """The text of a text string, whatever its encoding; never raises.

    Undecodable bytes and control characters become U+FFFD, those of word processors what they
    stand for; what nobody sees at the ends goes; line ends become LF; the result is in NFC.
    Bidirectional controls are kept. Each of these, but line ends and NFC, is flagged.
    """
    if data.isascii() and (plain := data.decode("ascii")).isprintable():
        return Decoded(plain)  # most values; nothing to decode, clean or flag
    text, flags = _characters(data)
    before = text
    bare = text.strip(_UNSEEN).rstrip("\0" + _UNSEEN)
    text, own = _WORDS_OWN.subn(lambda found: _WORD_SIGNS[found[0]], bare)
    if own or bare != before:
        flags.append(Flag.TRIMMED)
    text = _LINE_ENDS.sub("\n", text)
    text, controls = _CONTROLS.subn(REPLACEMENT, text)
    if controls:
        flags.append(Flag.CONTROL_CHARS)
    if text.isascii():
        return Decoded(text, tuple(flags))
    if _BIDI.search(text):
        flags.append(Flag.BIDI_CONTROL)
    if _looks_misread(text):
        flags.append(Flag.SUSPECT_MOJIBAKE)
    return Decoded(unicodedata.normalize("NFC", text), tuple(flags))


def decode_name(name: str) -> str:
    """A name without its slash, cleaned as text is; pypdf has decoded its bytes already."""
    return _CONTROLS.sub(REPLACEMENT, name.removeprefix("/"))


def is_blank(text: str) -> bool:
    """Whether nothing can be seen of `text`: white space and zero-width characters only."""
    return not text or _INVISIBLE.fullmatch(text) is not None


def _characters(data: bytes) -> tuple[str, list[Flag]]:
    if data.startswith(b"\xfe\xff"):
        return _unicode(data[2:], "utf-16-be")
    if data.startswith(b"\xff\xfe"):
        text, flags = _unicode(data[2:], "utf-16-le")
        return text, [Flag.NONSTANDARD_ENCODING, *flags]
    if data.startswith(b"\xef\xbb\xbf"):
        return _unicode(data[3:], "utf-8")
    if encoding := _unmarked(data):
        text, flags = _unicode(data, encoding)
        return text, [Flag.NONSTANDARD_ENCODING, *flags]
    text = data.decode("latin-1").translate(_TRANSLATION)
    return text, [Flag.UNDECODABLE] if _UNDEFINED in text else []


def _unicode(data: bytes, encoding: str) -> tuple[str, list[Flag]]:
    try:
        text, flags = data.decode(encoding), []
    except UnicodeDecodeError:
        text, flags = data.decode(encoding, "replace"), [Flag.UNDECODABLE]
    return _LANGUAGE.sub("", text), flags


def _unmarked(data: bytes) -> str | None:
    """The UTF-16 whose mark is missing: every other byte is nought, and none between."""
    if len(data) % 2 or len(data) < 2 * _LEAST_PAIRS:
        return None
    first, second = data[::2], data[1::2]
    if not any(first) and b"\0" not in second:
        return "utf-16-be"
    return "utf-16-le" if not any(second) and b"\0" not in first else None


def _looks_misread(text: str) -> bool:
    """UTF-8 read as a single-byte encoding (Ã©), or an emoji cut to 16 bits (private use)."""
    if _PRIVATE.search(text):
        return True
    if not _LATIN_LEAD.search(text):
        return False
    try:
        return len(text.encode("cp1252").decode("utf-8")) < len(text)
    except UnicodeError:
        return False


_TRANSLATION = {
    code: character for code, character in enumerate(PDF_DOC_ENCODING) if chr(code) != character
}


_TAGS = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"</p>|<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Texts:
    """Reads texts of one document within its limits."""

    source: Source
    limits: Limits

    def read(self, value: object) -> Decoded | None:
        """What `value` says as text, or None when it is null, an array or a dictionary."""
        resolved = self.source.resolve(value)
        data = self._bytes(resolved)
        if data is not None:
            return self._decode(data)
        if isinstance(resolved, Name):
            return Decoded(decode_name(resolved), (Flag.NONSTANDARD_TYPE,))
        if isinstance(resolved, bool):
            return Decoded("true" if resolved else "false", (Flag.NONSTANDARD_TYPE,))
        if isinstance(resolved, int | float):
            return Decoded(_number(resolved), (Flag.NONSTANDARD_TYPE,))
        return None

    def strings(self, value: object) -> list[Decoded]:
        """The texts of an array; items that are no text are left out."""
        read = (self.read(item) for item in self.source.items(value))
        return [decoded for decoded in read if decoded is not None]

    def differs_from_rich(self, rich: object, text: str) -> bool:
        """Whether a rich text (/RV) says something else than the plain value."""
        decoded = self.read(rich)
        if decoded is None or is_blank(decoded.text):
            return False
        said = html.unescape(_TAGS.sub("", _PARAGRAPH.sub("\n", decoded.text)))
        return said.split() != text.split()

    def _bytes(self, value: object) -> bytes | None:
        if isinstance(value, bytes):
            return value
        if isinstance(value, Stream):
            return self.source.stream(value)
        return None

    def _decode(self, data: bytes) -> Decoded:
        limit = self.limits.value_bytes
        if len(data) <= limit:
            return decode_text(data)
        cut = decode_text(data[: limit - limit % 2])
        flags = tuple(f for f in cut.flags if f is not Flag.UNDECODABLE)
        return Decoded(cut.text, (*flags, Flag.TRUNCATED))


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:g}"
