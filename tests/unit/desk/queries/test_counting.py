"""What is counted, and what is not."""

from datetime import date, datetime, timedelta

from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.queries.duedates import DueDate, Kept
from zenforms.desk.queries.statistics import (
    awaited_in,
    clients_in,
    commitments_in,
    findings_in,
    months_in,
    outcomes_in,
    pending_in,
    rounds_in,
)
from zenforms.desk.spool.settlement import Settlement
from zenforms.judging.case import OutcomeKind
from zenforms.judging.policy import Client, Register

FIRST = datetime.fromisoformat("2026-04-30T23:30:00+00:00")
"""In Paris this is the first of May."""

ACCEPTED, INCOMPLETE = OutcomeKind.ACCEPTED, OutcomeKind.INCOMPLETE


def settled(number: str, outcome: OutcomeKind, *, day: int = 0, **more: object) -> Settlement:
    codes = more.get("codes", ())
    return Settlement(
        drop=number,
        number=number,
        outcome=outcome,
        sha256="0" * 64,
        size=1,
        received_at=FIRST + timedelta(days=day),
        moves=(),
        archive="",
        codes=codes if isinstance(codes, tuple) else (),
        thread=str(more["thread"]) if "thread" in more else None,
        client=str(more["client"]) if "client" in more else None,
    )


def due(day: int, *, kept: datetime | None = None, over: bool = False) -> DueDate:
    return DueDate(
        number="ZF-260501-00001",
        commitment=Commitment.FIRST_QUALIFICATION,
        day=date(2026, 5, day),
        registered_at=FIRST,
        client="Société Exemple",
        subject="",
        kept_at=kept,
        is_over=over,
    )


def test_outcomes_that_did_not_occur_are_left_out() -> None:
    told = [settled("A", ACCEPTED), settled("B", ACCEPTED), settled("C", OutcomeKind.AUTOMATIC)]
    assert outcomes_in(told) == {ACCEPTED: 2, OutcomeKind.AUTOMATIC: 1}


def test_months_are_those_of_paris_and_have_no_gap() -> None:
    told = [settled("A", ACCEPTED), settled("B", ACCEPTED, day=62)]
    assert [(m.month, dict(m.outcomes)) for m in months_in(told)] == [
        ("2026-05", {ACCEPTED: 1}),
        ("2026-06", {}),
        ("2026-07", {ACCEPTED: 1}),
    ]


def test_a_year_ends_between_two_months() -> None:
    told = [settled("A", ACCEPTED, day=230), settled("B", ACCEPTED, day=260)]
    assert [m.month for m in months_in(told)] == ["2026-12", "2027-01"]


def test_a_finding_counts_once_for_a_drop_and_the_frequent_come_first() -> None:
    told = [
        settled("A", INCOMPLETE, codes=("ZF101", "ZF101", "ZF401")),
        settled("B", INCOMPLETE, codes=("ZF401",)),
    ]
    assert [(f.code, f.drops) for f in findings_in(told)] == [("ZF401", 2), ("ZF101", 1)]


def test_rounds_count_what_went_back_before() -> None:
    told = [
        settled("A", INCOMPLETE),
        settled("B", INCOMPLETE, thread="A"),
        settled("C", ACCEPTED, thread="A"),
        settled("D", ACCEPTED),
    ]
    assert rounds_in(told) == {"C": 3, "D": 1}


def test_a_followup_is_no_round() -> None:
    told = [settled("A", ACCEPTED), settled("B", OutcomeKind.FOLLOWUP, thread="A")]
    assert rounds_in(told) == {"A": 1}


def test_what_went_back_and_did_not_return_is_awaited() -> None:
    every = [
        settled("A", INCOMPLETE),
        settled("B", INCOMPLETE),
        settled("C", ACCEPTED, thread="A"),
        settled("D", OutcomeKind.REFUSED),
    ]
    assert [one.number for one in awaited_in(every, every)] == ["B", "D"]
    assert awaited_in(every[:1], every) == ()


def test_clients_come_by_how_much_they_send_with_their_names_from_the_register() -> None:
    told = [
        settled("A", INCOMPLETE, client="EX-1"),
        settled("B", ACCEPTED, client="EX-2"),
        settled("C", ACCEPTED, client="EX-2"),
        settled("D", OutcomeKind.QUARANTINED),
    ]
    register = Register(clients=(Client(id="EX-2", name="Deux"),))
    first, second = clients_in(told, {"B": 1, "C": 2}, register)
    assert (first.id, first.name, first.drops, first.rounds) == ("EX-2", "Deux", 2, 1.5)
    assert (second.id, second.name, second.drops, second.rounds) == ("EX-1", None, 1, None)


def test_commitments_are_kept_in_time_late_due_overdue_or_dropped() -> None:
    evening = datetime.fromisoformat("2026-05-05T21:00:00+00:00")  # 23:00 in Paris, still the 5th
    dates = [
        due(5, kept=evening),
        due(4, kept=evening),
        due(20),
        due(19),
        due(1, over=True),
    ]
    (count,) = commitments_in(dates, date(2026, 5, 20))
    assert count.stands == dict.fromkeys(Kept, 1)


def test_only_what_is_open_waits_by_day() -> None:
    dates = [due(22), due(19), due(1, over=True), due(2, kept=FIRST)]
    found = list(pending_in(dates, date(2026, 5, 20)))
    assert [(one.day.day, one.overdue) for one in found] == [(19, True), (22, False)]
