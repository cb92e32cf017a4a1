"""Whichever of its numbers somebody says, the whole request is found."""

from datetime import date
from pathlib import Path

import pytest

from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail, new_story
from tests.unit.present.letters.opened import opened
from zenforms.desk.papers.memory import drops_of_request, ticket_among
from zenforms.desk.papers.requests import Filed
from zenforms.judging.case import OutcomeKind

ANNE = "Anne Essai <anne.essai@client.example>"
TODAY = date(2026, 5, 29)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return new_story(tmp_path / "bureau")


def three_drops(story: Story) -> list[Filed]:
    """A request that lacks its recording, the recording, and a word afterwards."""
    form = {"demande.pdf": filled(story.form(), ANSWERS)}
    first = story.receive("1.eml", mail(ANNE, "Export", form), "2026-05-12T09:00")
    answered = opened((first.place / "reply.eml").read_bytes()).head("Message-ID")
    second = story.receive(
        "2.eml", mail(ANNE, "RE: Export", {"psr.zip": PSR}, answers=answered), "2026-05-13T09:00"
    )
    third = story.receive(
        "3.eml", mail(ANNE, "RE: Export", {}, answers=answered), "2026-05-14T09:00"
    )
    outcomes = [one.settlement.outcome for one in (first, second, third)]
    assert outcomes == [OutcomeKind.INCOMPLETE, OutcomeKind.ACCEPTED, OutcomeKind.FOLLOWUP]
    return [first, second, third]


def test_each_number_leads_to_all_drops_the_oldest_first(story: Story) -> None:
    drops = three_drops(story)
    numbers = [filed.number for filed in drops]
    for filed in drops:
        found = drops_of_request(story.root, filed, TODAY)
        assert [one.number for one in found] == numbers


def test_the_ticket_is_the_drop_that_was_accepted(story: Story) -> None:
    drops = three_drops(story)
    ticket = ticket_among(drops_of_request(story.root, drops[0], TODAY))
    assert ticket is not None
    assert ticket.number == drops[1].number
    assert ticket_among((drops[0],)) is None


def test_a_request_of_one_drop_is_itself(story: Story) -> None:
    form = {"demande.pdf": filled(story.form(), ANSWERS)}
    filed = story.receive("1.eml", mail(ANNE, "Export", form), "2026-05-12T09:00")
    other = mail(ANNE, "Autre", {"autre.pdf": filled(story.form(), {**ANSWERS, "urgency": "low"})})
    story.receive("2.eml", other, "2026-05-12T10:00")
    assert [one.number for one in drops_of_request(story.root, filed, TODAY)] == [filed.number]
