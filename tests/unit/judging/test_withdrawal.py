"""Messages that only say that a request is over, and those that say something else."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zenforms.judging.withdrawal import only_withdraws

_LINES = (Path(__file__).parent / "corpus/withdrawals.txt").read_text(encoding="utf-8").splitlines()
SAYS_SO = [line[2:].replace("\\n", "\n") for line in _LINES if line.startswith("+")]
SAYS_ELSE = [line[2:].replace("\\n", "\n") for line in _LINES if line.startswith("-")]
FRAMES = (
    "{}",
    "Bonjour,\n\n{}\n\nCordialement,\nAnne Essai\n+33 1 23 45 67 89\nAvez-vous besoin d’imprimer ?",
    "{}\n\nLe mar. 12 mai 2026 à 09:00, Support a écrit :\n> Pouvez-vous la donner ?\n> Merci",
    "{}\n\n-----Message d’origine-----\nDe : Support\nEnvoyé : mardi\n\nEst-ce résolu ?\n",
    "{}\n--\nAnne Essai | Société Exemple | Toujours à votre écoute !",
)
TO_ADD = (
    "Par contre l’export en CSV ne marche plus.",
    "Pouvez-vous nous rappeler ?",
    "Autre chose : il nous faut dix licences de plus, merci de nous envoyer un devis.",
    "Mais le poste de Jean reste bloqué.",
    "Nous avons maintenant l’erreur 1234.",
)


@pytest.mark.parametrize("frame", FRAMES)
def test_it_is_heard_in_whatever_stands_around_it(frame: str) -> None:
    assert [one for one in SAYS_SO if not only_withdraws("Impression", frame.format(one))] == []


@pytest.mark.parametrize("frame", FRAMES)
def test_whatever_else_is_said_stays_a_request(frame: str) -> None:
    assert [one for one in SAYS_ELSE if only_withdraws("Impression", frame.format(one))] == []


@pytest.mark.parametrize("more", TO_ADD)
def test_who_also_asks_something_makes_a_request(more: str) -> None:
    heard = [one for one in SAYS_SO if only_withdraws("Impression", f"{more}\n{one}")]
    assert heard == []


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("RE: [ZF-260512-ABCDE] Problème résolu", "Merci\nAnne", True),
        ("Annulation de ma demande", "Bonjour,\n\nAnne", True),
        ("Demande à annuler", "", True),
        ("TR: Annulation du ticket ZF-260512-ABCDE", "Bonjour", True),
        ("Problème résolu ?", "Bonjour", False),
        ("Problème résolu", "Ah non, cela recommence", False),
        ("Annulation de commande", "Le Desk affiche une erreur", False),
        ("Votre demande est à compléter", "Voici la version : 12.2", False),
    ],
)
def test_the_subject_alone_says_so_too(subject: str, text: str, *, expected: bool) -> None:
    assert only_withdraws(subject, text) is expected


def test_a_long_message_has_something_else_to_say() -> None:
    assert not only_withdraws("", "Le problème est résolu. " + "Nous en sommes contents. " * 99)


@given(st.text(), st.text(alphabet=st.characters(), max_size=3_000))
@settings(max_examples=200, deadline=None)
def test_any_text_has_an_answer(subject: str, text: str) -> None:
    assert only_withdraws(subject, text) in {True, False}
