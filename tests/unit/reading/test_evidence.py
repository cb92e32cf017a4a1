"""The values that recordings and logs become, and their summaries."""

import json
from datetime import date, datetime

import pytest

from zenforms.reading.evidence import (
    LogError,
    LogFacts,
    Program,
    Recording,
    RecordingKind,
    Step,
    summary_of,
)
from zenforms.words import OF_THE_CHARTER

NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001 - logs tell no zone


def test_a_summary_is_plain_json_without_what_tells_nothing() -> None:
    recording = Recording(
        RecordingKind.PSR,
        steps=(Step(1, description="Clic"),),
        declared_steps=1,
        missed_steps=0,
        day=date(2026, 11, 24),
    )
    assert json.loads(json.dumps(summary_of(recording))) == {
        "kind": "psr",
        "steps": [{"number": 1, "description": "Clic"}],
        "declared_steps": 1,
        "missed_steps": 0,
        "day": "2026-11-24",
    }


def test_a_summary_of_logs_keeps_its_members() -> None:
    one = LogFacts(encoding="utf-8", lines=1, first=NOON, errors=(LogError(1, "x"),))
    told = summary_of(LogFacts(lines=1, members={"a.log": one}))
    assert json.loads(json.dumps(told))["members"]["a.log"]["first"] == "2026-11-24T12:00:00"


@pytest.mark.parametrize(
    "program",
    [
        Program("ZenSolutions Desk"),
        Program("Desk", company="Zen Solutions"),
        Program("Numérisation", file="ZENSCAN.EXE"),
    ],
)
def test_a_program_of_the_suite_is_known(program: Program) -> None:
    assert program.is_of(OF_THE_CHARTER)


@pytest.mark.parametrize("program", [Program("Windows Explorer", file="EXPLORER.EXE"), Program("")])
def test_other_programs_are_not(program: Program) -> None:
    assert not program.is_of(OF_THE_CHARTER)


def test_a_log_without_time_stamps_covers_no_day() -> None:
    assert not LogFacts().covers(date(2026, 11, 24))
    assert LogFacts(first=NOON, last=NOON).covers(NOON.date())
