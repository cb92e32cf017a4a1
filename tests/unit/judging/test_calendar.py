from datetime import UTC, date, datetime, time, timedelta
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zenforms.judging.calendar import WorkCalendar, counting_of, unknown_holidays
from zenforms.judging.dates import PARIS
from zenforms.judging.policy import Hours, Region

METROPOLE = WorkCalendar()
WITH_CUTOFF = WorkCalendar(Hours(cutoff=time(17)))
ALSACE = WorkCalendar(region="alsace-moselle")


def _at(day: str, clock: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("moment", "counts_from", "due"),
    [
        (_at("2026-05-13"), "2026-05-13", ["2026-05-15", "2026-05-18", "2026-05-21"]),
        (_at("2026-05-07"), "2026-05-07", ["2026-05-11", "2026-05-12", "2026-05-18"]),
        (_at("2026-12-24"), "2026-12-24", ["2026-12-28", "2026-12-29", "2027-01-04"]),
        (_at("2026-04-30"), "2026-04-30", ["2026-05-04", "2026-05-05", "2026-05-11"]),
        (_at("2026-07-10"), "2026-07-10", ["2026-07-13", "2026-07-15", "2026-07-20"]),
        (_at("2026-05-09"), "2026-05-09", ["2026-05-11", "2026-05-12", "2026-05-18"]),
        (_at("2026-05-22", "17:30"), "2026-05-22", ["2026-05-26", "2026-05-27", "2026-06-01"]),
        (_at("2026-05-29", "23:59"), "2026-05-29", ["2026-06-01", "2026-06-02", "2026-06-05"]),
        (_at("2028-02-28"), "2028-02-28", ["2028-02-29", "2028-03-01", "2028-03-06"]),
    ],
)
def test_one_two_and_five_working_days_end_where_the_vectors_say(
    moment: datetime, counts_from: str, due: list[str]
) -> None:
    ends = [METROPOLE.due(moment, days) for days in (1, 2, 5)]
    assert [end.day.isoformat() for end in ends] == due
    assert {end.counts_from.isoformat() for end in ends} == {counts_from}


@pytest.mark.parametrize(
    ("moment", "counts_from", "due"),
    [
        (_at("2026-05-09"), "2026-05-11", ["2026-05-12", "2026-05-13", "2026-05-19"]),
        (_at("2026-05-22", "17:01"), "2026-05-26", ["2026-05-27", "2026-05-28", "2026-06-02"]),
        (_at("2026-05-22", "17:00"), "2026-05-22", ["2026-05-26", "2026-05-27", "2026-06-01"]),
    ],
)
def test_a_desk_may_count_from_its_next_working_day(
    moment: datetime, counts_from: str, due: list[str]
) -> None:
    ends = [WITH_CUTOFF.due(moment, days) for days in (1, 2, 5)]
    assert [end.day.isoformat() for end in ends] == due
    assert {end.counts_from.isoformat() for end in ends} == {counts_from}


def test_a_desk_that_counts_so_says_it() -> None:
    assert counting_of(Hours()) is None
    said = counting_of(Hours(cutoff=time(16, 30)))
    assert said is not None
    assert said.fr.startswith("Une demande reçue après 16 h 30, ou un jour non ouvré, compte")
    assert "16:30" in said.en


def test_a_holiday_may_be_worked_every_year_or_once() -> None:
    whit = WorkCalendar(Hours(worked_holidays=("lundi de pentecote",)))
    once = WorkCalendar(Hours(worked_days=(date(2026, 5, 25), date(2026, 5, 30))))
    assert whit.due(_at("2026-05-22"), 1).day == date(2026, 5, 25)
    assert whit.is_working(date(2027, 5, 17))
    assert once.due(_at("2026-05-22"), 1).day == date(2026, 5, 25)
    assert once.is_working(date(2026, 5, 30))
    assert not once.is_working(date(2027, 5, 17))
    assert not whit.is_working(date(2026, 5, 14))


def test_a_name_that_no_holiday_has_is_told() -> None:
    said = Hours(worked_holidays=("Lundi de Pentecôte", "Fête des voisins"))
    assert unknown_holidays(said) == ("Fête des voisins",)


@pytest.mark.parametrize("region", get_args(Region))
def test_each_region_has_its_holidays_and_its_clock(region: Region) -> None:
    calendar = WorkCalendar(region=region)
    assert not calendar.is_working(date(2026, 7, 14))
    night = datetime(2026, 5, 12, 23, 30, tzinfo=UTC)
    assert calendar.day_of(night) in {date(2026, 5, 12), date(2026, 5, 13)}


def test_overseas_a_day_off_and_the_day_of_receipt_are_those_of_the_place() -> None:
    reunion, guadeloupe = WorkCalendar(region="reunion"), WorkCalendar(region="guadeloupe")
    assert reunion.due(_at("2026-12-17", "23:00"), 1).counts_from == date(2026, 12, 18)
    assert not WorkCalendar(region="reunion").is_working(date(2027, 12, 20))
    assert METROPOLE.is_working(date(2027, 12, 20))
    assert guadeloupe.due(_at("2026-05-13", "03:00"), 1).counts_from == date(2026, 5, 12)
    assert not guadeloupe.is_working(date(2026, 5, 27))


def test_a_saturday_is_no_working_day_even_though_it_is_ouvrable() -> None:
    assert not METROPOLE.is_working(date(2026, 5, 9))


def test_alsace_and_moselle_have_two_more_days_off() -> None:
    for day in (date(2026, 4, 3), date(2025, 12, 26)):
        assert METROPOLE.is_working(day)
        assert not ALSACE.is_working(day)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2018, ["03-30", "06-29", "09-28", "12-31"]),
        (2026, ["03-31", "06-30", "09-30", "12-31"]),
    ],
)
def test_the_quarter_ends_on_its_last_working_day(year: int, days: list[str]) -> None:
    found = [METROPOLE.last_working_day(year, quarter) for quarter in (1, 2, 3, 4)]
    assert [f"{day:%m-%d}" for day in found] == days


def test_quarters_that_end_on_days_off_end_earlier() -> None:
    assert METROPOLE.last_working_day(2024, 1) == date(2024, 3, 29)
    assert ALSACE.last_working_day(2024, 1) == date(2024, 3, 28)
    assert METROPOLE.last_working_day(2028, 3) == date(2028, 9, 29)
    assert METROPOLE.last_working_day(2028, 4) == date(2028, 12, 29)


def test_the_days_off_that_were_skipped_are_named() -> None:
    due = METROPOLE.due(_at("2026-05-13"), 5)
    assert [(off.day.day, off.reason.fr) for off in due.skipped] == [
        (14, "Ascension"),
        (16, "samedi"),
        (17, "dimanche"),
    ]
    assert due.skipped[0].reason.en == "Ascension Day"


def test_a_closure_of_the_desk_is_a_day_off_like_any_other() -> None:
    calendar = WorkCalendar(Hours(closures=(date(2026, 5, 15),)))
    assert calendar.due(_at("2026-05-13"), 1).day == date(2026, 5, 18)
    assert METROPOLE.due(_at("2026-05-13"), 1).day == date(2026, 5, 15)


def test_on_a_half_day_noon_is_the_cutoff_and_the_afternoon_is_closed() -> None:
    calendar = WorkCalendar(Hours(cutoff=time(17), half_days=(date(2026, 12, 24),)))
    assert calendar.counts_from(_at("2026-12-24", "12:00")) == date(2026, 12, 24)
    assert calendar.counts_from(_at("2026-12-24", "12:01")) == date(2026, 12, 28)
    assert not calendar.is_open(_at("2026-12-24", "15:00"))
    assert METROPOLE.is_open(_at("2026-12-24", "15:00"))


@pytest.mark.parametrize(
    ("clock", "is_open"),
    [("08:59", False), ("09:00", True), ("12:00", False), ("14:00", True), ("17:00", False)],
)
def test_the_desk_answers_within_its_hours(clock: str, is_open: bool) -> None:  # noqa: FBT001 - a table's column
    assert METROPOLE.is_open(_at("2026-05-13", clock)) is is_open
    assert not METROPOLE.is_open(_at("2026-05-14", clock))


def test_moments_are_taken_in_paris_in_winter_and_summer_time() -> None:
    assert WITH_CUTOFF.counts_from(datetime(2026, 3, 27, 16, 30, tzinfo=UTC)) == date(2026, 3, 30)
    assert WITH_CUTOFF.counts_from(datetime(2026, 3, 30, 15, 0, tzinfo=UTC)) == date(2026, 3, 30)
    assert WITH_CUTOFF.counts_from(datetime(2026, 10, 23, 14, 59, tzinfo=UTC)) == date(2026, 10, 23)
    night = datetime(2026, 10, 25, 1, 30, tzinfo=PARIS, fold=1)
    assert WITH_CUTOFF.counts_from(night) == date(2026, 10, 26)


def test_a_request_just_before_midnight_in_utc_is_of_the_next_day_in_paris() -> None:
    assert WITH_CUTOFF.counts_from(datetime(2026, 5, 12, 22, 30, tzinfo=UTC)) == date(2026, 5, 13)


def test_spans_that_overlap_or_run_backwards_are_refused() -> None:
    with pytest.raises(ValueError, match="in order"):
        Hours(spans=((time(9), time(12)), (time(11), time(17))))
    with pytest.raises(ValueError, match="in order"):
        Hours(spans=((time(12), time(9)),))


@given(st.dates(date(2018, 1, 1), date(2040, 12, 31)), st.integers(1, 12))
@settings(max_examples=60)
def test_a_commitment_ends_on_a_working_day_with_exactly_so_many_between(
    day: date, days: int
) -> None:
    due = METROPOLE.due(datetime(day.year, day.month, day.day, 10, tzinfo=PARIS), days)
    span = [due.counts_from + timedelta(n) for n in range(1, (due.day - due.counts_from).days + 1)]
    assert METROPOLE.is_working(due.day)
    assert sum(METROPOLE.is_working(d) for d in span) == days
    assert len(due.skipped) == len(span) - days
