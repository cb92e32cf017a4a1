import io

from pypdf import PdfWriter
from reportlab.pdfbase.ttfonts import TTFontFile

from tests.unit.form.made import blank, reader
from zenforms.form.layout.fonts import (
    Weight,
    advance_widths,
    font_program,
    metrics,
    winansi_characters,
)
from zenforms.form.writing.fieldfont import RESOURCE, add_field_font

PDF = reader(blank())
FONT = PDF.root_object["/AcroForm"]["/DR"]["/Font"][f"/{RESOURCE}"]  # type: ignore[index]
PROGRAM = FONT["/FontDescriptor"]["/FontFile2"].get_data()


def test_it_is_one_simple_font_in_winansi_with_a_plain_name() -> None:
    assert FONT["/Subtype"] == "/TrueType"
    assert FONT["/Encoding"] == "/WinAnsiEncoding"
    assert FONT["/BaseFont"] == "/SourceSansPro-Regular"
    assert FONT["/FontDescriptor"]["/Flags"] == 32
    assert len(PDF.root_object["/AcroForm"]["/DR"]["/Font"]) == 1  # type: ignore[index]


def test_the_widths_are_those_of_the_letters_drawn() -> None:
    widths = dict(zip(range(32, 256), FONT["/Widths"], strict=True))
    known = metrics().widths[Weight.REGULAR]
    for code, character in winansi_characters().items():
        assert widths[code] == known[character], character


def test_the_embedded_program_holds_the_winansi_characters_alone() -> None:
    embedded = advance_widths(PROGRAM)
    assert set(embedded) == set(winansi_characters().values())
    known = metrics().widths[Weight.REGULAR]
    assert {c: w for c, w in embedded.items() if known[c] != w} == {}


def test_each_character_has_the_outline_it_has_in_the_whole_font() -> None:
    whole, small = (TTFontFile(io.BytesIO(p)) for p in (font_program(Weight.REGULAR), PROGRAM))

    def outline(font: TTFontFile, character: str) -> bytes:
        glyph = font.charToGlyph[ord(character)]
        start, end = font.glyphPos[glyph], font.glyphPos[glyph + 1]
        return bytes(font.get_table("glyf")[start:end])

    for character in "aœŒ€éß“Ž":
        simple = outline(whole, character)
        if simple[:2] != b"\xff\xff":  # composite glyphs name their parts by other numbers
            assert outline(small, character).rstrip(b"\0") == simple.rstrip(b"\0"), character


def test_copied_text_reads_back() -> None:
    cmap = FONT["/ToUnicode"].get_data()
    assert b"<9C> <0153>" in cmap
    assert b"<80> <20AC>" in cmap
    assert cmap.count(b"> <") == 218 + 1  # and the range of codes


def test_the_same_font_is_written_the_same_way_twice() -> None:
    def data() -> bytes:
        font = add_field_font(PdfWriter()).get_object()
        return bytes(font["/FontDescriptor"]["/FontFile2"].get_data())  # type: ignore[index]

    assert data() == data()
