import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.unit.desk.bench import HANDS, NOW, new_desk, pack, put, spool_at, take
from zenforms.desk.papers.requests import EventKind
from zenforms.desk.papers.waiting import Commitment, Waiting, Why, waiting_for_people
from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.journal import add_event
from zenforms.desk.spool.settlement import Override, Parcel, TicketEvent
from zenforms.judging.case import Outcome, OutcomeKind

TODAY = NOW.date()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def dated(outcome: Outcome, number: str, drop: Drop, *, override: Override | None) -> Parcel:
    """Pack a ticket whose commitments end in two and in five days."""
    parcel = pack(outcome, number, drop, override=override)
    dates = {
        Commitment.FIRST_QUALIFICATION: {"day": str(TODAY + timedelta(days=2))},
        Commitment.FINAL_QUALIFICATION: {"day": str(TODAY + timedelta(days=5))},
    }
    record = json.dumps({"dates": dates, "drop": {"number": number}}).encode()
    return replace(parcel, record=record if outcome.kind is OutcomeKind.ACCEPTED else None)


def settled(root: Path, text: str) -> str:
    return take(spool_at(root), put(root, "x.pdf", text), replace(HANDS, pack=dated)).number


def happened(root: Path, number: str, kind: EventKind, followup: str = "") -> None:
    details = {"number": followup} if followup else {}
    event = TicketEvent(f"{kind}{followup}", kind, NOW, "Camille", details=details)
    add_event(spool_at(root).disk, root, f"tickets/{number}", event)


def waiting(root: Path, day: date = TODAY) -> list[Waiting]:
    return list(waiting_for_people(root, day).waiting)


def test_quarantined_refused_and_returned_requests_wait_in_this_order(root: Path) -> None:
    numbers = {
        word: settled(root, f"{word} x") for word in ("incomplete", "refused", "quarantined")
    }
    settled(root, "automatic x")
    assert [(one.why, one.number) for one in waiting(root)] == [
        (Why.QUARANTINED, numbers["quarantined"]),
        (Why.REFUSED, numbers["refused"]),
        (Why.RETURNED, numbers["incomplete"]),
    ]


def test_a_returned_request_that_was_answered_waits_no_more(root: Path) -> None:
    first = settled(root, "incomplete un")
    assert [one.number for one in waiting(root)] == [first]
    settled(root, f"accepted {first} deux")
    assert waiting(root) == []


@pytest.mark.parametrize(
    ("days", "why", "commitment"),
    [
        (0, None, None),
        (1, Why.DUE, Commitment.FIRST_QUALIFICATION),
        (2, Why.DUE, Commitment.FIRST_QUALIFICATION),
        (3, Why.OVERDUE, Commitment.FIRST_QUALIFICATION),
    ],
)
def test_a_ticket_waits_when_its_next_commitment_is_near(
    root: Path, days: int, why: Why | None, commitment: Commitment | None
) -> None:
    settled(root, "accepted x")
    found = [(one.why, one.commitment) for one in waiting(root, TODAY + timedelta(days=days))]
    assert found == ([(why, commitment)] if why else [])


def test_a_ticket_of_a_later_round_is_called_as_the_client_calls_it(root: Path) -> None:
    first = settled(root, "incomplete un")
    second = settled(root, f"accepted {first} deux")
    assert second != first
    (one,) = waiting(root, TODAY + timedelta(days=2))
    assert (one.request, one.number, one.place) == (first, first, f"tickets/{first}")


def test_a_kept_commitment_gives_way_to_the_next(root: Path) -> None:
    number = settled(root, "accepted x")
    happened(root, number, EventKind.FIRST_QUALIFICATION)
    (one,) = waiting(root, TODAY + timedelta(days=4))
    assert (one.commitment, one.due) == (
        Commitment.FINAL_QUALIFICATION,
        TODAY + timedelta(days=5),
    )
    happened(root, number, EventKind.FINAL_QUALIFICATION)
    assert waiting(root, TODAY + timedelta(days=40)) == []


def test_a_closed_ticket_waits_for_nothing(root: Path) -> None:
    number = settled(root, "accepted x")
    happened(root, number, EventKind.CLOSED)
    found = waiting_for_people(root, TODAY + timedelta(days=40))
    assert (found.waiting, found.open_tickets) == ((), 0)


def test_a_followup_waits_while_its_ticket_is_open(root: Path) -> None:
    number = settled(root, "accepted x")
    followup = settled(root, "followup y")
    happened(root, number, EventKind.FOLLOWUP, followup)
    assert [(one.why, one.number) for one in waiting(root)] == [(Why.FOLLOWUP, followup)]
    happened(root, number, EventKind.CLOSED)
    assert waiting(root) == []


def test_a_followup_was_seen_by_whoever_wrote_something_down_afterwards(root: Path) -> None:
    number = settled(root, "accepted x")
    first, second = settled(root, "followup y"), settled(root, "followup z")
    happened(root, number, EventKind.FOLLOWUP, first)
    happened(root, number, EventKind.NOTED)
    assert waiting(root) == []
    happened(root, number, EventKind.FOLLOWUP, second)
    assert [one.number for one in waiting(root)] == [second]


def test_what_is_overdue_comes_first(root: Path) -> None:
    settled(root, "quarantined x")
    settled(root, "accepted y")
    assert [one.why for one in waiting(root, TODAY + timedelta(days=9))] == [
        Why.OVERDUE,
        Why.QUARANTINED,
    ]


def test_a_ticket_without_tma_has_nothing_due(root: Path) -> None:
    take(spool_at(root), put(root, "x.pdf", "accepted x"))
    found = waiting_for_people(root, TODAY + timedelta(days=40))
    assert (found.waiting, found.open_tickets) == ((), 1)


def test_what_somebody_else_put_into_the_folders_is_passed_over(root: Path) -> None:
    (root / "quarantine" / "notes").mkdir()
    (root / "quarantine" / "ZF-260512-00000").mkdir()
    assert waiting(root) == []
