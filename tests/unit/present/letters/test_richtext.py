"""The HTML is plain, so that mail programs show it alike, in light and in dark."""

import re

from tests.unit.present.letters.opened import tags_in
from zenforms.language import Lang
from zenforms.present.document import Fact, Facts, Heading, Paragraph, Point, Points
from zenforms.present.letters.letter import Letter, rich_text

LETTER = Letter(
    "Objet",
    Lang.FR,
    (
        Paragraph("Bonjour,"),
        Heading("Titre"),
        Points((Point("un", ("comment",), "charte"),), numbered=True, strong=True),
        Points((Point("deux"),)),
        Facts((Fact("Terme", "valeur"),)),
    ),
    ("Fin", "Signature"),
)


def test_it_uses_only_what_every_mail_program_knows() -> None:
    assert tags_in(rich_text(LETTER, accent="#112233")) == {
        *("html", "head", "meta", "title", "body", "div", "p", "h2", "br"),
        *("ol", "ul", "li", "strong", "em", "table", "tr", "th", "td"),
    }


def test_it_fetches_nothing() -> None:
    made = rich_text(LETTER, accent="#112233")
    assert not re.search(r"https?:|src=|href=|url\(|@import", made)


def test_colours_of_text_and_ground_are_the_readers_own() -> None:
    made = rich_text(LETTER, accent="#112233")
    assert re.findall(r"#[0-9A-Fa-f]{6}", made) == ["#112233"]
    assert "background" not in made
    assert '<meta name="color-scheme" content="light dark">' in made


def test_it_says_its_language() -> None:
    assert '<html lang="fr">' in rich_text(LETTER, accent="#112233")


def test_words_are_escaped() -> None:
    hostile = Letter("S", Lang.FR, (Paragraph("<img src=x onerror=alert(1)>"),), ())
    made = rich_text(hostile, accent="#112233")
    assert "img" not in tags_in(made)
    assert "&lt;img" in made
