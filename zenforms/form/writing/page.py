"""Draws the pages with reportlab; every painting operator stands in marked content.

Text blocks carry the marked content ids that `structure` refers to; decoration is an artifact.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from zenforms.errors import DeskError
from zenforms.form.layout.elements import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Decoration,
    Layout,
    Picture,
    Sheet,
    TextBlock,
)
from zenforms.form.layout.fonts import Weight, font_program
from zenforms.form.layout.styles import Palette
from zenforms.form.writing.artifacts import Footer, draw_corners, draw_decoration, draw_footer
from zenforms.language import Lang, Text


class LogoError(DeskError):
    """The vendor's logo is missing or is not a picture."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is printed for one client: the footer of each page, and the colours."""

    footers: tuple[Footer, ...]
    palette: Palette


def draw_pages(layout: Layout, imprint: Imprint, lang: Lang) -> bytes:
    """A PDF of the pages without fields, byte-identical for equal arguments."""
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
    for sheet, footer in zip(layout.sheets, imprint.footers, strict=True):
        with artifact(canvas):
            draw_corners(canvas)
        _draw_sheet(canvas, sheet, imprint)
        with artifact(canvas, "/Pagination /Subtype /Footer"):
            draw_footer(canvas, footer, imprint.palette)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@contextmanager
def artifact(canvas: Canvas, kind: str = "/Layout") -> Iterator[None]:
    """Whatever is drawn inside is skipped by screen readers."""
    canvas.addLiteral(f"/Artifact <</Type {kind}>> BDC")
    yield
    canvas.addLiteral("EMC")


def _draw_sheet(canvas: Canvas, sheet: Sheet, imprint: Imprint) -> None:
    identifier = 0
    for element in sheet.elements:
        match element:
            case Decoration():
                with artifact(canvas):
                    draw_decoration(canvas, element, imprint.palette)
            case TextBlock():
                with _marked(canvas, element.tag.value, identifier):
                    _draw_text(canvas, element, imprint.palette)
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
