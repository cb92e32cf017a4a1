"""Draws the pages with reportlab; every painting operator stands in marked content.

Text blocks carry the marked content ids that `structure` refers to; boxes, rules and corner marks
say nothing to a screen reader: they are artifacts.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from zenforms.errors import DeskError
from zenforms.form.layout.elements import (
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Decoration,
    DecorationShape,
    FormPage,
    Layout,
    Picture,
    Rect,
    TextBlock,
)
from zenforms.form.layout.fonts import Weight, font_program
from zenforms.form.layout.styles import WHITE, Colour, Palette
from zenforms.language import Lang, Text

rl_config.useA85 = 0  # streams as they are: written in letters they cost more time and room
RADIUS = 2.0
BORDER = 0.75
CHEVRON = 7.0
CORNER_INSET = 8 * MM
CORNER_LENGTH = 9.0


class LogoError(DeskError):
    """The vendor's logo is missing or is not a picture."""


def draw_pages(layout: Layout, palette: Palette, lang: Lang) -> bytes:
    """A PDF of the pages without fields and feet, byte-identical for equal arguments."""
    _register_fonts()
    target = io.BytesIO()
    canvas = Canvas(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        lang=lang.value,
        initialFontName=Weight.REGULAR.value,
    )
    for sheet in layout.pages:
        with artifact(canvas):
            draw_corners(canvas)
        _draw_sheet(canvas, sheet, palette)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@contextmanager
def artifact(canvas: Canvas) -> Iterator[None]:
    """Whatever is drawn inside is skipped by screen readers."""
    canvas.addLiteral("/Artifact <</Type /Layout>> BDC")
    yield
    canvas.addLiteral("EMC")


def _draw_sheet(canvas: Canvas, sheet: FormPage, palette: Palette) -> None:
    identifier = 0
    for element in sheet.elements:
        match element:
            case Decoration():
                with artifact(canvas):
                    draw_decoration(canvas, element, palette)
            case TextBlock():
                with _marked(canvas, element.tag.value, identifier):
                    _draw_text(canvas, element, palette)
                identifier += 1
            case Picture():
                with _marked(canvas, "Figure", identifier):
                    _draw_logo(canvas, element)
                identifier += 1


@contextmanager
def _marked(canvas: Canvas, tag: str, identifier: int) -> Iterator[None]:
    canvas.addLiteral(f"/{tag} <</MCID {identifier}>> BDC")
    yield
    canvas.addLiteral("EMC")


def _draw_text(canvas: Canvas, block: TextBlock, palette: Palette) -> None:
    """The runs with a space between them, so that a screen reader does not join their words."""
    for run in block.runs:
        canvas.setFillColorRGB(*palette.ink(run.style.ink))
        canvas.setFont(run.style.weight.value, run.style.size)
        canvas.drawString(run.x, run.y, run.text if run is block.runs[-1] else f"{run.text} ")


def _draw_logo(canvas: Canvas, logo: Picture) -> None:
    """The picture as large as the place allows, at its top right."""
    rect, picture = logo.rect, _opened(logo.path)
    width, height = picture.getSize()
    scale = min(rect.width / width, rect.height / height)
    x, y = rect.right - width * scale, rect.top - height * scale
    canvas.drawImage(picture, x, y, width * scale, height * scale, mask="auto")


def _opened(path: Path) -> ImageReader:
    try:
        return ImageReader(str(path))
    except OSError as error:
        raise LogoError(
            Text(
                fr="Le logo {file} est illisible.",
                en="The logo {file} cannot be read.",
            ),
            advice=Text(
                fr="Indiquez une image PNG ou JPEG dans la politique du bureau.",
                en="Name a PNG or JPEG picture in the desk's policy.",
            ),
            arguments={"file": path.name},
        ) from error


@cache
def _register_fonts() -> None:
    for weight in Weight:
        program = io.BytesIO(font_program(weight))
        pdfmetrics.registerFont(TTFont(weight.value, program, asciiReadable=False))


def draw_decoration(canvas: Canvas, decoration: Decoration, palette: Palette) -> None:
    """One decoration in the colours of the form."""
    rect = decoration.rect
    canvas.setLineWidth(BORDER)
    match decoration.shape:
        case DecorationShape.FIELD:
            _box(canvas, rect, palette.tint, palette.border)
        case DecorationShape.LIST:
            _box(canvas, rect, palette.tint, palette.border)
            _chevron(canvas, rect, palette)
        case DecorationShape.READ_ONLY:
            _box(canvas, rect, palette.panel, palette.panel)
            _padlock(canvas, rect, palette)
        case DecorationShape.PANEL:
            _box(canvas, rect, palette.panel, palette.border)
        case DecorationShape.RULE:
            canvas.setStrokeColorRGB(*palette.rule)
            canvas.line(rect.left, rect.bottom, rect.right, rect.bottom)
        case DecorationShape.BAR:
            canvas.setStrokeColorRGB(*palette.mark)
            canvas.setLineWidth(2)
            canvas.line(rect.left, rect.bottom, rect.right, rect.top)
        case DecorationShape.SIGN:
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
