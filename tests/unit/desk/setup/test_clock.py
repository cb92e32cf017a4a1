import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW
from zenforms.desk.setup.opening import Clock


def test_the_clock_is_aware_and_in_paris() -> None:
    now = Clock().now()
    assert str(now.tzinfo) == "Europe/Paris"
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_fixed_clock_stands_still() -> None:
    clock = Clock(NOW.astimezone(UTC))
    assert clock.now() == NOW
    assert clock.now().hour == 10


@pytest.mark.skipif(os.name == "nt", reason="Windows tells when a file was made, not moved")
def test_a_drop_arrived_when_the_file_system_says_so(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    status = (tmp_path / "x").stat()
    assert Clock().arrival_of(status).timestamp() == pytest.approx(status.st_ctime)


def test_an_arrival_in_the_future_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    values = list((tmp_path / "x").stat())
    ahead = os.stat_result([*values[:9], values[9] + 1_000_000])
    assert Clock().arrival_of(ahead) <= Clock().now()


def test_under_a_fixed_clock_everything_arrives_now(tmp_path: Path) -> None:
    assert Clock(NOW).arrival_of(tmp_path.stat()) == NOW
