"""Nothing untrusted reaches a terminal raw."""

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from zenforms.language import Lang, Text
from zenforms.present.terminal import harmless, in_json, one_line, several_lines, shortened

ANY_TEXT = st.text(st.characters())
KEPT = "\u200c\u200d"


def is_plain(char: str) -> bool:
    return char in KEPT or unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}


def test_a_terminal_sequence_is_shown_and_not_obeyed() -> None:
    assert one_line("\x1b[2J\x9b1m") == "\\x1b[2J\\x9b1m"


def test_a_bidirectional_override_is_shown() -> None:
    assert one_line("facture\u202efdp.exe") == "facture\\u202efdp.exe"


def test_invisible_characters_and_tags_are_shown() -> None:
    assert one_line("a\u200bb\ufeffc\U000e0041") == "a\\u200bb\\ufeffc\\U000e0041"


def test_a_file_name_that_is_not_utf_8_can_be_printed() -> None:
    assert one_line("r\udce9sum\udce9.pdf") == "r\\udce9sum\\udce9.pdf"


def test_line_feeds_become_one_space() -> None:
    assert one_line("un\r\ndeux\n\n\ttrois") == "un deux trois"


def test_french_and_emoji_stay_as_they_are() -> None:
    text = "Cœur d’Été\u00a0: 12 € « oui » 👨‍👩‍👧 👍🏽"
    assert one_line(text) == text


def test_a_long_text_is_cut_and_says_so() -> None:
    assert one_line("a" * 600, 10) == "aaaaaaaaa…"
    assert shortened("court", 10) == "court"


def test_a_huge_text_costs_no_more_than_its_limit() -> None:
    assert len(one_line("\x1b" * 10_000_000, 100)) == 100


@given(ANY_TEXT)
def test_one_line_is_one_line_of_plain_characters(text: str) -> None:
    said = one_line(text)
    assert all(is_plain(char) for char in said)


@given(ANY_TEXT)
def test_several_lines_hold_only_plain_characters(text: str) -> None:
    assert all(is_plain(char) for line in several_lines(text) for char in line)


@given(st.dictionaries(ANY_TEXT, ANY_TEXT))
def test_escaped_json_says_the_same_with_plain_characters(value: dict[str, str]) -> None:
    said = in_json(json.dumps(value, ensure_ascii=False, indent=1))
    assert json.loads(said) == value
    assert all(is_plain(char) or char == "\n" for char in said)


def test_every_kind_of_argument_is_made_harmless() -> None:
    arguments: dict[str, str | Text] = {"plain": "a\x1bb", "text": Text(fr="c\x1bd", en="e")}
    assert harmless(arguments, Lang.FR) == {"plain": "a\\x1bb", "text": "c\\x1bd"}
