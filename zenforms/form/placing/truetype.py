"""The few facts a layout needs from a TrueType file: which characters it has and how wide they are.

Read with `struct` alone, so that finding out where a field sits needs no drawing library.
Source of the table layouts: the OpenType specification, `head`, `hhea`, `hmtx` and `cmap` format 4.
"""

import struct
from collections.abc import Iterator, Mapping

_WINDOWS_UNICODE = (3, 1)
_CMAP_SEGMENTS = 4


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
