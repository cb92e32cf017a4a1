"""What may stand in for a PSR report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.reading.limits import Limits
from zenforms.reading.records.successors import (
    is_step_recorder,
    read_step_recorder,
)
from zenforms.words import OF_THE_CHARTER

STEPS = (
    b'[{"time": "10:12", "description": "Clic", "app": "ZenDesk", "screenshot": "step-0001.webp"}]'
)


def test_a_step_recorder_zip_is_known_by_its_files() -> None:
    assert is_step_recorder(["report.html", "steps.json", "step-0001.webp"])
    assert not is_step_recorder(["report.html", "step-0001.webp"])
    assert not is_step_recorder(["report.html", "steps.json"])


@pytest.mark.parametrize("raw", [STEPS, b'{"version": 1, "steps": ' + STEPS + b"}"])
def test_its_steps_are_read(raw: bytes) -> None:
    recording, damaged = read_step_recorder(raw, ["step-0001.webp"], Limits())
    (step,) = recording.steps
    assert (step.description, step.time, step.program) == ("Clic", "10:12", "ZenDesk")
    assert step.screenshot == "step-0001.webp"
    assert recording.records_typed_text
    assert recording.missing_screenshots == ()
    assert not damaged


def test_the_programs_of_its_steps_are_counted() -> None:
    recording, _ = read_step_recorder(STEPS, [], Limits())
    assert [(program.name, program.steps) for program in recording.programs] == [("ZenDesk", 1)]
    assert recording.shows(OF_THE_CHARTER)


def test_a_missing_picture_is_named() -> None:
    recording, _ = read_step_recorder(STEPS, [], Limits())
    assert recording.missing_screenshots == ("step-0001.webp",)


@pytest.mark.parametrize("raw", [b"", b"{", b"3", b"[" * 100_000, b'{"a": 1}'])
def test_steps_that_cannot_be_read_are_damaged(raw: bytes) -> None:
    recording, damaged = read_step_recorder(raw, [], Limits())
    assert damaged
    assert recording.steps == ()


@given(
    st.recursive(
        st.none() | st.text() | st.floats(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
    )
)
def test_no_steps_make_it_raise(value: object) -> None:
    import json  # noqa: PLC0415 - only here

    recording, _ = read_step_recorder(json.dumps(value).encode(), [], Limits())
    assert recording.missing_screenshots == tuple(
        s.screenshot for s in recording.steps if s.screenshot
    )
