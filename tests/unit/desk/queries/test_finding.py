"""A request is found by what people remember of it, the newest first."""

from pathlib import Path

import pytest

from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail, new_story
from zenforms.desk.papers.requests import EventKind
from zenforms.desk.queries.finding import find_requests
from zenforms.desk.spool.journal import add_event
from zenforms.desk.spool.settlement import TicketEvent
from zenforms.judging.case import OutcomeKind
from zenforms.judging.threads import ThreadState

ANNE = "Anne Essai <anne.essai@client.example>"
JEAN = "Jean Test <jean.test@modele.example>"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A ticket of Anne's, and a mail of Jean's that is refused."""
    told = new_story(tmp_path / "bureau")
    files = {"demande.pdf": filled(told.form(), ANSWERS), "psr.zip": PSR}
    told.receive("export.eml", mail(ANNE, "Export", files), "2026-05-12T09:00")
    told.receive("message.eml", mail(JEAN, "Œuvre bloquée", {}), "2026-05-13T09:00")
    return told


def found(story: Story, *words: str, open_only: bool = False) -> list[OutcomeKind]:
    findings = find_requests(story.opened, words, open_only=open_only)
    return [one.outcome for one in findings.requests]


@pytest.mark.parametrize(
    "words",
    [
        ["societe EXEMPLE"],  # the client's name
        ["ex-001"],  # its id
        ["anne.essai@client.example"],
        ["montant", "ttc"],  # the description
        ["colonne", "12.1"],
        ["export.eml"],  # what was dropped
    ],
)
def test_a_ticket_is_found_by_any_of_its_words(story: Story, words: list[str]) -> None:
    assert found(story, *words) == [OutcomeKind.ACCEPTED]


def test_every_word_must_occur(story: Story) -> None:
    assert found(story, "colonne", "oeuvre") == []


def test_what_came_by_mail_alone_is_found_too(story: Story) -> None:
    assert found(story, "oeuvre", "jean") == [OutcomeKind.REFUSED]


def test_without_a_word_all_are_told_the_newest_first(story: Story) -> None:
    assert found(story) == [OutcomeKind.REFUSED, OutcomeKind.ACCEPTED]


def test_what_is_no_request_is_found_by_its_report(story: Story) -> None:
    broken = story.receive("scan.pdf", b"%PDF-1.7 nothing", "2026-05-14T09:00")
    assert broken.settlement.outcome is OutcomeKind.QUARANTINED
    assert found(story, "scan.pdf") == [OutcomeKind.QUARANTINED]


def test_open_tickets_alone_are_told_on_request(story: Story) -> None:
    (ticket,) = find_requests(story.opened, [], open_only=True).requests
    assert ticket.state is ThreadState.OPEN
    assert (ticket.client, ticket.contact) == ("Société Exemple", "Anne Essai")
    assert ticket.place == f"tickets/{ticket.number}"


def test_no_more_than_asked_are_told_and_that_is_said(story: Story) -> None:
    findings = find_requests(story.opened, [], most=1)
    assert [one.outcome for one in findings.requests] == [OutcomeKind.REFUSED]
    assert findings.more
    assert not find_requests(story.opened, [], most=2).more


def test_a_request_is_found_though_its_outcomes_folder_is_gone(story: Story) -> None:
    (ticket,) = find_requests(story.opened, ["ex-001"]).requests
    for path in sorted((story.root / ticket.place).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (again,) = find_requests(story.opened, ["export.eml"]).requests
    assert again.number == ticket.number
    assert again.summary is None


def test_a_request_of_two_rounds_is_told_once_as_what_became_of_it(story: Story) -> None:
    form = {"demande.pdf": filled(story.form(), {**ANSWERS, "summary": "Fenêtre vide"})}
    first = story.receive("premier.eml", mail(ANNE, "Vide", form), "2026-05-14T09:00")
    (went_back,) = find_requests(story.opened, ["fenetre", "vide"]).requests
    assert (went_back.number, went_back.outcome, went_back.state) == (
        first.number,
        OutcomeKind.INCOMPLETE,
        None,
    )
    reply = mail(ANNE, f"RE: [{first.number}]", {"psr.zip": PSR})
    second = story.receive("second.eml", reply, "2026-05-15T09:00")
    for words in (["fenetre", "vide"], ["premier.eml"], ["second.eml"], [second.number]):
        (ticket,) = find_requests(story.opened, words).requests
        assert (ticket.number, ticket.outcome, ticket.state) == (
            first.number,
            OutcomeKind.ACCEPTED,
            ThreadState.OPEN,
        )
        assert ticket.place == f"tickets/{first.number}"


def test_a_request_that_went_back_twice_is_told_once(story: Story) -> None:
    lacking = {**ANSWERS, "desk_version": None, "summary": "Fenêtre vide"}
    form = {"demande.pdf": filled(story.form(), lacking), "psr.zip": PSR}
    first = story.receive("premier.eml", mail(ANNE, "Vide", form), "2026-05-14T09:00")
    reply = mail(ANNE, f"RE: [{first.number}]", {"a.log": b"x" * 99}, text="Je regarde.")
    second = story.receive("second.eml", reply, "2026-05-15T09:00")
    (found_one,) = find_requests(story.opened, ["fenetre"]).requests
    assert (found_one.number, found_one.outcome) == (first.number, OutcomeKind.INCOMPLETE)
    assert found_one.place == f"returned/{second.number}"


def test_what_was_filed_away_is_told_so_and_is_no_open_ticket(story: Story) -> None:
    (refused,) = find_requests(story.opened, ["jean"]).requests
    assert refused.state is None
    closed = TicketEvent("1", EventKind.CLOSED, story.spool.now(), "Camille")
    add_event(story.spool.disk, story.root, refused.place, closed)
    (over,) = find_requests(story.opened, ["jean"]).requests
    assert over.state is ThreadState.CLOSED
    assert found(story, "jean", open_only=True) == []


def test_a_word_about_a_ticket_is_told_beside_it(story: Story) -> None:
    (ticket,) = find_requests(story.opened, [], open_only=True).requests
    word = mail(ANNE, f"RE: [{ticket.number}]", {}, text="Merci.")
    third = story.receive("merci.eml", word, "2026-05-15T09:00")
    told = {one.number: one.outcome for one in find_requests(story.opened, ["anne"]).requests}
    assert told == {ticket.number: OutcomeKind.ACCEPTED, third.number: OutcomeKind.FOLLOWUP}
