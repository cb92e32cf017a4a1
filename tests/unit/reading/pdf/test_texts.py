"""Text strings, whatever bytes they are."""

import unicodedata
from collections.abc import Callable

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


BEFORE = ("", "\u200b", "\ufeff", "\u2060\u200d")
BEHIND = ("", "\0", "\0\0\0", "\u200b", "\ufeff\0")
WAYS = {
    "UTF-16BE": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-16LE": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-8": lambda text: b"\xef\xbb\xbf" + text.encode(),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("value", ["camille@client.example", "Société d’Élan", "12.2", "a b"])
def test_what_nobody_sees_round_a_value_goes_and_is_told(
    value: str, before: str, behind: str, way: Callable[[str], bytes]
) -> None:
    decoded = decode_text(way(before + value + behind))
    assert decoded.text == value
    assert (Flag.TRIMMED in decoded.flags) is bool(before or behind)
    assert Flag.CONTROL_CHARS not in decoded.flags


@pytest.mark.parametrize(
    ("sign", "meant"),
    [("\x0b", "\n"), ("\x1e", "-"), ("\x1f", ""), ("\uf0b7", "•"), ("\uf0a7", "▪")],
)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_signs_of_word_processors_are_what_they_stand_for(
    sign: str, meant: str, way: Callable[[str], bytes]
) -> None:
    decoded = decode_text(way(f"un{sign}deux"))
    assert decoded.text == f"un{meant}deux"
    assert set(decoded.flags) - {Flag.NONSTANDARD_ENCODING} == {Flag.TRIMMED}


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le"])
@pytest.mark.parametrize("value", ["camille@client.example", "Société", "12"])
def test_two_byte_text_without_its_mark_is_read_and_flagged(value: str, encoding: str) -> None:
    decoded = decode_text(value.encode(encoding))
    assert (decoded.text, decoded.flags) == (value, (Flag.NONSTANDARD_ENCODING,))


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u00a0", "\u200b", "\ufeff\u2060 "])
def test_nothing_to_see_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", " . ", "\ufffd", "\u202ea"])
def test_anything_to_see_is_not(text: str) -> None:
    assert not is_blank(text)
