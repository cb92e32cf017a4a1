import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.form.placing.winansi import characters, drawable, encode, undrawable


def test_the_font_draws_all_of_french() -> None:
    french = "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ€“”‘’«»–—…\u00a0°²"
    assert drawable(french) == french
    assert encode(french).decode("cp1252") == french


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
    assert set(drawable(text)) <= {*characters().values(), "\n"}


def test_218_codes_have_a_character() -> None:
    assert len(characters()) == 218
    assert characters()[0x9C] == "œ"
