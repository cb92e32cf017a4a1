"""The foot of every page, and its QR symbol: form, revision, client id and seal.

They are for copies that lost the rest. Alphanumeric mode (capitals only) keeps the symbol small;
error correction level M survives a scan. The foot is a stream of its own, set in the font of the
answers, because it is all that differs on the pages of two clients.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice, pairwise

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel, QRUtil

from zenforms.form.layout.elements import CONTENT_WIDTH, MARGIN
from zenforms.form.layout.fonts import Metrics
from zenforms.form.layout.styles import FOOTER, Palette
from zenforms.form.seal import Sealed
from zenforms.form.writing.appearance import default_appearance, shown

MODULE = 0.95
"""The side of one dark square of the symbol, in points (a third of a millimetre)."""
SYMBOL_BOTTOM = 16.0
FOOTER_LINE = 32.0
QUIET_ZONE = 4
"""Modules kept white around the symbol (ISO/IEC 18004)."""
MASKS = range(8)
_FINDER = "10111010000"

Symbol = tuple[tuple[bool, ...], ...]
"""The rows from top to bottom, True where it is dark."""


@dataclass(frozen=True, slots=True)
class FormFooter:
    """What the foot of a page says: whose form it is, which page, and the symbol's text."""

    identity: str
    page: str
    symbol: str


def footer_content(footer: FormFooter, palette: Palette, metrics: Metrics) -> bytes:
    """The identity in words at the left, the page beside the symbol at the right: an artifact."""
    side = len(symbol(footer.symbol))
    left = MARGIN + CONTENT_WIDTH - (side + QUIET_ZONE) * MODULE
    room = left - QUIET_ZONE * MODULE * 2
    right = room - metrics.width(footer.page, FOOTER.weight, FOOTER.size)
    texts = (
        f"1 0 0 1 {x:.5f} {FOOTER_LINE:g} Tm {shown(text)}"
        for x, text in ((MARGIN, footer.identity), (right, footer.page))
    )
    appearance = default_appearance(palette.muted, FOOTER.size)
    return "\n".join(
        (
            "/Artifact <</Type /Pagination /Subtype /Footer>> BDC q",
            f"0 g {_path(footer.symbol, left)} f",
            f"BT {appearance}",
            *texts,
            "ET Q EMC",
        )
    ).encode("ascii")


def symbol_text(sealed: Sealed, seal: str) -> str:
    """`ZF1:FORM:REVISION:CLIENT:SEAL` in capitals; the seal is empty when the form has none."""
    parts = ("ZF1", sealed.form.upper(), str(sealed.revision), sealed.client_id, seal)
    return ":".join(parts)


@lru_cache(maxsize=8)
def symbol(text: str) -> Symbol:
    """The symbol, under the mask that reportlab would choose as well, in a seventh of its time."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(True, 0)  # noqa: FBT003 - reportlab's own order: a trial, under the first mask
    trial = [_bits(row) for row in code.modules]
    first, *others = _masks(code.version)
    trials = [trial] + [
        [row ^ a ^ b for row, a, b in zip(trial, first, mask, strict=True)] for mask in others
    ]
    best = min(MASKS, key=lambda mask: _penalty(trials[mask], code.moduleCount))
    code.makeImpl(False, best)  # noqa: FBT003 - as above
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


@lru_cache(maxsize=8)
def _masks(version: int) -> tuple[tuple[int, ...], ...]:
    """Which modules of the data each mask turns over, row by row."""
    code = QRCode(version, QRErrorCorrectLevel.M)
    code.moduleCount = side = 4 * version + 17
    places = list(code.dataPosIterator())
    made = []
    for mask in map(QRUtil.getMask, MASKS):
        rows = [0] * side
        for column, row in places:
            rows[row] |= bool(mask(row, column)) << (side - 1 - column)
        made.append(tuple(rows))
    return tuple(made)


def _penalty(rows: list[int], side: int) -> int:
    """How hard a symbol is to read (ISO/IEC 18004, 7.8.3), counted as reportlab counts it.

    That leaves out finders that stand upright, and those at the right edge.
    """
    whole = (1 << side) - 1
    texts = [f"{row:0{side}b}" for row in rows]
    columns = [int("".join(column), 2) for column in zip(*texts, strict=True)]
    down, across = _same(rows, whole), _same(columns, whole)
    inner = whole >> 1
    blocks = sum(
        (same & (same >> 1) & ~(row ^ (row >> 1)) & inner).bit_count()
        for same, row in zip(down, islice(rows, 1, None), strict=True)
    )
    finders = sum(text[:-1].count(_FINDER) for text in texts)
    dark = sum(row.bit_count() for row in rows)
    balance = abs(100 * dark // side**2 - 50) // 5
    return _runs(down) + _runs(across) + 3 * blocks + 40 * finders + 10 * balance


def _same(lines: list[int], whole: int) -> list[int]:
    """Where each line but the first is like the one before it."""
    return [~(one ^ other) & whole for one, other in pairwise(lines)]


def _runs(same: list[int]) -> int:
    """3 for each run of five modules of one colour, and 1 for each module more."""
    windows = [0, *(a & b & c & d for a, b, c, d in zip(same, same[1:], same[2:], same[3:]))]  # noqa: B905 - four neighbours
    more = sum(window.bit_count() for window in windows)
    return more + 2 * sum((now & ~before).bit_count() for before, now in pairwise(windows))


def _bits(row: list[bool]) -> int:
    return int("".join("1" if dark else "0" for dark in row), 2)


@lru_cache(maxsize=8)
def _path(text: str, left: float) -> str:
    """One path of rectangles, a run of dark modules each."""
    rows = symbol(text)
    top = SYMBOL_BOTTOM + len(rows) * MODULE
    return "\n".join(
        f"{left + column * MODULE:.4f} {top - number * MODULE:.2f} {width * MODULE:.2f} {MODULE} re"
        for number, row in enumerate(rows, start=1)
        for column, width in _dark_runs(row)
    )


def _dark_runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Where each run of dark modules starts, and how many they are."""
    column = 0
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            yield column, width
        column += width
