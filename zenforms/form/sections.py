"""The header of a form, and its sections: a heading, a note, rows of fields."""

from collections.abc import Iterator

from zenforms.form.branding import Branding
from zenforms.form.definition import Section
from zenforms.form.rows import ROW_GAP, rows
from zenforms.form.setting import Piece, Setting, baseline, overflow
from zenforms.form.sheet import (
    CONTENT_TOP,
    CONTENT_WIDTH,
    GRID,
    HELP,
    MARGIN,
    NOTE,
    SECTION,
    TITLE,
    VENDOR,
    Decoration,
    Element,
    Picture,
    Rect,
    Run,
    Shape,
    Tag,
    TextBlock,
    column_left,
    columns_width,
)
from zenforms.language import Text

SECTION_GAP = 9.0
HEADER_HEIGHT = 34.0
HEADER_GAP = 8.0
HEADING_GAP = 4.0
NOTE_GAP = 4.0
VENDOR_COLUMNS = 4
"""Kept free at the right of the title for the vendor's name or logo."""


def place_header(setting: Setting, branding: Branding | None) -> tuple[tuple[Element, ...], float]:
    """The title, the vendor and the introduction, and where the first section starts."""
    form, lang = setting.form, setting.lang
    title = _fitting(setting, (form.title.to(lang), TITLE), GRID - VENDOR_COLUMNS)
    line = setting.line((title,), MARGIN, baseline(CONTENT_TOP, TITLE))
    intro, y = setting.paragraph(
        (form.introduction.to(lang), NOTE), MARGIN, CONTENT_TOP - HEADER_HEIGHT, CONTENT_WIDTH
    )
    return (
        TextBlock(Tag.TITLE, line),
        *(_vendor(setting, branding) if branding else ()),
        TextBlock(Tag.PARAGRAPH, intro),
    ), y - HEADER_GAP


def _vendor(setting: Setting, branding: Branding) -> Iterator[Element]:
    """The vendor's logo or name, and how to reach it, at the right of the title."""
    top = CONTENT_TOP
    if branding.logo:
        left, right = column_left(GRID - VENDOR_COLUMNS), MARGIN + CONTENT_WIDTH
        yield Picture(Rect(left, top - VENDOR.leading - 4, right, top + 6), branding.vendor)
    else:
        yield _flush_right(setting, (branding.vendor, VENDOR), top)
    yield _flush_right(setting, (branding.contact, HELP), top - VENDOR.leading - 2)


def _flush_right(setting: Setting, piece: Piece, top: float) -> TextBlock:
    text, style = _fitting(setting, piece, VENDOR_COLUMNS)
    x = MARGIN + CONTENT_WIDTH - setting.width(piece)
    return TextBlock(Tag.PARAGRAPH, (Run(text, x, baseline(top, style), style),))


def section_height(setting: Setting, section: Section) -> float:
    """How tall a section is, in points."""
    return -place_section(setting, section, 0.0, 0.0)[1]


def place_section(
    setting: Setting, section: Section, top: float, stretch: float
) -> tuple[list[Element], float]:
    """A section hanging from `top`, and where it ends; `stretch` is added to its long text."""
    heading = (section.title.to(setting.lang), SECTION)
    runs = setting.line((heading,), MARGIN, baseline(top, SECTION))
    y = top - SECTION.leading
    elements: list[Element] = [
        TextBlock(Tag.HEADING, runs),
        Decoration(Shape.RULE, Rect(MARGIN, y, MARGIN + CONTENT_WIDTH, y)),
    ]
    y -= HEADING_GAP
    if section.note:
        note, y = setting.paragraph((section.note.to(setting.lang), NOTE), MARGIN, y, CONTENT_WIDTH)
        elements.append(TextBlock(Tag.PARAGRAPH, note))
        y -= NOTE_GAP
    for row in rows(setting, section.fields, stretch):
        elements += row.place(y)
        y -= row.height + ROW_GAP
    return elements, y + ROW_GAP


def _fitting(setting: Setting, piece: Piece, columns: int) -> Piece:
    """The piece, if it fits on one line; raises LayoutError otherwise."""
    excess = setting.width(piece) - columns_width(columns)
    if excess > 0:
        raise overflow(piece[0], Text(fr="En-tête", en="Header"), excess)
    return piece
