"""The form's typeface, Source Sans Pro: its characters, how wide text is, and how it wraps.

Lengths are in points. The TrueType files are read with `struct` alone, so that finding out where
a field sits needs no drawing library (source: the OpenType specification, `head`, `hhea`, `hmtx`
and `cmap` format 4).

The field font holds the 224 characters of WinAnsiEncoding, which covers all of French (œ Œ Ÿ € “ ”
‘ ’ « » – …). A value is always kept exactly as Unicode; only its drawn picture falls back on a
character that looks alike, else on “?”.
"""

import struct
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import as_file, files

from zenforms.language import NBSP

FIRST_CODE = 32
LAST_CODE = 255
UNKNOWN = "?"
_LOOKALIKES = str.maketrans(
    {
        "\u2010": "-",  # hyphen
        "\u2011": "-",  # non-breaking hyphen
        "\u2212": "–",  # minus
        "\u2192": ">",  # arrow
        "\u202f": NBSP,  # narrow no-break space
        "\u2009": " ",  # thin space
        "\t": " ",
    }
    # Latin letters with a stroke, or without their dot: nothing decomposes them
    | dict(zip("ĐđĦħıĿŀŁłŦŧƁɓƗɨŊŋ", "DdHhiLlLlTtBbIiNn", strict=True))
)
_UNDEFINED = frozenset({0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D})
_WINDOWS_UNICODE = (3, 1)
_CMAP_SEGMENTS = 4


class Weight(StrEnum):
    """The weights used on a form; the value is the PostScript name of the font."""

    REGULAR = "SourceSansPro-Regular"
    SEMIBOLD = "SourceSansPro-Semibold"


@dataclass(frozen=True, slots=True)
class Metrics:
    """The widths of each weight's characters, in thousandths of the type size."""

    widths: Mapping[Weight, Mapping[str, int]]

    def width(self, text: str, weight: Weight, size: float) -> float:
        """How wide `text` is at `size` points; an unknown character counts as a question mark."""
        return self._advance(text, weight) * size / 1000

    def _advance(self, text: str, weight: Weight) -> int:
        """The same in thousandths of the type size: whole numbers, so that parts add up."""
        widths = self.widths[weight]
        try:
            return sum(map(widths.__getitem__, text))
        except KeyError:
            unknown = widths["?"]
            return sum(widths.get(character, unknown) for character in text)

    def wrap(self, text: str, weight: Weight, size: float, width: float) -> tuple[str, ...]:
        """`text` broken into lines no wider than `width`; its own line ends are kept.

        Breaks at spaces, never at U+00A0; a word wider than a line is cut where it must be.
        """
        return tuple(
            line
            for paragraph in text.split("\n")
            for line in self._wrap_paragraph(paragraph, weight, size, width)
        )

    def _wrap_paragraph(
        self, text: str, weight: Weight, size: float, width: float
    ) -> Iterator[str]:
        line, used, space = "", 0, self._advance(" ", weight)
        for word in text.split(" "):
            longer = self._advance(word, weight) + (used + space if line else 0)
            if longer * size / 1000 <= width:
                line, used = f"{line} {word}" if line else word, longer
                continue
            if line:
                yield line
            *full, line = self._cut(word, weight, size, width)
            yield from full
            used = self._advance(line, weight)
        yield line

    def _cut(self, word: str, weight: Weight, size: float, width: float) -> list[str]:
        """A word in pieces that fit; one character at least in each."""
        pieces, piece = [], ""
        for character in word:
            if piece and self.width(piece + character, weight, size) > width:
                pieces.append(piece)
                piece = ""
            piece += character
        return [*pieces, piece]


def winansi_encoded(text: str) -> bytes:
    """`text` as the font draws it; never raises."""
    return drawable(text).encode("cp1252")


def drawable(text: str) -> str:
    """`text` with every character that the font lacks replaced; line ends are kept."""
    composed = unicodedata.normalize("NFC", text).translate(_LOOKALIKES)
    return "".join(_substitute(character) for character in composed)


def undrawable(text: str) -> str:
    """The characters of `text` that are drawn as “?”, each once."""
    return "".join(dict.fromkeys(c for c in text if c != UNKNOWN and drawable(c) == UNKNOWN))


def winansi_characters() -> dict[int, str]:
    """The character of each code; undefined codes are left out."""
    pairs = ((code, bytes([code])) for code in range(FIRST_CODE, LAST_CODE + 1))
    return {code: octet.decode("cp1252") for code, octet in pairs if code not in _UNDEFINED}


def _substitute(character: str) -> str:
    if character == "\n" or _is_known(character):
        return character
    parts = "".join(filter(_is_known, unicodedata.normalize("NFKD", character)))
    if parts:
        return parts
    # an invisible mark or a joiner draws nothing; anything else must be seen to be missing
    return "" if unicodedata.category(character) in {"Mn", "Me", "Cf"} else UNKNOWN


def _is_known(character: str) -> bool:
    try:
        code = character.encode("cp1252")[0]
    except UnicodeEncodeError:
        return False
    return code >= FIRST_CODE and code not in _UNDEFINED


def advance_widths(font: bytes) -> Mapping[str, int]:
    """The advance width of every character of `font`, in thousandths of the type size."""
    tables = _tables(font)
    units = _number(">H", tables["head"], 18)
    advances = _advances(tables)
    return {
        character: round(advances[min(glyph, len(advances) - 1)] * 1000 / units)
        for character, glyph in _characters(tables["cmap"])
    }


def _tables(font: bytes) -> dict[str, bytes]:
    count = _number(">H", font, 4)
    entries = (struct.unpack_from(">4s4xLL", font, 12 + 16 * index) for index in range(count))
    return {tag.decode("latin-1"): font[start : start + size] for tag, start, size in entries}


def _advances(tables: Mapping[str, bytes]) -> tuple[int, ...]:
    """The advances in font units; glyphs beyond the last entry share its advance."""
    count = _number(">H", tables["hhea"], 34)
    return tuple(_number(">H", tables["hmtx"], 4 * glyph) for glyph in range(count))


def _characters(cmap: bytes) -> Iterator[tuple[str, int]]:
    """Each character of the Windows Unicode table with its glyph."""
    table = cmap[_unicode_offset(cmap) :]
    segments = _number(">H", table, 6) // 2
    for segment in range(segments):
        last = _number(">H", table, 14 + 2 * segment)
        first = _number(">H", table, 16 + 2 * (segments + segment))
        for code in range(first, min(last, 0xFFFE) + 1):
            if glyph := _glyph(table, segments, segment, code - first):
                yield chr(code), glyph


def _glyph(table: bytes, segments: int, segment: int, step: int) -> int:
    first = _number(">H", table, 16 + 2 * (segments + segment))
    delta = _number(">H", table, 16 + 2 * (2 * segments + segment))
    place = 16 + 2 * (3 * segments + segment)
    jump = _number(">H", table, place)
    if not jump:
        return (first + step + delta) & 0xFFFF
    glyph = _number(">H", table, place + jump + 2 * step)
    return (glyph + delta) & 0xFFFF if glyph else 0


def _unicode_offset(cmap: bytes) -> int:
    for index in range(_number(">H", cmap, 2)):
        platform, encoding, offset = struct.unpack_from(">HHL", cmap, 4 + 8 * index)
        is_unicode = (platform, encoding) == _WINDOWS_UNICODE
        if is_unicode and _number(">H", cmap, offset) == _CMAP_SEGMENTS:
            return int(offset)
    message = "the font has no Windows Unicode character table"
    raise ValueError(message)


def _number(shape: str, data: bytes, offset: int) -> int:
    return int(struct.unpack_from(shape, data, offset)[0])


@cache
def font_program(weight: Weight) -> bytes:
    """The whole TrueType file of one weight."""
    with as_file(files("font_source_sans_pro") / "files" / f"{weight}.ttf") as path:
        return path.read_bytes()


@cache
def metrics() -> Metrics:
    """The widths of both weights; U+00A0 is as wide as the space it is drawn as."""
    widths = {weight: advance_widths(font_program(weight)) for weight in Weight}
    return Metrics({weight: {**known, NBSP: known[" "]} for weight, known in widths.items()})
