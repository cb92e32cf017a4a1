import os
from pathlib import Path

from tests.unit.desk.bench import NOW
from zenforms.desk.watching.heartbeat import (
    HEARTBEAT,
    pulse_of,
    read_pulse,
    seconds_since_pulse,
    write_pulse,
)


def test_a_pulse_reads_back_as_it_was_written(tmp_path: Path) -> None:
    pulse = pulse_of(
        at=NOW,
        waiting=3,
        in_hand=("a",),
        held=(("b", "OSError ENOSPC"),),
        settled=7,
        events=True,
        trouble="",
    )
    write_pulse(tmp_path, pulse)
    assert read_pulse(tmp_path) == pulse
    assert pulse.pid == os.getpid()


def test_a_pulse_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    assert read_pulse(tmp_path) is None
    (tmp_path / HEARTBEAT).write_text("{}")
    assert read_pulse(tmp_path) is None


def test_the_age_of_a_pulse_is_told_by_the_file(tmp_path: Path) -> None:
    assert seconds_since_pulse(tmp_path, 100.0) is None
    (tmp_path / HEARTBEAT).touch()
    os.utime(tmp_path / HEARTBEAT, (50, 50))
    assert seconds_since_pulse(tmp_path, 100.0) == 50.0
    assert seconds_since_pulse(tmp_path, 10.0) == 0.0
