"""HTML is made of values, and text cannot get out of its place."""

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from zenforms.language import Lang
from zenforms.present.html import page, tag
from zenforms.sanitize import HARMFUL


class Seen(HTMLParser):
    """What a reader of HTML finds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[str | None] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_an_element_holds_texts_elements_and_lists() -> None:
    made = tag("p", "a ", tag("b", "c"), None, [" d", tag("br")], class_="x", data_n=2.5)
    assert str(made) == '<p class="x" data-n="2.5">a <b>c</b> d<br></p>'


def test_an_attribute_without_a_value_is_left_out_or_stands_alone() -> None:
    assert str(tag("details", open="", id=None)) == "<details open></details>"


def test_text_is_escaped() -> None:
    assert str(tag("p", "<script>&")) == "<p>&lt;script&gt;&amp;</p>"


def test_harmful_characters_become_visible_but_lines_stay_lines() -> None:
    assert str(tag("pre", "a\u202eb\x1b\nc")) == "<pre>a\\u202eb\\x1b\nc</pre>"


def test_a_page_says_its_language_and_runs_nothing() -> None:
    made = page("Titre", tag("p", "é"), css="p > b { color: red }", lang=Lang.FR)
    assert made.startswith('<!doctype html>\n<html lang="fr">')
    assert "default-src 'none'" in made.replace("&#x27;", "'")
    assert "p > b { color: red }" in made


@given(st.text(), st.text())
@settings(max_examples=200)
def test_no_text_opens_a_tag_or_leaves_its_attribute(text: str, value: str) -> None:
    made = str(tag("p", text, title=value))
    seen = Seen(made)
    assert seen.tags == ["p"]
    assert len(seen.values) == 1
    assert HARMFUL.search(made.replace("\n", "")) is None
