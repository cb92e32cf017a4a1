import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFontFile

from zenforms.form.placing.metrics import Weight
from zenforms.form.placing.typeface import font_program, metrics

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
