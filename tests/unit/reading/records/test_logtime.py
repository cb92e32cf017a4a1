"""Time stamps, in every shape that services write."""

from datetime import date, datetime

import pytest

from zenforms.reading.records.logs import Period, day_in_name

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
