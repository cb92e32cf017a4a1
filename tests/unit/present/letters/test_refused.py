"""The letter to a refused request says why, by channel or contract, and how to do it right."""

from dataclasses import replace

from tests.unit.judging.bench import FILLED, desk_of, judged
from tests.unit.present.letters import drops
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.policy import Policy
from zenforms.present.letters.context import context_of
from zenforms.present.letters.letter import plain_text
from zenforms.present.letters.refused import refused_letter


def text_of(outcome: Outcome, *, has_form: bool = True) -> str:
    said = plain_text(refused_letter(context_of(outcome, drops.NUMBER), has_form=has_form))
    return " ".join(said.split())


def test_a_mail_without_tma_is_told_the_channel_and_the_charters_sentence() -> None:
    said = text_of(drops.refused())
    assert "arrivée par courriel, sans notre formulaire" in said
    assert "Atelier Modèle n’en avait pas à cette date" in said
    assert "Les demandes effectuées par ces biais, hors mode TMA, ne pourront pas" in said


def test_a_call_without_tma_is_told_so_too() -> None:
    form = FILLED.with_hidden(channel="phone", client_id="EX-002").with_answers(
        client_name="Atelier Modèle"
    )
    said = text_of(judged(form))
    assert "Merci de nous avoir appelés, le mercredi 13 mai 2026" in said
    assert "faite par téléphone" in said


def test_it_says_how_to_have_the_request_handled() -> None:
    said = text_of(drops.refused())
    assert "Ouvrez le formulaire joint à ce message" in said
    assert "ouvrir un ticket depuis votre espace client" in said


def test_it_leaves_room_for_a_mistake_of_ours() -> None:
    assert "nous vérifierons notre registre" in text_of(drops.refused())


def test_without_a_form_it_says_where_to_get_one() -> None:
    said = text_of(drops.refused(), has_form=False)
    assert "Téléchargez notre formulaire dans votre espace client" in said
    assert "formulaire joint" not in said


def test_a_rule_that_the_desk_raised_to_a_refusal_is_told_with_its_remedy() -> None:
    form = FILLED.with_hidden(client_id="EX-002").with_answers(client_name="Atelier Modèle")
    desk = desk_of(Policy(severity={"ZF310": "refusal"}))
    outcome = judged(form, desk=desk)
    assert outcome.kind is OutcomeKind.REFUSED
    said = text_of(outcome)
    assert "La TMA est demandée, mais Atelier Modèle n’a pas de contrat" in said
    assert "Merci pour votre demande" in said


def test_the_subject_holds_the_number_and_the_clients_subject() -> None:
    letter = refused_letter(context_of(drops.refused(), drops.NUMBER), has_form=True)
    assert letter.subject.startswith("[ZF-260513-7K3QD] ")
    assert letter.subject.endswith("Export des factures")


def test_a_mail_without_a_subject_is_answered_all_the_same() -> None:
    outcome = drops.refused(replace(drops.PLAIN_MAIL, subject=None))
    letter = refused_letter(context_of(outcome, drops.NUMBER), has_form=True)
    assert letter.subject == "[ZF-260513-7K3QD] Pour que votre demande soit traitée"
    assert "Merci pour votre message, reçu le" in text_of(outcome)
