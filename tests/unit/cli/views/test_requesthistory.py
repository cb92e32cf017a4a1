"""What happened to a request is told in order, with who decided and why."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call
from tests.unit.desk.letters.opened import opened
from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail, new_story

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
    assert f"{ticket}, ouvert" in told
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
    assert ticket in call("note", story.root, first, *BY, "--why", "client rappelé").out
    assert ticket in call("close", story.root, first, *BY).out
    told = show(first)
    assert f"{ticket}, clos" in told
    assert "Échéance" not in told
    assert "client rappelé" in told


def test_a_note_needs_a_ticket_and_a_word(call: Call, story: Story) -> None:
    number = returned(story)
    assert call("note", story.root, number, *BY, "--why", "x").code == 5
    assert call("note", story.root, number, *BY).code == 2


def test_programs_are_told_the_drops_of_the_request(call: Call, story: Story) -> None:
    first = returned(story)
    ticket = completed(story, first)
    said = json.loads(call("show", story.root, first, "--format", "json").out)
    assert said["thread"] == first
    assert [(one["number"], one["outcome"]) for one in said["drops"]] == [
        (first, "incomplete"),
        (ticket, "accepted"),
    ]
