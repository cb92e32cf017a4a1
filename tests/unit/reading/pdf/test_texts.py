"""Text strings, whatever bytes they are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.reading.pdf.texts import PDF_DOC_ENCODING, decode_name, decode_text, is_blank
from zenforms.reading.submission import Flag

PRINTABLE = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Co", "Cn"),
        exclude_characters="".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))),
    )
)


def test_the_table_has_a_character_for_each_byte() -> None:
    assert len(PDF_DOC_ENCODING) == 256
    assert [n for n, c in enumerate(PDF_DOC_ENCODING) if c == "\ufffd"] == [0x7F, 0x9F, 0xAD]


@pytest.mark.parametrize(
    ("code", "character"),
    [(0x18, "˘"), (0x1F, "˜"), (0x80, "•"), (0x8A, "−"), (0x92, "™"), (0x93, "ﬁ"), (0x9E, "ž")],
)
def test_the_table_is_that_of_the_standard(code: int, character: str) -> None:
    assert PDF_DOC_ENCODING[code] == character


@given(PRINTABLE)
def test_what_utf16_holds_comes_back(text: str) -> None:
    decoded = decode_text(b"\xfe\xff" + text.encode("utf-16-be"))
    assert decoded.text == unicodedata.normalize("NFC", text)
    assert set(decoded.flags) <= {Flag.SUSPECT_MOJIBAKE}


@given(PRINTABLE)
def test_what_utf8_holds_comes_back(text: str) -> None:
    decoded = decode_text(b"\xef\xbb\xbf" + text.encode())
    assert decoded.text == unicodedata.normalize("NFC", text)


@given(st.binary())
def test_no_bytes_make_it_raise_and_none_move_a_terminal(data: bytes) -> None:
    text = decode_text(data).text
    text.encode("utf-8")
    assert {c for c in text if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}


@given(st.text())
def test_a_name_moves_no_terminal(name: str) -> None:
    decoded = decode_name("/" + name)
    assert {c for c in decoded if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u00a0", "\u200b", "\ufeff\u2060 "])
def test_nothing_to_see_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", " . ", "\ufffd", "\u202ea"])
def test_anything_to_see_is_not(text: str) -> None:
    assert not is_blank(text)
