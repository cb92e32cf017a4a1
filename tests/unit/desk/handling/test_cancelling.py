"""A client cancels a ticket of its own, and learns nothing about anybody else's."""

from pathlib import Path

import pytest

from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail, new_story
from tests.unit.present.letters.opened import opened
from zenforms.desk.papers.requests import Filed, standing_of
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form
from zenforms.judging.case import OutcomeKind
from zenforms.judging.threads import ThreadState

ANNE = "Anne Essai <anne.essai@client.example>"
UNKNOWN = "ZF-260512-00000"
CANCELLATION = shipped_form("cancellation")


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return new_story(tmp_path / "bureau")


def annes_ticket(story: Story) -> Filed:
    files = {"demande.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    filed = story.receive("1.eml", mail(ANNE, "Export", files), "2026-05-12T09:00")
    assert filed.settlement.outcome is OutcomeKind.ACCEPTED
    return filed


def cancel(story: Story, client_id: str, number: str, name: str = "annulation.pdf") -> Filed:
    answers = {
        "contact_name": "Jean Test",
        "email": "jean.test@modele.example",
        "request_number": number,
        "reason": "Résolu par un redémarrage.",
        "confirmed": True,
    }
    form = fill_form(story.form(client_id, "cancellation"), answers, form=CANCELLATION)
    return story.receive(name, form, "2026-05-13T09:00")


def letter_of(filed: Filed) -> str:
    return opened((filed.place / "reply.eml").read_bytes()).text


def test_a_clients_own_ticket_is_cancelled(story: Story) -> None:
    ticket = annes_ticket(story)
    done = cancel(story, "EX-001", ticket.number)
    assert done.settlement.outcome is OutcomeKind.CANCELLED
    assert standing_of(story.root, f"tickets/{ticket.number}").state is ThreadState.CANCELLED
    assert [path.name for path in done.place.glob("*.eml")] == ["acknowledgement.eml"]
    letter = opened((done.place / "acknowledgement.eml").read_bytes())
    assert f"Votre demande {ticket.number}" in " ".join(letter.text.split())


def test_another_clients_ticket_is_neither_cancelled_nor_admitted(story: Story) -> None:
    ticket = annes_ticket(story)
    foreign = cancel(story, "EX-002", ticket.number, "a.pdf")
    unknown = cancel(story, "EX-002", UNKNOWN, "b.pdf")
    assert standing_of(story.root, f"tickets/{ticket.number}").state is ThreadState.OPEN
    assert foreign.settlement.outcome is unknown.settlement.outcome is OutcomeKind.INCOMPLETE
    assert foreign.settlement.codes == unknown.settlement.codes
    said = letter_of(foreign).replace(ticket.number, UNKNOWN)
    said = said.replace(foreign.number, unknown.number)
    assert " ".join(said.split()) == " ".join(letter_of(unknown).split())
    names = [sorted(p.name for p in filed.place.iterdir()) for filed in (foreign, unknown)]
    assert names[0] == names[1]


def test_the_letter_asks_to_check_the_number_and_for_no_files(story: Story) -> None:
    said = " ".join(letter_of(cancel(story, "EX-002", UNKNOWN)).split())
    assert "Vérifiez le numéro sur notre accusé de réception" in said
    assert "fichiers" not in said
    assert "contrat de TMA" not in said


def test_the_corrected_cancellation_cancels(story: Story) -> None:
    ticket = annes_ticket(story)
    back = cancel(story, "EX-001", UNKNOWN)
    correction = (back.place / "correction.pdf").read_bytes()
    form = fill_form(correction, {"request_number": ticket.number}, form=CANCELLATION)
    done = story.receive("c.pdf", form, "2026-05-14T09:00")
    assert done.settlement.outcome is OutcomeKind.CANCELLED
    assert done.settlement.thread == back.number
    assert standing_of(story.root, f"tickets/{ticket.number}").state is ThreadState.CANCELLED
