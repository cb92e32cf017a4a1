import re
import tomllib

import pytest

from zenforms.desk.setup.founding import words_template
from zenforms.desk.setup.wordsfile import WordsFile
from zenforms.language import Lang, Text
from zenforms.words import OF_THE_CHARTER, Words

ASLEEP = re.compile(r"(?m)^#(?=[a-z_]+ = |  \{|  \"|\])")


@pytest.mark.parametrize("lang", Lang)
def test_the_template_changes_nothing(lang: Lang) -> None:
    said = tomllib.loads(words_template(lang).read_text(encoding="utf-8"))
    assert WordsFile.model_validate(said).words() == OF_THE_CHARTER


@pytest.mark.parametrize("lang", Lang)
def test_every_line_of_the_template_awake_says_what_ships(lang: Lang) -> None:
    said = tomllib.loads(ASLEEP.sub("", words_template(lang).read_text(encoding="utf-8")))
    assert WordsFile.model_validate(said).words() == OF_THE_CHARTER
    assert set(said) == set(WordsFile.model_fields)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("le Desk", ("Desk", "le Desk", "du Desk", "Le Desk")),
        ("la Tour", ("Tour", "la Tour", "de la Tour", "La Tour")),
        ("l'Atelier", ("Atelier", "l’Atelier", "de l’Atelier", "L’Atelier")),
        ("les Bornes", ("Bornes", "les Bornes", "des Bornes", "Les Bornes")),
        ("Facturo", ("Facturo", "Facturo", "de Facturo", "Facturo")),
        ("Ormeo", ("Ormeo", "Ormeo", "d’Ormeo", "Ormeo")),
    ],
)
def test_articles_and_contractions_follow_from_the_word(
    word: str, said: tuple[str, str, str, str]
) -> None:
    words = Words(desktop=Text(fr=word, en=word))
    marks = ("{desktop}", "{the_desktop}", "{of_the_desktop}", "{The_desktop}")
    assert tuple(words.put(Text(fr=mark, en="")).fr for mark in marks) == said


def test_arguments_stay_open_and_a_word_is_never_a_mark() -> None:
    words = Words(product="Orme")
    assert words.put(Text(fr="{product} {file}", en="{of_product} {day}")) == Text(
        fr="Orme {file}", en="of Orme {day}"
    )


def test_who_names_a_product_names_its_programs() -> None:
    words = WordsFile.model_validate({"product": "Orme"}).words()
    assert (words.suite.fr, words.suite.en) == ("suite Orme", "Orme suite")
    assert words.are_ours("orme-import.log")
    assert not words.are_ours("ZenImport.log")
