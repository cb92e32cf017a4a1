"""Lines fit the terminal, measured as the eye sees them."""

from hypothesis import given
from hypothesis import strategies as st

from zenforms.present.terminal import columns, definitions, ending, padded, paragraph, wrapped


def test_wide_characters_take_two_columns_and_combining_marks_none() -> None:
    assert columns("été") == 3
    assert columns("e\u0301te\u0301") == 3
    assert columns("日本") == 4


def test_a_text_breaks_at_spaces_and_keeps_its_indents() -> None:
    lines = wrapped("un deux trois quatre", width=12, first="- ")
    assert lines == ["- un deux", "  trois", "  quatre"]


def test_a_text_never_breaks_at_a_fixed_space() -> None:
    assert wrapped("le nom\u00a0: absent", width=7) == ["le", "nom\u00a0:", "absent"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert wrapped("abcdefghij", width=6, first="> ") == ["> abcd", "  efgh", "  ij"]


def test_an_empty_text_makes_no_line() -> None:
    assert wrapped("  ") == []
    assert list(paragraph("")) == []


def test_of_a_long_path_the_end_is_kept() -> None:
    assert ending("/a/b/demande.pdf", 12) == "…demande.pdf"
    assert ending("demande.pdf", 12) == "demande.pdf"


def test_padding_counts_columns() -> None:
    assert padded("日本", 6) == "日本  "
    assert padded("long", 2) == "long"


def test_a_long_term_stands_on_its_own_line() -> None:
    lines = definitions([("court", "explication"), ("x" * 30, "autre")], width=60)
    assert lines[0].startswith("  court ")
    assert lines[1].strip() == "x" * 30
    assert lines[2].strip() == "autre"
    assert lines[0].index("explication") == lines[2].index("autre")


@given(st.text(), st.integers(min_value=20, max_value=100))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert all(columns(line) <= width for line in wrapped(text, width=width, first="  - "))


@given(st.text("abc é\u00a0", max_size=300))
def test_wrapping_loses_no_character(text: str) -> None:
    assert "".join(wrapped(text, width=20)).replace(" ", "") == text.replace(" ", "")
