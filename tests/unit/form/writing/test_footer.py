import io

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from tests.unit.form.made import CLIENT, KEY, blank
from zenforms.form.layout.elements import CONTENT_WIDTH, MARGIN, PAGE_HEIGHT
from zenforms.form.seal import Sealed, seal
from zenforms.form.writing.footer import MODULE, QUIET_ZONE, SYMBOL_BOTTOM, symbol, symbol_text

SEALED = Sealed("assistance-request", 1, CLIENT.id, CLIENT.name)
TEXT = symbol_text(SEALED, seal(KEY, SEALED))


def test_it_carries_form_revision_client_and_seal() -> None:
    version, form, revision, client, sealed = TEXT.split(":")
    assert (version, form, revision) == ("ZF1", "ASSISTANCE-REQUEST", "1")
    assert (client, sealed) == (CLIENT.id, seal(KEY, SEALED))


def test_it_is_small_because_it_is_alphanumeric() -> None:
    longest = symbol_text(Sealed("assistance-request", 99, "A" * 20, ""), "A" * 52)
    assert len(symbol(longest)) <= 37


def test_its_three_corners_are_finders() -> None:
    rows = symbol(TEXT)
    for top, left in ((0, 0), (0, -7), (-7, 0)):
        assert all(rows[top][left:][:7])
        assert all(row[left] for row in rows[top:][:7])


@pytest.mark.parametrize("page", [0, 1])
def test_each_page_shows_it_with_a_quiet_zone_around(page: int) -> None:
    """Rendered, then sampled at the middle of every module."""
    rows = symbol(TEXT)
    scale = 8
    picture = pypdfium2.PdfDocument(io.BytesIO(blank()))[page].render(scale=scale).to_pil()
    grey = picture.convert("L")
    left = MARGIN + CONTENT_WIDTH - (len(rows) + QUIET_ZONE) * MODULE
    top = SYMBOL_BOTTOM + len(rows) * MODULE

    def is_dark(row: int, column: int) -> bool:
        x = (left + (column + 0.5) * MODULE) * scale
        y = (PAGE_HEIGHT - top + (row + 0.5) * MODULE) * scale
        return bool(grey.getpixel((int(x), int(y))) < 128)

    size = range(len(rows))
    assert [[is_dark(r, c) for c in size] for r in size] == [list(row) for row in rows]
    around = range(-QUIET_ZONE, len(rows) + QUIET_ZONE)
    assert not any(is_dark(-QUIET_ZONE, c) or is_dark(len(rows) + 3, c) for c in around)


@settings(max_examples=60)
@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:-", min_size=1, max_size=130))
def test_it_is_the_symbol_that_reportlab_would_make(text: str) -> None:
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    assert [list(row) for row in symbol(text)] == [
        [bool(dark) for dark in row] for row in code.modules
    ]
