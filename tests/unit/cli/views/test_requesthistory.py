"""What happened to a request is told in order, with who decided and why."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call
from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail, new_story
from tests.unit.present.letters.opened import opened
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form

ANNE = "Anne Essai <anne.essai@client.example>"
BY = ("--by", "A. Exemple")
Show = Callable[[str], str]


@pytest.fixture
def story(tmp_path: Path) -> Story:
    """A desk whose clock stands still."""
    told = new_story(tmp_path / "bureau")
    (told.root / "clock.toml").write_text("now = 2026-05-15T10:00:00+02:00\n", encoding="utf-8")
    return told


@pytest.fixture
def show(call: Call, story: Story) -> Show:
    def told(number: str) -> str:
        done = call("show", story.root, number)
        assert done.code == 0, done.err
        return done.out

    return told


def returned(story: Story) -> str:
    """The number of a request that lacks its recording."""
    form = {"demande.pdf": filled(story.form(), ANSWERS)}
    return story.receive("1.eml", mail(ANNE, "Export", form), "2026-05-12T09:00").number


def completed(story: Story, number: str) -> str:
    """The recording comes; the number of the ticket."""
    letter = (story.root / "returned" / number / "reply.eml").read_bytes()
    answers = opened(letter).head("Message-ID")
    reply = mail(ANNE, "RE: Export", {"psr.zip": PSR}, answers=answers)
    return story.receive("2.eml", reply, "2026-05-13T09:00").number


def test_a_request_that_just_came_has_no_history(story: Story, show: Show) -> None:
    assert "Ce qui s’est passé" not in show(returned(story))


def test_the_first_number_leads_to_the_ticket_and_its_due_date(story: Story, show: Show) -> None:
    first = returned(story)
    ticket = completed(story, first)
    told = show(first)
    assert show(ticket) == told
    assert f"{first}, ouvert" in told
    assert f"tickets/{first}" in told
    assert f"2.eml (envoi {ticket})" in told
    assert "première qualification pour lundi 18 mai 2026" in told
    assert told.index(f"{first} reçue\u00a0: demande incomplète") < told.index(
        f"{ticket} reçue\u00a0: demande acceptée"
    )


def test_an_override_is_told_with_who_and_why(call: Call, story: Story, show: Show) -> None:
    number = returned(story)
    assert call("retry", story.root, number, *BY, "--why", "registre mis à jour").code == 0
    assert call("accept", story.root, number, *BY, "--why", "vu au téléphone").code == 0
    told = show(number)
    again = f"{number} jugée de nouveau → demande incomplète, par A. Exemple"
    accepted = f"{number} acceptée malgré le verdict, par A. Exemple"
    told = " ".join(told.split())
    assert told.index(again) < told.index("registre mis à jour") < told.index(accepted)
    assert "vu au téléphone" in told


def test_what_happens_to_a_ticket_may_be_said_by_any_number_of_the_request(
    call: Call, story: Story, show: Show
) -> None:
    first = returned(story)
    ticket = completed(story, first)
    assert first in call("note", story.root, first, *BY, "--why", "client rappelé").out
    assert first in call("qualify", story.root, ticket, "--first", *BY).out
    assert first in call("close", story.root, first, *BY).out
    assert first in call("reopen", story.root, ticket, *BY).out
    assert first in call("close", story.root, ticket, *BY).out
    told = show(first)
    assert f"{first}, clos" in told
    assert "Échéance" not in told
    assert "client rappelé" in told


def test_a_note_needs_a_word(call: Call, story: Story) -> None:
    number = returned(story)
    assert call("note", story.root, number, *BY, "--why", "x").code == 0
    assert call("note", story.root, number, *BY).code == 2


def test_a_returned_request_that_nobody_awaits_is_filed_away(
    call: Call, story: Story, show: Show
) -> None:
    number = returned(story)
    assert number in call("status", story.root).out
    assert "classée" not in show(number) + call("find", story.root).out
    done = call("close", story.root, number, *BY, "--why", "refait en deux demandes")
    assert (done.code, done.out) == (0, f"✓ {number}\u00a0: c’est noté.\n")
    assert number not in call("status", story.root).out
    told = " ".join(show(number).split())
    assert "demande incomplète, classée" in told
    assert "Clôture, par A. Exemple" in told
    assert "refait en deux demandes" in told
    assert "incomplète, classée" in call("find", story.root).out
    again = call("close", story.root, number, *BY)
    assert again.code == 5
    assert f"{number} est déjà classée" in again.err
    assert call("reopen", story.root, number, *BY).code == 0
    assert number in call("status", story.root).out


def test_a_quarantined_drop_is_filed_away_and_not_the_ticket_that_it_names(
    call: Call, story: Story
) -> None:
    first = returned(story)
    completed(story, first)
    word = mail("x@ailleurs.example", f"RE: [{first}]", {})
    odd = story.receive("odd.eml", word, "2026-05-14T09:00")
    assert odd.settlement.outcome == "quarantined"
    assert call("close", story.root, odd.number, *BY, "--why", "publicité").code == 0
    assert "ticket ouvert" in call("find", story.root, "--open").out


def test_a_client_who_cancels_what_went_back_is_awaited_no_more(call: Call, story: Story) -> None:
    number = returned(story)
    answers = {
        "contact_name": "Anne Essai",
        "email": "anne.essai@client.example",
        "request_number": number,
        "confirmed": True,
    }
    blank = story.form("EX-001", "cancellation")
    form = fill_form(blank, answers, form=shipped_form("cancellation"))
    done = story.receive("annulation.pdf", form, "2026-05-13T09:00")
    assert done.settlement.outcome == "cancelled"
    assert "Rien n’attend" in call("status", story.root).out
    assert not list((story.root / "tickets").iterdir())


def test_programs_are_told_the_drops_of_the_request(call: Call, story: Story) -> None:
    first = returned(story)
    ticket = completed(story, first)
    said = json.loads(call("show", story.root, first, "--format", "json").out)
    assert said == json.loads(call("show", story.root, ticket, "--format", "json").out)
    assert (said["number"], said["drop"], said["thread"]) == (first, ticket, first)
    assert said["ticket"]["number"] == first
    assert [(one["number"], one["outcome"]) for one in said["drops"]] == [
        (first, "incomplete"),
        (ticket, "accepted"),
    ]


def test_a_request_that_is_a_ticket_is_not_accepted_again(call: Call, story: Story) -> None:
    first = returned(story)
    ticket = completed(story, first)
    for number in (first, ticket):
        for command in ("accept", "retry"):
            done = call(command, story.root, number, *BY, "--why", "vu au téléphone")
            assert done.code == 5
            assert f"{first} est déjà un ticket" in done.err


def test_the_newest_round_is_accepted_by_the_number_that_the_client_says(
    call: Call, story: Story, show: Show
) -> None:
    first = returned(story)
    log = {"export.log": b"2026-05-12 09:00:00 ERROR Export: column lost\n"}
    reply = mail(ANNE, f"RE: [{first}]", log)
    second = story.receive("2.eml", reply, "2026-05-13T09:00")
    assert f"returned/{second.number}" in show(first)
    done = call("accept", story.root, first, *BY, "--why", "vu au téléphone")
    assert done.code == 0, done.err
    assert f"tickets/{first}" in done.out
    told = show(first)
    assert f"{second.number} acceptée malgré le verdict, par A. Exemple" in " ".join(told.split())
    assert (story.root / "tickets" / first / "export.log").exists()
    assert [path.name for path in (story.root / "returned").iterdir()] == [first]


def test_an_earlier_round_has_a_history_of_its_own(story: Story, show: Show) -> None:
    first = returned(story)
    log = {"a.log": b"x" * 99}
    second = story.receive("2.eml", mail(ANNE, f"RE: [{first}]", log), "2026-05-13T09:00").number
    third = story.receive(
        "3.eml", mail(ANNE, f"RE: [{first}]", {"psr.zip": PSR}), "2026-05-14T09:00"
    ).number
    assert f"returned/{second}" in show(second)
    assert f"tickets/{first}" in show(third)
