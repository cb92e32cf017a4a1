from datetime import timedelta

from tests.unit.desk.bench import NOW
from zenforms.desk.papers.requests import EventKind, Standing, standing_after
from zenforms.desk.spool.settlement import TicketEvent
from zenforms.judging.threads import ThreadState


def after(*kinds: str) -> Standing:
    """Where a ticket stands after events of these kinds, an hour apart."""
    return standing_after(
        TicketEvent(str(n), kind, NOW + timedelta(hours=n), "Camille", details={"number": str(n)})
        for n, kind in enumerate(kinds)
    )


def test_a_ticket_without_events_is_open() -> None:
    assert after() == Standing()
    assert after().state is ThreadState.OPEN


def test_qualifications_are_told_with_their_moment() -> None:
    standing = after(EventKind.FIRST_QUALIFICATION, EventKind.FINAL_QUALIFICATION)
    assert standing.first_qualified_at == NOW
    assert standing.final_qualified_at == NOW + timedelta(hours=1)


def test_a_final_qualification_is_a_first_one_too() -> None:
    standing = after(EventKind.FINAL_QUALIFICATION)
    assert standing.first_qualified_at == standing.final_qualified_at == NOW


def test_the_last_of_closing_cancelling_and_reopening_counts() -> None:
    assert after(EventKind.CLOSED).state is ThreadState.CLOSED
    assert after(EventKind.CANCELLED).state is ThreadState.CANCELLED
    assert after(EventKind.CLOSED).over_since == NOW
    reopened = after(EventKind.CLOSED, EventKind.REOPENED)
    assert (reopened.state, reopened.over_since) == (ThreadState.OPEN, None)


def test_followups_are_listed_and_other_kinds_change_nothing() -> None:
    standing = after(EventKind.FOLLOWUP, EventKind.FOLLOWUP)
    assert [one.number for one in standing.unread] == ["0", "1"]
    assert after(EventKind.FOLLOWUP, EventKind.NOTED).unread == ()
    standing = after("delivered", EventKind.FOLLOWUP)
    assert [one.number for one in standing.unread] == ["1"]
    assert standing.state is ThreadState.OPEN
