import io
import struct
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFontFile

from zenforms.form.layout.fonts import (
    Weight,
    advance_widths,
    drawable,
    font_program,
    metrics,
    undrawable,
    winansi_characters,
    winansi_encoded,
)

REGULAR = Weight.REGULAR


def wrap(text: str, width: float) -> tuple[str, ...]:
    return metrics().wrap(text, REGULAR, 10, width)


@pytest.mark.parametrize("weight", Weight)
def test_the_widths_are_those_that_reportlab_reads(weight: Weight) -> None:
    theirs = TTFontFile(io.BytesIO(font_program(weight))).charWidths
    ours = metrics().widths[weight]
    assert len(ours) > 1000
    assert {c: w for c, w in ours.items() if round(theirs[ord(c)]) != w} == {}


def test_a_width_grows_with_the_size() -> None:
    assert metrics().width("abc", REGULAR, 20) == pytest.approx(
        2 * metrics().width("abc", REGULAR, 10)
    )


def test_an_unknown_character_is_as_wide_as_a_question_mark() -> None:
    assert metrics().width("😀", REGULAR, 10) == metrics().width("?", REGULAR, 10)


def test_a_short_text_stays_on_its_line() -> None:
    assert wrap("Bonjour", 100) == ("Bonjour",)


def test_own_line_ends_and_blank_lines_are_kept() -> None:
    assert wrap("a\n\nb", 100) == ("a", "", "b")


def test_lines_break_at_spaces_but_never_at_no_break_spaces() -> None:
    assert wrap("aaaa bbbb\u00a0:", 30) == ("aaaa", "bbbb\u00a0:")


def test_a_word_longer_than_a_line_is_cut() -> None:
    lines = wrap("x" * 50, 60)
    assert len(lines) > 1
    assert "".join(lines) == "x" * 50


@given(st.text(st.sampled_from("ab cé\n"), max_size=80), st.floats(12, 200))
def test_wrapping_loses_nothing_but_the_spaces_at_breaks(text: str, width: float) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(metrics().width(line, REGULAR, 10) <= width for line in lines)


def test_widths_are_in_thousandths_of_the_size() -> None:
    assert advance_widths(font_program(Weight.REGULAR))["n"] == 547


def test_a_font_without_a_unicode_table_is_refused() -> None:
    font = bytearray(font_program(Weight.REGULAR))
    entry = font.index(b"cmap")
    (offset,) = struct.unpack_from(">L", font, entry + 8)
    struct.pack_into(">H", font, offset + 2, 0)
    with pytest.raises(ValueError, match="Windows Unicode"):
        advance_widths(bytes(font))


def test_the_font_draws_all_of_french() -> None:
    french = "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ€“”‘’«»–—…\u00a0°²"
    assert drawable(french) == french
    assert winansi_encoded(french).decode("cp1252") == french


@pytest.mark.parametrize(
    ("given_text", "drawn"),
    [
        ("😀", "?"),
        ("ő", "o"),
        ("Łódź", "Lódz"),
        ("Ωmega", "?mega"),
        ("ﬁn", "fin"),
        ("a\u202fb", "a\u00a0b"),
        ("e\u0301", "é"),
        ("a\u200db", "ab"),
        ("a → b", "a > b"),
        ("a\tb", "a b"),
        ("\x07", "?"),
        ("\x81", "?"),
    ],
)
def test_what_the_font_lacks_is_drawn_as_its_likeness(given_text: str, drawn: str) -> None:
    assert drawable(given_text) == drawn


def test_what_is_drawn_as_a_question_mark_is_named() -> None:
    assert undrawable("Łódź, Ωmega & Ω ? 🙂") == "Ω🙂"
    assert undrawable("Cœur d’Été & Fils ?") == ""


def test_line_ends_are_kept() -> None:
    assert drawable("a\nb") == "a\nb"


@given(st.text())
def test_any_text_can_be_drawn(text: str) -> None:
    assert set(drawable(text)) <= {*winansi_characters().values(), "\n"}


def test_218_codes_have_a_character() -> None:
    assert len(winansi_characters()) == 218
    assert winansi_characters()[0x9C] == "œ"


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("\u2010\u2011", "--"),
        ("\u2212", "–"),
        ("\u2009", " "),
        ("ĐđĦħıĿŀŁłŦŧƁɓƗɨŊŋ", "DdHhiLlLlTtBbIiNn"),
    ],
)
def test_each_letter_that_nothing_decomposes_has_its_likeness(typed: str, drawn: str) -> None:
    assert drawable(typed) == drawn


@given(st.text("ab \n\u00a0é😀", max_size=60), st.integers(12, 120))
def test_lines_are_as_full_as_they_can_be_and_lose_nothing(text: str, room: int) -> None:
    for paragraph in text.split("\n"):
        lines = wrap(paragraph, room)
        assert all(metrics().width(line, REGULAR, 10) <= room or len(line) == 1 for line in lines)
        assert "".join(lines).replace(" ", "") == paragraph.replace(" ", "")
        for line, following in pairwise(lines):
            first = following.split(" ")[0]
            assert metrics().width(f"{line} {first}", REGULAR, 10) > room
