"""The acknowledgement names the request, what is due under TMA, and what happens next."""

from dataclasses import replace
from datetime import time

from tests.unit.judging.bench import FILLED, desk_of, judged
from tests.unit.present.letters import drops
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.policy import FlatOperation, Hours, Policy
from zenforms.present.letters.accepted import accepted_letter
from zenforms.present.letters.context import context_of
from zenforms.present.letters.letter import plain_text

WITHOUT_TMA = FILLED.with_hidden(client_id="EX-002").with_answers(
    client_name="Atelier Modèle", mode="no_tma"
)


def text_of(outcome: Outcome) -> str:
    assert outcome.kind is OutcomeKind.ACCEPTED
    return " ".join(plain_text(accepted_letter(context_of(outcome, drops.NUMBER))).split())


def test_it_gives_the_number_and_says_that_the_request_is_complete() -> None:
    said = text_of(drops.accepted())
    assert "complète et enregistrée sous le numéro ZF-260513-7K3QD" in said


def test_under_tma_it_gives_the_dates_that_are_ahead() -> None:
    said = text_of(drops.accepted())
    assert "Enregistrement" not in said  # this letter is it
    assert "compte à partir du jour ouvré suivant" not in said
    assert "Première qualification au plus tard le lundi 18 mai 2026" in said
    assert "Qualification finale au plus tard le jeudi 21 mai 2026" in said


def test_a_desk_that_counts_from_its_next_working_day_says_so() -> None:
    policy = Policy(hours=Hours(cutoff=time(17)))
    said = text_of(judged(FILLED, desk=desk_of(policy), envelope=drops.MAIL))
    assert "reçue après 17 h, ou un jour non ouvré, compte à partir du jour ouvré" in said


def test_without_tma_it_gives_no_dates() -> None:
    said = text_of(judged(WITHOUT_TMA))
    assert "au plus tard" not in said
    assert "Nos engagements" not in said


def test_it_says_what_happens_next_and_how_to_cancel() -> None:
    said = text_of(drops.accepted())
    assert "Un conseiller étudie votre demande" in said
    assert "formulaire d’annulation" in said


def test_a_charged_request_is_told_why() -> None:
    flat = FlatOperation(label="Environnement de test", when={"tma_service": ("test_environment",)})
    desk = desk_of(Policy(flat_operations=(flat,)))
    said = text_of(judged(FILLED.with_answers(tma_service="test_environment"), desk=desk))
    assert "Un forfait est décompté de vos heures : Environnement de test" in said


def test_a_request_that_costs_nothing_is_told_nothing_of_costs() -> None:
    assert "Prise en charge" not in text_of(drops.accepted())


def test_what_no_contract_covers_is_said_before_work_is_charged() -> None:
    said = text_of(judged(WITHOUT_TMA.with_answers(domain="script")))
    assert "porte uniquement sur les licences" in said
    assert "Nous revenons vers vous avant toute intervention payante." in said
    assert "ne couvre pas la résorption de problèmes" in said


def test_an_incomplete_request_that_was_opened_is_not_called_complete() -> None:
    said = text_of(judged(drops.LACKING, desk=desk_of(Policy(on_incomplete="open"))))
    assert "complète et enregistrée" not in said
    assert "enregistrée sous le numéro ZF-260513-7K3QD" in said
    assert "Le temps passé est décompté de vos heures" in said


def test_a_mail_without_the_form_is_not_called_complete() -> None:
    mail = replace(drops.PLAIN_MAIL, sender="anne.essai@client.example")
    said = text_of(judged(envelope=mail))
    assert "enregistrée sous le numéro" in said
    assert "complète" not in said


def test_an_incomplete_request_that_was_opened_is_told_what_is_missing() -> None:
    said = text_of(judged(drops.LACKING, desk=desk_of(Policy(on_incomplete="open"))))
    assert "Ce qui manque encore" in said
    assert "« Version de votre Desk » n’est pas rempli." in said
    assert "« Degré d’urgence » n’est pas rempli." in said


def test_a_file_that_is_missing_from_an_open_request_is_added_by_a_reply() -> None:
    malfunction = FILLED.with_answers(type="malfunction", workstations="tous", reproducible="yes")
    said = text_of(judged(malfunction, desk=desk_of(Policy(on_incomplete="open"))))
    assert "Pour l’ajouter, répondez à ce message en le joignant." in said
    assert "dans le même message que le formulaire" not in said


def test_a_complete_request_is_told_of_nothing_missing() -> None:
    assert "Ce qui manque encore" not in text_of(drops.accepted())


def test_who_asks_for_tma_without_a_contract_is_told_so() -> None:
    without = FILLED.with_hidden(client_id="EX-002").with_answers(client_name="Atelier Modèle")
    said = text_of(judged(without.with_answers(mode="tma")))
    assert "aucun contrat de TMA n’était actif" in said
    assert "hors TMA" in said
    assert "contrat de TMA" not in text_of(judged(WITHOUT_TMA))
    assert "contrat de TMA" not in text_of(drops.accepted())


def test_a_mail_is_asked_for_the_answers_of_the_form_but_not_for_the_mode() -> None:
    mail = replace(drops.PLAIN_MAIL, sender="anne.essai@client.example")
    said = text_of(judged(envelope=mail))
    assert "dites-nous aussi en réponse à ce message : « Type de demande »" in said
    assert "« Version de votre Desk »" in said
    assert "Mode de demande" not in said
    assert "dites-nous aussi" not in text_of(drops.accepted())


def test_nobody_is_told_of_hours_that_no_contract_gives() -> None:
    refused = drops.refused()
    opened = replace(refused, kind=OutcomeKind.ACCEPTED)
    said = text_of(opened)
    assert "Demande par courriel. Le temps passé donne lieu à décompte." in said
    assert "de vos heures" not in said


def test_a_recording_that_would_help_is_suggested() -> None:
    assert "Un rapport PSR ou une vidéo montrerait aussi" in text_of(drops.with_pictures())
    assert "rapport PSR" not in text_of(drops.accepted())


def test_what_is_only_for_staff_is_not_told_to_the_client() -> None:
    said = text_of(judged(FILLED.with_answers(mode="tma", telephone="?")))
    assert "téléphone" not in said
