import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zenforms.judging.text import is_empty, likeness, mentions, plain, quoted, words


@pytest.mark.parametrize("text", ["", " \n\t", "\u00a0", "\u200b\u2060\ufeff", "\u00ad"])
def test_white_space_and_invisible_characters_are_nothing(text: str) -> None:
    assert is_empty(text)


@pytest.mark.parametrize("text", ["0", "-", "é", " . "])
def test_anything_visible_is_something(text: str) -> None:
    assert not is_empty(text)


def test_a_plain_text_has_no_accents_ligatures_or_odd_spaces() -> None:
    assert plain(" Œuvre\u00a0 d’Été,\nÆGIS ﬁn ") == "oeuvre d'ete, aegis fin"
    assert words("L’Œuvre n° 12 : été !") == ["l", "oeuvre", "n", "12", "ete"]


def test_a_phrase_is_mentioned_word_by_word() -> None:
    assert mentions("Le connecteur MODELE plante", "Connecteur Modèle")
    assert not mentions("Le connecteur du modèle plante", "Connecteur Modèle")
    assert not mentions("Le connecteurmodele", "Connecteur Modèle")
    assert not mentions("tout", "")


def test_likeness_goes_from_nothing_to_the_same() -> None:
    assert likeness("Le MOC", "le moc !") == 1
    assert likeness("Le MOC", "Un scanner") == 0


def longest_in_common(one: list[str], other: list[str]) -> int:
    """The textbook's table: slow, and beyond doubt."""
    row = [0] * (len(other) + 1)
    for mine in one:
        before = row
        row = [0]
        for place, theirs in enumerate(other):
            longer = before[place] + 1 if mine == theirs else max(row[-1], before[place + 1])
            row.append(longer)
    return row[-1]


@given(*[st.lists(st.sampled_from("abc"), max_size=30)] * 2)
@settings(max_examples=60)
def test_likeness_is_the_share_of_words_that_stand_in_both_in_the_same_order(
    one: list[str], other: list[str]
) -> None:
    both = len(one) + len(other)
    share = 2 * longest_in_common(one, other) / both if both else 1
    assert likeness(" ".join(one), " ".join(other)) == share
    assert likeness(" ".join(other), " ".join(one)) == share


def test_the_longest_texts_of_very_few_words_are_compared_as_any_others() -> None:
    assert likeness("a x " * 20_000, "a y " * 20_000) == 0.5


def test_a_quotation_is_one_line_and_short() -> None:
    assert quoted("a\nb\t c") == "a b c"
    assert quoted("x" * 61) == "x" * 59 + "…"
    assert quoted("x" * 60) == "x" * 60


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_a_quotation_never_breaks_the_line_or_grows(text: str) -> None:
    said = quoted(text)
    assert len(said) <= 60
    assert said.splitlines() in ([said], [])


@given(st.text(max_size=100))
@settings(max_examples=60)
def test_to_be_plain_twice_is_to_be_plain_once(text: str) -> None:
    assert words(plain(text)) == words(text)


def test_words_of_other_scripts_are_words() -> None:
    assert words("Łódź – Ωμέγα 2ᵉ") == ["łodz", "ωμεγα", "2e"]
    assert words("Пример") != words("Другой")
