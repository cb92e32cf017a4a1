"""The header of a form, and its sections: a heading, a note, rows of fields on twelve columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zenforms.form.branding import Branding
from zenforms.form.definition import AnyField, LongTextField, Section
from zenforms.form.layout.context import (
    VERIFY_WIDTH,
    LayoutContext,
    Piece,
    baseline,
    fitting,
    place_heading,
)
from zenforms.form.layout.elements import (
    CONTENT_TOP,
    CONTENT_WIDTH,
    GRID,
    MARGIN,
    Element,
    FieldBox,
    Picture,
    Rect,
    Run,
    Tag,
    TextBlock,
    column_left,
    columns_width,
)
from zenforms.form.layout.fields import (
    Cell,
    Head,
    body_height,
    heads_of,
    height_of,
    place_body,
    place_counter,
    place_head,
)
from zenforms.form.layout.marks import place_mark
from zenforms.form.layout.styles import HELP, NOTE, TITLE, VENDOR
from zenforms.form.scripts import VERIFY
from zenforms.language import Text

HEADER_HEIGHT = 32.0
HEADER_GAP = 7.0
NOTE_GAP = 4.0
IN_HEADER = Text(fr="En-tête", en="Header")
VENDOR_COLUMNS = 4
"""Kept free at the right of the title for the vendor's name or logo."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """Fields that share a line of the grid, their heads and their bodies aligned."""

    cells: tuple[Cell, ...]
    heads: tuple[Head, ...]

    @property
    def head_height(self) -> float:
        """From the top of the labels to the top of the boxes."""
        return max(map(height_of, self.heads))

    @property
    def height(self) -> float:
        """From the top of the labels to the bottom of the boxes."""
        return self.head_height + max(map(body_height, self.cells))

    def place(self, top: float) -> Iterator[Element]:
        """The elements of all cells, the row hanging from `top`."""
        body_top = top - self.head_height
        for cell, head in zip(self.cells, self.heads, strict=True):
            yield from place_head(cell, head, body_top)
            yield from place_mark(cell, body_top + height_of(head), body_top)
            yield from place_body(cell, body_top)
            yield from place_counter(cell, body_top)


def rows(context: LayoutContext, fields: Iterable[AnyField], stretch: float) -> Iterator[FieldRow]:
    """The fields in rows; `stretch` points are added to the first long text."""
    cells: list[Cell] = []
    column = 0
    for field in fields:
        if column + field.columns > GRID:
            yield FieldRow(tuple(cells), heads_of(cells))
            cells, column = [], 0
        extra = stretch if isinstance(field, LongTextField) else 0.0
        stretch -= extra
        left, width = column_left(column), columns_width(field.columns)
        cells.append(Cell(context, field, left, width, extra))
        column += field.columns
    yield FieldRow(tuple(cells), heads_of(cells))


def place_header(
    context: LayoutContext, branding: Branding | None, *, introduction: bool = True
) -> tuple[tuple[Element, ...], float]:
    """The title, the vendor and the introduction, and where the first section starts."""
    form, lang = context.form, context.lang
    title = fitting(
        context,
        (form.title.to(lang), TITLE),
        columns_width(GRID - VENDOR_COLUMNS),
        IN_HEADER,
    )
    line = context.line((title,), MARGIN, baseline(CONTENT_TOP, TITLE))
    elements = [TextBlock(Tag.TITLE, line), *(_vendor(context, branding) if branding else ())]
    y = CONTENT_TOP - HEADER_HEIGHT
    if introduction:
        piece = (form.introduction.to(lang), NOTE)
        runs, y = context.paragraph(piece, MARGIN, y, CONTENT_WIDTH)
        elements.append(TextBlock(Tag.PARAGRAPH, runs))
    return tuple(elements), y - HEADER_GAP


def _vendor(context: LayoutContext, branding: Branding) -> Iterator[Element]:
    """The vendor's logo or name, and how to reach it, at the right of the title."""
    top = CONTENT_TOP
    if branding.logo:
        left, right = column_left(GRID - VENDOR_COLUMNS), MARGIN + CONTENT_WIDTH
        place = Rect(left, top - VENDOR.leading, right, top + 6)
        yield Picture(place, branding.logo, branding.vendor)
    else:
        yield _flush_right(context, (branding.vendor, VENDOR), top)
    yield _flush_right(context, (branding.contact, HELP), top - VENDOR.leading - 2)


def _flush_right(context: LayoutContext, piece: Piece, top: float) -> TextBlock:
    text, style = fitting(context, piece, columns_width(VENDOR_COLUMNS), IN_HEADER)
    x = MARGIN + CONTENT_WIDTH - context.width(piece)
    return TextBlock(Tag.PARAGRAPH, (Run(text, x, baseline(top, style), style),))


@dataclass(frozen=True, slots=True)
class Spacing:
    """How generous a page is, in points: between sections, between rows, inside a long text."""

    section: float
    row: float
    stretch: float = 0.0


DENSE = Spacing(section=9.0, row=8.5)
AIRY = Spacing(section=18.0, row=12.0)


def section_height(context: LayoutContext, section: Section, spacing: Spacing) -> float:
    """How tall a section is, in points."""
    return -place_section(context, section, 0.0, spacing)[1]


def place_section(
    context: LayoutContext, section: Section, top: float, spacing: Spacing
) -> tuple[list[Element], float]:
    """A section hanging from `top`, and where it ends."""
    elements, y = place_heading(context, section.title, top)
    if section.note:
        note, y = context.paragraph((section.note.to(context.lang), NOTE), MARGIN, y, CONTENT_WIDTH)
        elements.append(TextBlock(Tag.PARAGRAPH, note))
        y -= NOTE_GAP
    for row in rows(context, section.fields, spacing.stretch):
        elements += row.place(y)
        y -= row.height + spacing.row
    if context.aids and section is context.form.sections[-1]:
        right = MARGIN + CONTENT_WIDTH
        elements.append(FieldBox(VERIFY, Rect(right - VERIFY_WIDTH, top - 14, right, top)))
    return elements, y + spacing.row
