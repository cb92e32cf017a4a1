"""The foot of every page, and its QR symbol: form, revision, client id and seal.

They are for copies that lost the rest. Alphanumeric mode (capitals only) keeps the symbol small;
error correction level M survives a scan.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas

from zenforms.form.layout.elements import CONTENT_WIDTH, MARGIN
from zenforms.form.layout.styles import FOOTER, Palette
from zenforms.form.seal import Sealed

MODULE = 0.95
"""The side of one dark square of the symbol, in points (a third of a millimetre)."""
SYMBOL_BOTTOM = 16.0
FOOTER_LINE = 32.0
QUIET_ZONE = 4
"""Modules kept white around the symbol (ISO/IEC 18004)."""


def symbol_text(sealed: Sealed, seal: str) -> str:
    """`ZF1:FORM:REVISION:CLIENT:SEAL` in capitals; the seal is empty when the form has none."""
    parts = ("ZF1", sealed.form.upper(), str(sealed.revision), sealed.client_id, seal)
    return ":".join(parts)


@lru_cache(maxsize=8)
def symbol(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of the symbol from top to bottom, True where it is dark."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


@dataclass(frozen=True, slots=True)
class FormFooter:
    """What the foot of a page says: whose form it is, which page, and the symbol's text."""

    identity: str
    page: str
    symbol: str


def draw_footer(canvas: Canvas, footer: FormFooter, palette: Palette) -> None:
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
