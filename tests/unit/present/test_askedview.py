"""The report tells what is asked: every answer, the long texts in full, the message around it."""

from dataclasses import replace

from tests.unit.judging.bench import (
    ANSWERS,
    CLIENT,
    FILLED,
    HIDDEN,
    Filled,
    case_from,
    drop_of,
    file_of,
)
from zenforms.form.library import shipped_form
from zenforms.judging.case import Case
from zenforms.judging.judge import judge
from zenforms.language import Lang
from zenforms.present.askedview import asked_blocks
from zenforms.present.document import Chapter, Fact, Passage
from zenforms.present.report import build_report, report_text
from zenforms.present.reportpage import reports_page
from zenforms.reading.evidence import Recording, RecordingKind
from zenforms.reading.submission import Channel, Envelope, Role

MAIL = Envelope(
    channel=Channel.EMAIL,
    sender="anne.essai@client.example",
    subject="Export",
    body="Bonjour,\n\nl'export est vide.\n",
)


def blocks(case: Case) -> dict[str, Chapter]:
    return {block.title: block for block in asked_blocks(case, Lang.FR)}


def rows(block: Chapter) -> dict[str, str]:
    return {part.term: part.value for part in block.parts if isinstance(part, Fact)}


def lines(block: Chapter) -> tuple[str, ...]:
    (passage,) = block.parts
    assert isinstance(passage, Passage)
    return passage.lines


def test_every_answer_is_told_in_words_but_for_boxes() -> None:
    asked = rows(blocks(case_from(drop_of(FILLED.with_answers(workstations="tous"))))["La demande"])
    assert asked["Postes concernés"] == "tous"
    assert asked["Type de demande"] == "Assistance"
    assert "Téléphone" in asked
    assert "Prestation TMA souhaitée" not in asked  # not answered
    assert not any("un seul sujet" in term for term in asked)


def test_the_words_of_a_message_inside_the_message_are_told_with_its_sender() -> None:
    colleague = replace(MAIL, sender="luc.essai@client.example", body="Pour vous.")
    drop = replace(drop_of(FILLED, envelope=colleague), forwarded=(MAIL,))
    told = blocks(case_from(drop))
    assert lines(told["Le message"]) == ("Pour vous.",)
    forwarded = told["Message transmis, de anne.essai@client.example"]
    assert lines(forwarded) == ("Bonjour,", "", "l'export est vide.")
    assert not any("transmis" in title for title in blocks(case_from(drop_of(envelope=MAIL))))


def test_a_forwarded_request_is_not_told_twice() -> None:
    staff = replace(MAIL, sender="support@editeur.example", body="")
    case = case_from(replace(drop_of(envelope=staff), forwarded=(MAIL,)))
    assert case.answer("description").value == MAIL.body
    assert not any("transmis" in title for title in blocks(case))


def test_the_description_is_told_whole_line_by_line() -> None:
    told = lines(blocks(case_from(drop_of(FILLED)))["En détail"])
    assert "\n".join(told) == ANSWERS["description"]


def test_a_cancellation_names_the_ticket_and_the_reason() -> None:
    form = shipped_form("cancellation")
    hidden = {**HIDDEN, "form_id": form.form}
    answers = {"request_number": "ZF-260512-7K3QM", "reason": "Le poste a redémarré."}
    told = blocks(case_from(drop_of(Filled(answers, hidden, form=form))))
    assert rows(told["La demande"])["Numéro de la demande"] == "ZF-260512-7K3QM"
    assert lines(told["Pourquoi\u00a0?"]) == ("Le poste a redémarré.",)


def test_a_mail_without_a_form_is_told_once_and_with_its_client() -> None:
    told = blocks(case_from(drop_of(envelope=MAIL)))
    assert rows(told["La demande"])["Client"] == CLIENT.name
    assert lines(told["En détail"]) == ("Bonjour,", "", "l'export est vide.")
    assert "Le message" not in told


def test_the_message_around_a_form_is_told_beside_it() -> None:
    around = Envelope(sender=MAIL.sender, subject="Export", body="Voici le formulaire.")
    told = blocks(case_from(drop_of(FILLED, envelope=around)))
    assert lines(told["Le message"]) == ("Voici le formulaire.",)
    assert "Le message" not in blocks(case_from(drop_of(FILLED)))


def test_an_automatic_message_is_told_by_who_wrote_what() -> None:
    away = Envelope(sender="a@client.example", subject="Absence", body="Absente.", automatic=True)
    told = blocks(case_from(drop_of(envelope=away)))
    assert rows(told["La demande"]) == {"De": "a@client.example", "Objet": "Absence"}
    assert lines(told["Le message"]) == ("Absente.",)


def test_nothing_is_told_of_nothing() -> None:
    assert blocks(case_from(drop_of())) == {}


def test_a_long_question_stands_above_its_answer_and_text_keeps_its_lines() -> None:
    outcome = judge(case_from(drop_of(FILLED.with_answers(reproducible="yes"))))
    told = report_text(build_report("demande.pdf", outcome, Lang.FR), Lang.FR).splitlines()
    place = told.index("  Cela se produit-il à chaque fois\u00a0?")
    assert told[place + 1].split() == ["Oui"]
    assert told[told.index("En détail") + 1].startswith("  J’ouvre le Desk")


def test_a_passage_is_harmless_in_text_and_on_a_page() -> None:
    hostile = "une <b>ligne</b>\x1b[2J\n\u202eautre"
    outcome = judge(case_from(drop_of(FILLED.with_answers(description=hostile))))
    account = build_report("demande.pdf", outcome, Lang.FR)
    text, page = report_text(account, Lang.FR), reports_page([account], Lang.FR)
    assert "  une <b>ligne</b>\\x1b[2J\n  \\u202eautre\n" in text
    assert '<p class="passage">une &lt;b&gt;ligne&lt;/b&gt;\\x1b[2J\n\\u202eautre</p>' in page


def test_a_ticket_tells_first_what_is_asked_and_a_returned_request_first_what_is_missing() -> None:
    for answers, first in ((FILLED, "La demande"), (FILLED.with_answers(urgency=None), "Les r")):
        outcome = judge(case_from(drop_of(answers)))
        told = build_report("demande.pdf", outcome, Lang.FR)
        assert told.chapters[0].title.startswith(first)


def test_a_recording_is_called_what_it_is() -> None:
    film = replace(file_of("ecran.mp4", Role.PSR), recording=Recording(RecordingKind.VIDEO))
    outcome = judge(case_from(drop_of(FILLED, files=(film, file_of("a.txt", Role.OTHER)))))
    told = report_text(build_report("demande.pdf", outcome, Lang.FR), Lang.FR)
    assert "Vidéo, 1\u00a0ko" in told
    assert "autre fichier, 1\u00a0ko" in told
