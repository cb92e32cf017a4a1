"""What must not reach an eye or a machine becomes visible, or is left out of a letter."""

from hypothesis import given, settings
from hypothesis import strategies as st

from zenforms.sanitize import HARMFUL, plain_line, visible


def test_an_escape_sequence_becomes_visible() -> None:
    assert visible("a\x1b[31mb") == "a\\x1b[31mb"


def test_an_override_becomes_visible() -> None:
    assert visible("facture\u202efdp.exe") == "facture\\u202efdp.exe"


def test_french_and_emoji_stay_as_they_are() -> None:
    said = "L’été à Noël\u00a0: « œuvre » 👩‍💻"
    assert visible(said) == said
    assert plain_line(said) == said


def test_a_letter_leaves_out_what_nobody_can_see() -> None:
    assert plain_line("Bon\u200bjour\r\n\tAnne \x07 Essai\u2028") == "Bonjour Anne Essai"


def test_a_long_line_is_cut_with_an_ellipsis() -> None:
    assert plain_line("mot " * 100, 20) == "mot mot mot mot mot…"


@given(st.text(), st.integers(min_value=1, max_value=50))
@settings(max_examples=200)
def test_a_plain_line_is_short_and_harmless_whatever_came(text: str, limit: int) -> None:
    line = plain_line(text, limit)
    assert len(line) <= limit
    assert HARMFUL.search(line) is None
