"""Every sample is what it says: the drop as a client sent it, judged by the samples' desk."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from zenforms.cli.judgement import judge_all
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.ticket import Ticket, ticket_of
from zenforms.resources import resource

SAMPLES = resource("samples")
EXPECTED = "expected.json"
NUMBER = "ZF-260512-ABCDE"


def _cases() -> Iterator[Path]:
    yield from sorted(expected.parent for expected in SAMPLES.glob(f"*/{EXPECTED}"))


def _drop(case: Path) -> Path:
    [drop] = [path for path in case.iterdir() if path.name != EXPECTED]
    return drop


def _expected(case: Path) -> Any:  # noqa: ANN401 - JSON
    return json.loads((case / EXPECTED).read_text(encoding="utf-8"))


def _judged(case: Path) -> Outcome:
    [(_, outcome)] = judge_all([str(_drop(case))], desk=SAMPLES / "desk", received=None)
    return outcome


def _said(outcome: Outcome) -> dict[str, object] | None:
    request = outcome.case.request
    if request is None:
        return None
    return request.model_dump(mode="json", exclude_defaults=True, exclude={"extra"})


each_case = pytest.mark.parametrize("case", tuple(_cases()), ids=lambda case: case.name)


@each_case
def test_a_sample_is_judged_as_it_expects(case: Path) -> None:
    outcome, expected = _judged(case), _expected(case)
    judged = {
        "outcome": outcome.kind,
        "exit": outcome.exit_code,
        "findings": list(outcome.report.codes()),
    }
    assert judged == {key: expected[key] for key in judged}
    if expected["request"] is not None:
        assert _said(outcome) == expected["request"]


@each_case
def test_an_accepted_sample_makes_a_ticket_that_reads_back(case: Path) -> None:
    outcome = _judged(case)
    if outcome.kind is OutcomeKind.ACCEPTED:
        ticket = ticket_of(outcome, number=NUMBER)
        assert Ticket.model_validate_json(ticket.model_dump_json()) == ticket


@each_case
def test_the_name_of_a_sample_begins_with_its_outcome(case: Path) -> None:
    assert case.name.partition("-")[0] == _expected(case)["outcome"]


def test_there_are_samples_of_the_engines_that_people_meet() -> None:
    names = {case.name for case in _cases()}
    engines = ("pdfium", "pdfjs", "poppler", "pdftk", "mupdf", "pdfbox", "pdflib", "pypdf")
    assert {f"accepted-{engine}" for engine in engines} <= names
