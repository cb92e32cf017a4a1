import struct

import pytest

from zenforms.form.placing.metrics import Weight
from zenforms.form.placing.truetype import advance_widths
from zenforms.form.placing.typeface import font_program


def test_widths_are_in_thousandths_of_the_size() -> None:
    assert advance_widths(font_program(Weight.REGULAR))["n"] == 547


def test_a_font_without_a_unicode_table_is_refused() -> None:
    font = bytearray(font_program(Weight.REGULAR))
    entry = font.index(b"cmap")
    (offset,) = struct.unpack_from(">L", font, entry + 8)
    struct.pack_into(">H", font, offset + 2, 0)
    with pytest.raises(ValueError, match="Windows Unicode"):
        advance_widths(bytes(font))
