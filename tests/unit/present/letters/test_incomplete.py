"""The letter to an incomplete request says what is missing and how to give it; it never blames."""

import re
from dataclasses import replace

from tests.unit.judging.bench import ANSWERS, FILLED, file_of, judged
from tests.unit.present.letters import drops
from tests.unit.present.letters.opened import opened, words_in
from zenforms.judging.case import Outcome
from zenforms.present.letters.context import context_of
from zenforms.present.letters.incomplete import incomplete_letter
from zenforms.present.letters.letter import plain_text
from zenforms.present.letters.write import letters_of
from zenforms.reading.evidence import LogFacts
from zenforms.reading.submission import Role

BLAME = re.compile(
    r"\b(oubli|omis|erreur|faute|négli|incorrect|mauvais|à tort|vous n’avez pas|vous deviez)",
    re.IGNORECASE,
)


def text_of(outcome: Outcome, *, has_form: bool = True) -> str:
    said = plain_text(incomplete_letter(context_of(outcome, drops.NUMBER), has_form=has_form))
    return " ".join(said.split())


def test_every_gap_is_a_numbered_point_in_the_order_of_the_form() -> None:
    said = text_of(drops.incomplete())
    urgency, version = said.index("1. « Degré d’urgence »"), said.index("2. « Version de votre")
    assert urgency < version


def test_it_says_how_to_find_what_is_missing() -> None:
    assert "Affichée à la connexion à l’outil, ou dans le MOC." in text_of(drops.incomplete())


def test_an_answer_that_is_there_is_not_asked_for_again() -> None:
    assert "Domaine concerné" not in text_of(drops.incomplete())


def test_it_names_the_request_by_number_words_and_day() -> None:
    said = text_of(drops.incomplete())
    assert "numéro ZF-260513-7K3QD" in said
    assert ANSWERS["summary"] in said
    assert "reçue le mercredi 13 mai 2026" in said


def test_it_tells_the_decompte_risk_and_the_one_subject_rule_in_the_charters_words() -> None:
    said = text_of(drops.incomplete())
    assert "entrainera un décompte du temps de traitement passé de nos conseillers." in said
    assert "Merci de n’aborder qu’un seul sujet par ticket." in said


def test_it_never_blames() -> None:
    nothing: dict[str, str | None] = dict.fromkeys(ANSWERS, None)
    kept = {"client_name": "Société Exemple", "type": "malfunction", "document_attached": "yes"}
    everything = FILLED.with_answers(**nothing | kept | {"email": "anne.essai"})
    said = text_of(drops.incomplete(everything))
    said = said.replace("un document est concerné par une erreur", "")  # the charter's own words
    assert BLAME.findall(said) == []


def test_when_only_a_file_is_missing_a_reply_with_it_is_enough() -> None:
    said = text_of(drops.only_recording_missing())
    assert "Répondez simplement à ce message en joignant ce qui manque." in said
    assert "Faire un rapport PSR" in said


def test_when_an_answer_is_missing_the_form_must_come_back() -> None:
    said = text_of(drops.incomplete())
    assert "Renvoyez-le en réponse à ce message" in said
    assert "Répondez simplement" not in said


def test_a_blank_form_is_not_said_to_hold_answers() -> None:
    blank = FILLED.with_answers(**dict.fromkeys(set(ANSWERS) - {"client_name"}))
    assert "vos réponses y sont conservées" in text_of(drops.incomplete())
    said = text_of(drops.incomplete(blank))
    assert "vos réponses" not in said
    assert "chaque point à compléter y est signalé" in said


def test_several_forms_are_asked_for_in_messages_of_their_own_and_not_in_a_reply() -> None:
    other = FILLED.with_answers(summary="Tout autre chose : l’impression reste bloquée")
    outcome = judged(FILLED, other, envelope=drops.MAIL)
    assert outcome.case.rivals
    said = text_of(outcome, has_form=False)
    assert "Faites un nouveau message pour chaque formulaire" in said
    assert "Gardez le numéro" not in said
    assert "nouveau message pour chaque" not in text_of(drops.incomplete())


def test_the_signature_needs_no_article_before_the_vendors_name() -> None:
    assert "L’équipe support Éditeur Exemple support@editeur.example" in text_of(drops.incomplete())


def test_what_came_already_is_named_and_kept() -> None:
    said = text_of(drops.only_recording_missing())
    assert "Nous gardons ce que nous avons déjà reçu, inutile de le renvoyer : journal.log." in said


def test_what_was_sent_in_vain_is_named_and_not_said_to_be_kept() -> None:
    malfunction = FILLED.with_answers(type="malfunction", workstations="tous", reproducible="yes")
    called = replace(file_of("psr.zip", Role.OTHER), claims=Role.PSR)
    files = (called, file_of("vide.txt", Role.OTHER, size=0), file_of("journal.log", Role.LOG))
    said = text_of(judged(malfunction, envelope=drops.MAIL, files=files))
    assert "« psr.zip » s’appelle comme un rapport PSR, mais n’en est pas un" in said
    assert "inutile de le renvoyer : journal.log." in said
    assert "s’appelle comme un rapport" not in text_of(drops.only_recording_missing())


def test_a_log_that_says_nothing_is_named_where_logs_are_missing() -> None:
    involved = FILLED.with_answers(
        type="malfunction", workstations="tous", reproducible="yes", service_involved="yes"
    ).with_answers(service_name="ZenExport")
    empty = replace(file_of("import.log", Role.LOG), log=LogFacts())
    binary = replace(file_of("export.log", Role.LOG), log=LogFacts(binary=True))
    said = text_of(judged(involved, envelope=drops.MAIL, files=(empty, binary)))
    assert "Le journal « import.log » est vide." in said
    assert "« export.log » s’appelle comme un journal, mais n’est pas du texte." in said
    assert "export.log." not in said


def test_a_document_that_is_held_back_is_named_and_not_said_to_be_kept() -> None:
    files = (file_of("paie.pdf", Role.DOCUMENT), file_of("export.log", Role.LOG))
    said = text_of(judged(drops.LACKING, envelope=drops.MAIL, files=files))
    assert "Il s’agit de\u00a0: paie.pdf." in said.replace(" :", "\u00a0:")
    assert "inutile de le renvoyer : export.log." in said.replace("\u00a0", " ")
    assert said.count("paie.pdf") == 1


def test_a_document_that_is_announced_and_not_declared_is_named_when_it_came() -> None:
    announced = FILLED.with_answers(document_attached="yes", document_files="paie.pdf")
    came = judged(announced, envelope=drops.MAIL, files=(file_of("paie.pdf", Role.DOCUMENT),))
    missing = judged(announced, envelope=drops.MAIL)
    assert "ZF105" in came.report.codes()
    assert "Il s’agit de" in text_of(came)
    assert "Il s’agit de" not in text_of(missing)


def test_a_declared_document_is_not_told_of() -> None:
    declared = drops.LACKING.with_answers(document_attached="yes", not_confidential="yes")
    files = (file_of("facture.pdf", Role.DOCUMENT),)
    assert "Il s’agit de" not in text_of(judged(declared, envelope=drops.MAIL, files=files))


def test_the_name_of_a_held_document_is_harmless_in_the_letter() -> None:
    odd = file_of("paie\n\u202efdp.exe\x1b[0m.pdf", Role.DOCUMENT)
    said = plain_text(
        incomplete_letter(
            context_of(judged(drops.LACKING, files=(odd,)), drops.NUMBER), has_form=True
        )
    )
    assert "Il s’agit de" in said
    assert "\u202e" not in said
    assert "\x1b" not in said


def test_with_tma_it_says_from_when_the_commitments_run() -> None:
    assert "Votre contrat de TMA" in text_of(drops.incomplete())


def test_without_tma_it_says_nothing_of_commitments() -> None:
    without = drops.LACKING.with_hidden(client_id="EX-002").with_answers(
        client_name="Atelier Modèle", mode="no_tma"
    )
    mail = replace(drops.MAIL, sender="jean.test@modele.example")
    assert "contrat de TMA" not in text_of(drops.incomplete(without, mail))


def test_a_client_who_reads_english_gets_it_in_english() -> None:
    said = text_of(drops.by_an_english_client())
    assert said.startswith("Dear Anne Essai, Thank you for your request")
    assert "“Urgency” is not filled in." in said


def test_without_a_form_to_send_back_it_promises_none() -> None:
    assert "formulaire joint" not in text_of(drops.incomplete(), has_form=False)


def test_text_and_html_of_the_whole_letter_hold_the_same_words() -> None:
    files = letters_of(drops.only_recording_missing(), drops.NUMBER, drops.BRANDING).files
    read = opened(files["reply.eml"])
    plain = re.sub(r"^ *(\d+\.|-) +|^-+\r?$", "", read.text, flags=re.MULTILINE)
    rich = words_in(read.rich)
    assert plain.split() == rich
