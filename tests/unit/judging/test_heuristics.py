import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.judging.told import HEURISTICS, SETS, measure, told_in
from zenforms.judging import heuristics
from zenforms.judging.heuristics import (
    asks_nothing,
    has_no_steps,
    has_several_subjects,
    is_copy,
    is_other_subject,
    is_too_short,
    says_nothing,
)


def test_the_corpus_holds_at_least_150_requests_right_and_wrong_ones() -> None:
    everything = [told for name in SETS for told in told_in(name)]
    assert len(everything) >= 150
    assert sum(not told.labels for told in everything) >= 75
    assert {label for told in everything for label in told.labels} == set(HEURISTICS)
    assert len({told.summary for told in everything}) == len(everything)


@pytest.mark.parametrize("label", HEURISTICS)
def test_a_heuristic_is_right_nine_times_out_of_ten_and_finds_half_of_them(label: str) -> None:
    measured = measure(label)
    assert measured.right >= 10
    assert measured.precision >= 0.9, measured.wrong
    assert measured.recall >= 0.5, measured.missed


@pytest.mark.parametrize("label", HEURISTICS)
@pytest.mark.parametrize("name", SETS)
def test_no_set_of_the_corpus_is_much_worse_than_the_others(label: str, name: str) -> None:
    assert measure(label, name).precision >= 0.8


@pytest.mark.parametrize(
    "text", ["Problème", "URGENT !!!", "bonjour", "Ça ne marche pas", "pb", "…", "Demande d’aide"]
)
def test_a_summary_without_a_telling_word_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["Erreur 1045", "Scanner", "Imprimante HS", "Œuvre illisible"])
def test_one_telling_word_says_something(text: str) -> None:
    assert not says_nothing(text)


def test_a_description_that_repeats_the_summary_is_a_copy() -> None:
    assert is_copy("Le MOC ne s’ouvre plus", "LE MOC NE S'OUVRE PLUS !!")
    assert not is_copy("Le MOC ne s’ouvre plus", "Depuis lundi, double-clic : rien.")
    assert not is_copy("", "Depuis lundi")


def test_a_description_of_a_few_words_is_too_short() -> None:
    assert is_too_short("Message d'erreur.")
    assert is_too_short("Bonjour, merci de nous aider svp, c'est urgent")
    assert not is_too_short("Le filtre par date oublie le dernier jour.")


def test_steps_may_be_told_in_many_ways() -> None:
    for text in (
        "1. Ouvrir le MOC 2. Fermer",
        "Outils > Options",
        "Quand je clique, tout se ferme",
        "Supprimer un fichier, aller dans Corbeille.",
    ):
        assert not has_no_steps("Panne", text)
    assert has_no_steps("Panne générale", "Plus rien ne marche, merci de faire vite.")


def test_numbered_steps_are_not_several_subjects() -> None:
    assert not has_several_subjects("Erreur", "1. J'ouvre\n2. Je clique\n3. Rien ne vient")
    assert has_several_subjects("Divers", "- comment trier ?\n- comment filtrer ?")


def test_a_problem_that_is_not_solved_is_not_taken_for_solved() -> None:
    assert not asks_nothing("Le problème n'est pas résolu par la mise à jour")
    assert asks_nothing("Finalement c'est résolu, merci")


@pytest.mark.parametrize(
    ("story", "earlier"),
    [
        ("Le scanner s’arrête encore à la page 50", "La numérisation au scanner s'arrête"),
        ("Toujours l'erreur 1045 aux règlements", "Erreur 1045 à l'ouverture de Règlements"),
        ("Factures de nouveau coupées à l'export", "L'export des factures coupe la colonne"),
    ],
)
def test_the_same_subject_has_a_word_in_common(story: str, earlier: str) -> None:
    assert not is_other_subject(story, earlier)


def test_another_subject_has_none() -> None:
    assert is_other_subject("Créer un accès pour la comptable", "Le scanner s'arrête page 50")
    assert not is_other_subject("", "Le scanner s'arrête page 50")


def test_unrelated_requests_are_rarely_taken_for_the_same_and_never_by_a_short_word() -> None:
    malfunctions = [t for t in told_in("unseen") if t.kind == "malfunction" and not t.labels]
    pairs = [
        is_other_subject(one.summary, other.summary)
        for one in malfunctions
        for other in malfunctions
        if one is not other
    ]
    assert sum(pairs) / len(pairs) >= 0.9


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=60)
def test_no_text_makes_a_heuristic_raise(summary: str, description: str) -> None:
    says_nothing(summary)
    is_copy(summary, description)
    is_too_short(description)
    has_no_steps(summary, description)
    has_several_subjects(summary, description)
    asks_nothing(description)
    is_other_subject(summary, description)


@pytest.mark.parametrize(
    "text",
    ["1. a " * 16_000, "par ailleurs " * 5_000, "- ?\n" * 16_000, "est " * 16_000, "a" * 64_000],
)
def test_a_text_of_64_kilobytes_is_only_looked_at_where_it_begins(text: str) -> None:
    assert len(text) > heuristics.LONGEST
    has_several_subjects("x", text)
    has_no_steps("x", text)
    asks_nothing(text)
    is_copy(text, text)
