"""A PDF as paper: the characters and the ink on its pages, whatever became of its fields.

PDFium reads and draws here; it is loaded only for documents that have no fields.
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from zenforms.reading.pdf.pdfium import PdfDocument, PdfiumError, PdfPage, raw

Rectangle = tuple[float, float, float, float]
"""(left, bottom, right, top) in points, from the page's bottom left corner."""

PAGES_LOOKED_AT = 8
_CHARACTERS_LOOKED_AT = 50_000
_SCALE = 3.0  # pixels per point: 216 dpi
_LARGEST_SIDE = 2_000.0  # points; a larger page is not drawn
_DARK = 128
_OBJECTS_LOOKED_AT = 2_000
_LEAST_IMAGE = 0.5  # of the page


@dataclass(frozen=True, slots=True)
class Character:
    """One drawn character. PDFium adds spaces and line ends of its own: they are `made_up`."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    made_up: bool


@dataclass(frozen=True, slots=True)
class Ink:
    """A page drawn in grey, one byte per pixel, the top row first."""

    pixels: bytes
    width: int
    height: int

    def darkness(self, rectangle: Rectangle) -> float:
        """The share of dark pixels in a rectangle of the page, from 0 to 1."""
        rows = [row for row in self._rows(rectangle) if row]
        total = sum(map(len, rows))
        dark = sum(sum(pixel < _DARK for pixel in row) for row in rows)
        return dark / total if total else 0.0

    def png(self, rectangle: Rectangle) -> bytes:
        """The rectangle as a grey PNG picture; one white pixel when it is not on the page."""
        rows = [row for row in self._rows(rectangle) if row] or [b"\xff"]
        head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
        data = zlib.compress(b"".join(b"\0" + row for row in rows))
        chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)

    def _rows(self, rectangle: Rectangle) -> Iterator[bytes]:
        left, bottom, right, top = (round(side * _SCALE) for side in rectangle)
        for y in range(max(0, self.height - top), min(self.height, self.height - bottom)):
            yield self.pixels[
                y * self.width + max(0, left) : y * self.width + max(0, min(self.width, right))
            ]


class Sheet:
    """One page of a paper."""

    def __init__(self, page: PdfPage) -> None:
        self._page = page
        self._texts = page.get_textpage()

    @property
    def text(self) -> str:
        """All its characters in the order of drawing."""
        count = min(self._texts.count_chars(), _CHARACTERS_LOOKED_AT)
        return str(self._texts.get_text_range(0, count)) if count else ""

    def characters(self) -> list[Character]:
        """Its characters in the order of drawing, as many as are looked at."""
        return [
            self._character(index)
            for index in range(min(self._texts.count_chars(), _CHARACTERS_LOOKED_AT))
        ]

    def is_picture(self) -> bool:
        """Whether a picture fills most of it and no character is drawn."""
        if self._texts.count_chars():
            return False
        width, height = self._page.get_size()
        for number, drawn in enumerate(self._page.get_objects(max_depth=3)):
            if number >= _OBJECTS_LOOKED_AT:
                break
            if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
                left, bottom, right, top = drawn.get_bounds()
                if (right - left) * (top - bottom) >= _LEAST_IMAGE * width * height:
                    return True
        return False

    def ink(self) -> Ink:
        """The page drawn in grey; nothing at all for a page larger than any printer's."""
        if max(self._page.get_size()) > _LARGEST_SIDE:
            return Ink(b"", 0, 0)
        bitmap = self._page.render(scale=_SCALE, grayscale=True)
        rows = bytes(bitmap.buffer)
        packed = b"".join(
            rows[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height)
        )
        return Ink(packed, bitmap.width, bitmap.height)

    def _character(self, index: int) -> Character:
        code = raw.FPDFText_GetUnicode(self._texts.raw, index)
        made_up = raw.FPDFText_IsGenerated(self._texts.raw, index) == 1
        left, bottom, right, top = self._texts.get_charbox(index)
        return Character(chr(code) if code else "\ufffd", left, bottom, right, top, made_up)


@contextmanager
def sheets(data: bytes) -> Iterator[list[Sheet]]:
    """The first pages of a PDF; none when PDFium cannot open it."""
    try:
        document = PdfDocument(data)
    except PdfiumError:
        yield []
        return
    with closing(document):
        yield list(_opened(document))


def page_pictures(data: bytes) -> tuple[bytes, ...]:
    """The first pages of a PDF as grey PNG pictures; none when PDFium cannot open it."""
    with sheets(data) as papers:
        inks = [paper.ink() for paper in papers]
    return tuple(ink.png((0, 0, ink.width / _SCALE, ink.height / _SCALE)) for ink in inks)


def _opened(document: PdfDocument) -> Iterator[Sheet]:
    for index in range(min(len(document), PAGES_LOOKED_AT)):
        try:
            yield Sheet(document[index])
        except PdfiumError:
            return


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
