"""Draws what says nothing to a screen reader: boxes, rules, corner marks and the footer."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

from zenforms.form.layout.elements import (
    CONTENT_WIDTH,
    MARGIN,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Decoration,
    Rect,
    Shape,
)
from zenforms.form.layout.styles import FOOTER, WHITE, Colour, Palette
from zenforms.form.writing.symbol import QUIET_ZONE, symbol

RADIUS = 2.0
BORDER = 0.75
CHEVRON = 7.0
CORNER_INSET = 8 * MM
CORNER_LENGTH = 9.0
MODULE = 0.95
"""The side of one dark square of the symbol, in points (a third of a millimetre)."""
SYMBOL_BOTTOM = 16.0
FOOTER_LINE = 32.0


def draw_decoration(canvas: Canvas, decoration: Decoration, palette: Palette) -> None:
    """One decoration in the colours of the form."""
    rect = decoration.rect
    canvas.setLineWidth(BORDER)
    match decoration.shape:
        case Shape.FIELD:
            _box(canvas, rect, palette.tint, palette.border)
        case Shape.LIST:
            _box(canvas, rect, palette.tint, palette.border)
            _chevron(canvas, rect, palette)
        case Shape.READ_ONLY:
            _box(canvas, rect, palette.panel, palette.panel)
            _padlock(canvas, rect, palette)
        case Shape.PANEL:
            _box(canvas, rect, palette.panel, palette.border)
        case Shape.RULE:
            canvas.setStrokeColorRGB(*palette.rule)
            canvas.line(rect.left, rect.bottom, rect.right, rect.bottom)
        case Shape.BAR:
            canvas.setStrokeColorRGB(*palette.mark)
            canvas.setLineWidth(2)
            canvas.line(rect.left, rect.bottom, rect.right, rect.top)
        case Shape.SIGN:
            _warning(canvas, rect, palette)


def draw_corners(canvas: Canvas) -> None:
    """Registration marks: right angles in three corners, a square at the bottom right."""
    canvas.setFillColorRGB(0, 0, 0)
    canvas.setStrokeColorRGB(0, 0, 0)
    canvas.setLineWidth(1)
    near, far, top = CORNER_INSET, PAGE_WIDTH - CORNER_INSET, PAGE_HEIGHT - CORNER_INSET
    for x, y, right, up in ((near, top, 1, -1), (far, top, -1, -1), (near, near, 1, 1)):
        path = canvas.beginPath()
        path.moveTo(x + right * CORNER_LENGTH, y)
        path.lineTo(x, y)
        path.lineTo(x, y + up * CORNER_LENGTH)
        canvas.drawPath(path)
    canvas.rect(far - CORNER_LENGTH / 2, near, CORNER_LENGTH / 2, CORNER_LENGTH / 2, 0, 1)


@dataclass(frozen=True, slots=True)
class Footer:
    """What the foot of a page says: whose form it is, which page, and the symbol's text."""

    identity: str
    page: str
    symbol: str


def draw_footer(canvas: Canvas, footer: Footer, palette: Palette) -> None:
    """The identity in words at the left, the page beside the symbol at the right."""
    rows = symbol(footer.symbol)
    left = MARGIN + CONTENT_WIDTH - (len(rows) + QUIET_ZONE) * MODULE
    _symbol(canvas, rows, left)
    canvas.setFillColorRGB(*palette.muted)
    canvas.setFont(FOOTER.weight.value, FOOTER.size)
    canvas.drawString(MARGIN, FOOTER_LINE, footer.identity)
    canvas.drawRightString(left - QUIET_ZONE * MODULE * 2, FOOTER_LINE, footer.page)


def _symbol(canvas: Canvas, rows: Sequence[Sequence[bool]], left: float) -> None:
    """One path of rectangles, a run of dark modules each."""
    canvas.setFillColorRGB(0, 0, 0)
    path = canvas.beginPath()
    top = SYMBOL_BOTTOM + len(rows) * MODULE
    for number, row in enumerate(rows, start=1):
        column = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                x, y = left + column * MODULE, top - number * MODULE
                path.rect(x, y, width * MODULE, MODULE)
            column += width
    canvas.drawPath(path, stroke=0, fill=1)


def _box(canvas: Canvas, rect: Rect, fill: Colour, border: Colour) -> None:
    canvas.setFillColorRGB(*fill)
    canvas.setStrokeColorRGB(*border)
    canvas.roundRect(rect.left, rect.bottom, rect.width, rect.height, RADIUS, 1, 1)


def _padlock(canvas: Canvas, rect: Rect, palette: Palette) -> None:
    """The sign of a field that cannot be changed, at the right end of its box."""
    left, bottom = rect.right - 16, (rect.top + rect.bottom) / 2 - 5
    canvas.setFillColorRGB(*palette.muted)
    canvas.setStrokeColorRGB(*palette.muted)
    canvas.setLineWidth(1.1)
    path = canvas.beginPath()
    path.moveTo(left + 1.8, bottom + 5)
    path.lineTo(left + 1.8, bottom + 7)
    path.curveTo(left + 1.8, bottom + 10.4, left + 6.2, bottom + 10.4, left + 6.2, bottom + 7)
    path.lineTo(left + 6.2, bottom + 5)
    canvas.drawPath(path)
    canvas.roundRect(left, bottom, 8, 6, 1, 0, 1)


def _warning(canvas: Canvas, rect: Rect, palette: Palette) -> None:
    """A triangle with an exclamation mark, which says the same without its colour."""
    middle = (rect.left + rect.right) / 2
    canvas.setFillColorRGB(*palette.mark)
    canvas.setStrokeColorRGB(*palette.mark)
    canvas.setLineWidth(1)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    path.moveTo(middle, rect.top)
    path.lineTo(rect.right, rect.bottom)
    path.lineTo(rect.left, rect.bottom)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)
    canvas.setFillColorRGB(*WHITE)
    canvas.rect(middle - 0.5, rect.bottom + rect.height * 0.36, 1, rect.height * 0.38, 0, 1)
    canvas.rect(middle - 0.5, rect.bottom + rect.height * 0.1, 1, rect.height * 0.14, 0, 1)


def _chevron(canvas: Canvas, rect: Rect, palette: Palette) -> None:
    """The sign of a list, at the right end of its box."""
    x, y = rect.right - CHEVRON - 6, (rect.top + rect.bottom) / 2
    canvas.setStrokeColorRGB(*palette.muted)
    canvas.setLineWidth(1.2)
    path = canvas.beginPath()
    path.moveTo(x, y + CHEVRON / 4)
    path.lineTo(x + CHEVRON / 2, y - CHEVRON / 4)
    path.lineTo(x + CHEVRON, y + CHEVRON / 4)
    canvas.drawPath(path)
