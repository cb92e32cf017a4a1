"""The figures of a whole desk, and the due dates of its tickets."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.unit.desk.story import ANSWERS, PSR, Story, filled, mail, new_story
from zenforms.desk.papers.requests import EventKind
from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.queries.duedates import Kept, due_dates
from zenforms.desk.queries.statistics import Period, statistics_of
from zenforms.desk.spool.journal import add_event
from zenforms.desk.spool.settlement import TicketEvent
from zenforms.judging.case import OutcomeKind

ANNE = "Anne Essai <anne.essai@client.example>"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A desk with a request in two rounds, an accepted one, a refused one, and rubbish."""
    story = new_story(tmp_path_factory.mktemp("stats") / "bureau")
    (story.root / "clock.toml").write_text("now = 2026-05-29T10:00:00+02:00\n", encoding="utf-8")
    form = story.form()
    lacking = filled(form, {**ANSWERS, "desk_version": None})
    back = story.receive(
        "1.eml", mail(ANNE, "Export", {"d.pdf": lacking, "psr.zip": PSR}), "2026-04-20T09:00"
    )
    correction = (back.place / "correction.pdf").read_bytes()
    story.receive("2.pdf", filled(correction, {"desk_version": "12.1"}), "2026-05-04T09:00")
    other = {
        **ANSWERS,
        "summary": "L’impression reste bloquée",
        "description": "Je clique, puis rien.",
    }
    story.receive(
        "3.eml",
        mail(ANNE, "Autre", {"d.pdf": filled(form, other), "psr.zip": PSR}),
        "2026-05-26T09:00",
    )
    story.receive("4.eml", mail("Jean <jean.test@modele.example>", "Aide", {}), "2026-05-27T09:00")
    story.receive("5.bin", b"rien", "2026-05-27T10:00")
    return story


def test_everything_is_counted(story: Story) -> None:
    told = statistics_of(story.opened)
    assert told.drops == 5
    assert (told.first, told.last) == (date(2026, 4, 20), date(2026, 5, 27))
    assert told.outcomes == {
        OutcomeKind.ACCEPTED: 2,
        OutcomeKind.INCOMPLETE: 1,
        OutcomeKind.REFUSED: 1,
        OutcomeKind.QUARANTINED: 1,
    }
    assert told.rounds == {1: 1, 2: 1}
    assert told.awaited == 1
    assert [(c.id, c.drops, c.rounds) for c in told.clients] == [
        ("EX-001", 3, 1.5),
        ("EX-002", 1, None),
    ]
    assert "ZF101" in {finding.code for finding in told.findings}


def test_commitments_of_the_tickets_are_counted(story: Story) -> None:
    told = statistics_of(story.opened)
    stands = {one.commitment: one.stands for one in told.commitments}
    assert stands[Commitment.FIRST_QUALIFICATION] == {Kept.OVERDUE: 2}
    assert stands[Commitment.FINAL_QUALIFICATION] == {Kept.OVERDUE: 1, Kept.DUE: 1}
    assert [one.overdue for one in told.pending] == [True, True, True, False]


def test_a_period_is_counted_by_the_day_of_receipt_but_knows_the_rounds_before(
    story: Story,
) -> None:
    told = statistics_of(story.opened, Period(date(2026, 5, 1), date(2026, 5, 26)))
    assert told.drops == 2
    assert told.rounds == {1: 1, 2: 1}
    assert told.awaited == 0


def test_what_was_filed_away_is_awaited_no_more(story: Story) -> None:
    (refused,) = (story.root / "refused").iterdir()
    closed = TicketEvent("1", EventKind.CLOSED, story.spool.now(), "Camille")
    add_event(story.spool.disk, story.root, f"refused/{refused.name}", closed)
    assert statistics_of(story.opened).awaited == 0


def test_an_empty_period_is_no_error(story: Story) -> None:
    told = statistics_of(story.opened, Period(date(2030, 1, 1)))
    assert (told.drops, told.first, told.months, told.pending) == (0, None, (), ())


def test_what_was_done_in_time_is_kept(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    files = {"d.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    ticket = story.receive("1.eml", mail(ANNE, "Export", files), "2026-05-12T09:00")
    first, final = due_dates(story.root)
    assert (first.day, final.day) == (date(2026, 5, 15), date(2026, 5, 20))
    assert first.subject == ANSWERS["summary"]
    done = TicketEvent(
        "1",
        EventKind.FINAL_QUALIFICATION,
        datetime.fromisoformat("2026-05-15T18:00+02:00"),
        "A. E.",
    )
    add_event(story.spool.disk, story.root, f"tickets/{ticket.number}", done)
    stands = [one.stands(date(2026, 5, 16)) for one in due_dates(story.root)]
    assert stands == [Kept.IN_TIME, Kept.IN_TIME]


def test_what_is_due_is_called_by_the_number_that_the_client_knows(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    form = filled(story.form(), ANSWERS)
    first = story.receive("1.eml", mail(ANNE, "Export", {"d.pdf": form}), "2026-05-12T09:00")
    reply = mail(ANNE, f"Re: {first.number}", {"psr.zip": PSR})
    second = story.receive("2.eml", reply, "2026-05-13T09:00")
    assert first.settlement.outcome is OutcomeKind.INCOMPLETE
    assert second.settlement.outcome is OutcomeKind.ACCEPTED
    assert {one.number for one in due_dates(story.root)} == {first.number}


def test_a_cancelled_ticket_owes_nothing(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    files = {"d.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    ticket = story.receive("1.eml", mail(ANNE, "Export", files), "2026-05-12T09:00")
    done = TicketEvent(
        "1", EventKind.CANCELLED, datetime.fromisoformat("2026-05-13T18:00+02:00"), "A"
    )
    add_event(story.spool.disk, story.root, f"tickets/{ticket.number}", done)
    assert {one.stands(date(2026, 5, 29)) for one in due_dates(story.root)} == {Kept.DROPPED}


def test_a_damaged_ticket_is_passed_over(tmp_path: Path) -> None:
    story = new_story(tmp_path / "bureau")
    (story.root / "tickets" / "ZF-260512-00000.json").write_text("{", encoding="utf-8")
    (story.root / "tickets" / "ZF-260512-00001.json").write_text("[]", encoding="utf-8")
    assert list(due_dates(story.root)) == []
