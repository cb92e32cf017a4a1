"""The page to forward: self-contained, without script, readable by day, by night and on paper."""

import re
from html.parser import HTMLParser

import pytest

from zenforms.language import Lang
from zenforms.present.document import Advice, Chapter, Fact, Note, Paragraph, Quotation, ReportModel
from zenforms.present.html import DARK, LIGHT
from zenforms.present.plot import PLOT_STYLE
from zenforms.present.recordingpage import STYLE
from zenforms.present.reportpage import reports_page, style
from zenforms.present.terminal import Tone

HOSTILE = "<script>alert('x')</script>\x1b[2J\u202e&amp;\"'"

ROOT = r":root \{(.+?)\}"


def account(words: str = "demande.pdf") -> ReportModel:
    parts = (
        Fact("Nom", words),
        Fact("Ville", words),
        Note(words, "✗", Tone.BAD),
        Paragraph(words),
        Quotation(words),
        Advice(words),
    )
    return ReportModel(
        words, Note("demande incomplète", "✗", Tone.BAD), words, (Chapter("Un", parts),)
    )


class Page(HTMLParser):
    """Collects tags, attributes and texts, and checks that what opens closes."""

    VOID = frozenset({"meta", "link", "br", "hr", "img"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_a_page_is_well_formed_and_says_everything() -> None:
    page = Page(reports_page([account("a.pdf"), account("b.pdf")], Lang.FR))
    assert page.open == []
    said = " ".join(page.texts)
    for part in ("a.pdf", "b.pdf", "✗ demande incomplète", "À faire", "Nom"):
        assert part in said
    assert page.tags.count("article") == 2
    assert page.tags.count("dl") == 2


def test_nothing_is_fetched_or_run() -> None:
    page = Page(reports_page([account()], Lang.FR))
    assert {"script", "link", "img", "iframe", "form"} & set(page.tags) == set()
    assert {"src", "href", "onclick", "onload", "style"} & set(page.attributes) == set()
    assert "url(" not in style()
    assert "@import" not in style()


def test_what_a_client_wrote_is_only_ever_text() -> None:
    html = reports_page([account(HOSTILE)], Lang.FR)
    assert "<script" not in html
    assert not any(char in html for char in "\x1b\u202e")
    assert "<script>alert('x')</script>\\x1b[2J" in " ".join(Page(html).texts)


@pytest.mark.parametrize("inks", [LIGHT, DARK], ids=["light", "dark"])
def test_every_ink_can_be_read_on_its_paper(inks: dict[str, str]) -> None:
    for name in ("ink", "quiet", "good", "warning", "bad", "accent"):
        assert contrast(inks[name], inks["paper"]) >= 4.5, name
    for name in ("ink", "quiet"):
        assert contrast(inks[name], inks["card"]) >= 4.5, name
    assert contrast(inks["on-accent"], inks["accent"]) >= 4.5
    assert contrast(inks["line"], inks["paper"]) >= 3


def test_light_and_dark_know_the_same_inks() -> None:
    assert set(LIGHT) == set(DARK)


@pytest.mark.parametrize("sheet", [style() + PLOT_STYLE, STYLE], ids=["report", "recording"])
def test_a_page_uses_no_ink_but_its_own_and_each_is_light_and_dark(sheet: str) -> None:
    light, dark = (set(re.findall(r"--([\w-]+):", root)) for root in re.findall(ROOT, sheet))
    assert light == dark
    assert set(re.findall(r"var\(--([\w-]+)\)", sheet)) <= light


@pytest.mark.parametrize(("lang", "words"), [(Lang.FR, "À faire"), (Lang.EN, "To do")])
def test_the_page_says_its_language(lang: Lang, words: str) -> None:
    html = reports_page([account()], lang)
    assert f'lang="{lang.value}"' in html
    assert words in html
