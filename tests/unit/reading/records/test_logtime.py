"""Time stamps, in every shape that services write."""

from datetime import date, datetime

import pytest

from zenforms.reading.records.logtime import Period, day_in_name

MOMENT = datetime(2026, 11, 24, 10, 12, 13)  # noqa: DTZ001 - logs tell no zone


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-24 10:12:13,123 INFO x",
        "2026-11-24T10:12:13.123Z x",
        "[2026/11/24 10:12:13] x",
        "20261124 101213 x",
        "24/11/2026 10:12:13 x",
        "24.11.2026 10:12:13 x",
        "24-11-2026, 10:12:13 x",
        "24/11/26 10:12:13 x",
        "11/24/2026 10:12:13 AM x",
        "[24/Nov/2026:10:12:13 +0100] x",
        "mar. 24 novembre 2026 10:12:13 x",
        "24 nov. 2026 10:12:13 x",
        "24 Nov 2026 10:12:13.123 AM x",
        "Nov 24, 2026 10:12:13 AM x",
        "1795515133.123 x",
        "1795515133123 x",
        '{"ts":1795515133,"level":"info"}',
        '{"time":"2026-11-24T10:12:13","level":"info"}',
    ],
)
def test_a_stamp_is_read(line: str) -> None:
    period = Period("x.log")
    assert period.see(line)
    assert period.ends() == (MOMENT, MOMENT)


def test_an_afternoon_in_english_is_an_afternoon() -> None:
    period = Period("x.log")
    period.see("11/24/2026 10:12:13 PM x")
    assert period.ends()[0] == MOMENT.replace(hour=22)


def test_ambiguous_dates_are_day_first_unless_the_log_shows_otherwise() -> None:
    french, american = Period("x"), Period("x")
    french.see("03/04/2026 10:00:00")
    american.see("03/04/2026 10:00:00")
    american.see("03/24/2026 10:00:00")
    assert french.ends()[0] == datetime(2026, 4, 3, 10)  # noqa: DTZ001 - logs tell no zone
    assert american.ends()[0] == datetime(2026, 3, 4, 10)  # noqa: DTZ001 - logs tell no zone


def test_a_time_alone_takes_the_day_from_the_name() -> None:
    period = Period("service-20261124.log")
    assert period.see("10:12:13 INFO x")
    assert period.ends()[0] == MOMENT
    assert not Period("service.log").see("10:12:13 INFO x")


@pytest.mark.parametrize("line", ["", "rien", "version 8.4.2", "99/99/2026 10:00:00", "10:12"])
def test_a_line_without_a_stamp_has_none(line: str) -> None:
    period = Period("x.log")
    assert not period.see(line)
    assert period.ends() == (None, None)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("service-20261124.log", date(2026, 11, 24)),
        ("service_2026-11-24.log", date(2026, 11, 24)),
        ("24-11-2026.log", date(2026, 11, 24)),
        ("service.log", None),
        ("service-20269999.log", None),
    ],
)
def test_a_name_may_tell_the_day(name: str, day: date | None) -> None:
    assert day_in_name(name) == day


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (2, "Feb February févr. février FÉVRIER"),
        (5, "May mai"),
        (7, "Jul juil. juillet"),
        (8, "Aug août aout"),
        (12, "Dec déc. décembre"),
    ],
)
def test_a_month_is_known_by_its_french_and_english_names(month: int, names: str) -> None:
    for name in names.split():
        period = Period("x.log")
        assert period.see(f"11 {name} 2026 10:12:13 x"), name
        assert period.ends()[0] == datetime(2026, month, 11, 10, 12, 13)  # noqa: DTZ001


def test_whoever_writes_pm_after_strokes_writes_the_month_first() -> None:
    period = Period("x.log")
    period.see("05/01/2026 10:00:00 PM x")
    period.see("05/02/2026 01:00:00 AM x")
    assert period.ends() == (
        datetime(2026, 5, 1, 22),  # noqa: DTZ001 - logs tell no zone
        datetime(2026, 5, 2, 1),  # noqa: DTZ001 - logs tell no zone
    )


@pytest.mark.parametrize("line", ["1795515133;Dupont", "0612345678 x", "12345678901 x"])
def test_a_number_at_the_beginning_is_no_stamp_by_itself(line: str) -> None:
    assert not Period("x.log").see(line)
