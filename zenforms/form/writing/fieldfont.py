"""The font of the answers: one simple TrueType font in WinAnsiEncoding, embedded.

Every viewer can type in such a font, and a flattened copy reads back right thanks to ToUnicode.
It holds the 218 characters of WinAnsi and keeps its plain name, because whoever edits a field
may need any of them.
"""

import io
import struct
from functools import cache

from pypdf import PdfWriter
from pypdf.generic import IndirectObject, StreamObject
from reportlab.pdfbase.ttfonts import TTFontFile, TTFontMaker, TTFontParser

from zenforms.form.layout.fonts import (
    FIRST_CODE,
    LAST_CODE,
    Weight,
    font_program,
    metrics,
    winansi_characters,
)
from zenforms.form.writing.objects import PdfText, add, stream

RESOURCE = "SourceSans"
"""The font's key in default appearances and resource dictionaries.

It must be no font's name. PDFium (Chrome, Edge) draws ’ “ ” – — … œ and Œ, while they are typed,
from a substitute font unless the key is one of four names of symbol fonts, Webdings among them;
but a viewer that looks the key up among its installed fonts, as Apple's does with keys of its own
making, would then show every answer in symbols. Two letters in another face are the lesser harm;
the stored value is right in both.
"""

WEIGHT = Weight.REGULAR
NONSYMBOLIC = 32


def add_field_font(writer: PdfWriter) -> IndirectObject:
    """A reference to the field font, added to `writer`."""
    known = winansi_characters()
    widths = metrics().widths[WEIGHT]
    missing = widths["\u2022"]  # WinAnsi draws its undefined codes as bullets
    codes = range(FIRST_CODE, LAST_CODE + 1)
    return add(
        writer,
        {
            "Type": "Font",
            "Subtype": "TrueType",
            "BaseFont": WEIGHT.value,
            "Encoding": "WinAnsiEncoding",
            "FirstChar": FIRST_CODE,
            "LastChar": LAST_CODE,
            "Widths": [widths[known[code]] if code in known else missing for code in codes],
            "FontDescriptor": _descriptor(writer),
            "ToUnicode": add(writer, stream(_to_unicode(), {})),
        },
    )


def _descriptor(writer: PdfWriter) -> IndirectObject:
    font, program = _subset()
    file = add(writer, program.clone(writer))
    return add(
        writer,
        {
            "Type": "FontDescriptor",
            "FontName": WEIGHT.value,
            "FontFamily": PdfText("Source Sans Pro"),
            "Flags": NONSYMBOLIC,
            "FontBBox": [round(edge) for edge in font.bbox],
            "ItalicAngle": 0,
            "Ascent": round(font.ascent),
            "Descent": round(font.descent),
            "CapHeight": round(font.capHeight),
            "StemV": round(font.stemV),
            "FontFile2": file,
        },
    )


@cache
def _subset() -> tuple[TTFontFile, StreamObject]:
    """The font reduced to WinAnsi, with a Windows Unicode character table.

    reportlab writes a table of its own for symbolic fonts; a simple font needs the standard one.
    """
    font = TTFontFile(io.BytesIO(font_program(WEIGHT)))
    wanted = sorted({ord(character) for character in winansi_characters().values()})
    small = TTFontParser(io.BytesIO(font.makeSubset(wanted)))
    maker = TTFontMaker()
    for tag in small.table:
        maker.add(tag, small.get_table(tag))
    order = dict.fromkeys([0, *(font.charToGlyph[code] for code in wanted)])
    glyphs = {glyph: place for place, glyph in enumerate(order)}
    maker.add("cmap", _cmap({code: glyphs[font.charToGlyph[code]] for code in wanted}))
    program = bytes(maker.makeStream())
    return font, stream(program, {"Length1": len(program)})


def _cmap(glyphs: dict[int, int]) -> bytes:
    """A format 4 table for platform 3, encoding 1, with a segment for each character."""
    codes = [*sorted(glyphs), 0xFFFF]
    deltas = [(glyphs.get(code, 0) - code) & 0xFFFF for code in codes[:-1]] + [1]
    count = len(codes)
    power = 1 << (count.bit_length() - 1)
    search = (power * 2, power.bit_length() - 1, (count - power) * 2)
    numbers = [*codes, 0, *codes, *deltas, *([0] * count)]
    table = struct.pack(
        f">7H{len(numbers)}H", 4, 14 + 2 * len(numbers), 0, 2 * count, *search, *numbers
    )
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + table


def _to_unicode() -> bytes:
    """The CMap that says which character each code is, for copying and for flattened copies."""
    pairs = [f"<{code:02X}> <{ord(char):04X}>" for code, char in winansi_characters().items()]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    ranges = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{ranges}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
