"""Every sample is what it says: the drop as a client sent it, judged by the samples' desk."""

from pathlib import Path

import pytest

from tests.acceptance.expected import (
    ALWAYS,
    SOMETIMES,
    amiss,
    bytes_of,
    cases,
    drop_in,
    expected_in,
    stories,
)
from tests.acceptance.partly import differences
from tests.samples.bureau import new_bureau
from tests.viewers.blank import desk
from tests.viewers.judged import judged
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.ticket import Ticket, ticket_of

NUMBER = "ZF-260512-ABCDE"
MOST_BYTES = 8_500_000

each_case = pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)


def _said(outcome: Outcome) -> dict[str, object] | None:
    request = outcome.case.request
    if request is None:
        return None
    return request.model_dump(mode="json", exclude_defaults=True, exclude={"extra"})


@each_case
def test_a_sample_is_judged_as_it_expects(case: Path) -> None:
    outcome, expected = judged(drop_in(case)), expected_in(case)
    told = {
        "outcome": outcome.kind,
        "exit": outcome.exit_code,
        "findings": list(outcome.report.codes()),
    }
    assert told == {key: expected[key] for key in told}
    if expected["request"] is not None:
        assert _said(outcome) == expected["request"]
    assert outcome.case.channel == expected.get("channel", outcome.case.channel)


@each_case
def test_its_files_are_what_it_expects(case: Path) -> None:
    declared = expected_in(case).get("files")
    if declared is not None:
        files = judged(drop_in(case)).case.submission.files
        got = [{name: getattr(file, name) for name in _FACTS} for file in files]
        assert list(differences(declared, got)) == []


_FACTS = ("name", "role", "media_type", "size", "summary")


@each_case
def test_at_a_desk_it_becomes_what_it_expects(case: Path, tmp_path: Path) -> None:
    expected = expected_in(case)
    filed = new_bureau(tmp_path / "bureau").receive(drop_in(case), desk().clock.now())
    assert list(amiss({**expected, **expected.get("at_a_desk", {})}, filed)) == []
    assert bytes_of(filed.original) == bytes_of(drop_in(case))


@each_case
def test_an_accepted_sample_makes_a_ticket_that_reads_back(case: Path) -> None:
    outcome = judged(drop_in(case))
    if outcome.kind is OutcomeKind.ACCEPTED:
        ticket = ticket_of(outcome, number=NUMBER)
        assert Ticket.model_validate_json(ticket.model_dump_json()) == ticket


@each_case
def test_the_name_of_a_sample_begins_with_its_outcome(case: Path) -> None:
    assert case.name.partition("-")[0] == expected_in(case)["outcome"]


@each_case
def test_a_sample_declares_nothing_that_nobody_checks(case: Path) -> None:
    assert ALWAYS <= expected_in(case).keys() <= ALWAYS | SOMETIMES


def test_there_are_samples_of_the_engines_that_people_meet() -> None:
    names = {case.name for case in cases()}
    engines = ("pdfium", "pdfjs", "poppler", "pdftk", "mupdf", "pdfbox", "pdflib", "pypdf")
    assert {f"accepted-{engine}" for engine in engines} <= names


def test_the_samples_stay_small() -> None:
    folder = cases()[0].parent
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < MOST_BYTES


def test_there_are_samples_of_every_outcome() -> None:
    alone = {expected_in(case)["outcome"] for case in cases()}
    told = {step.get("outcome") for story in stories() for step in expected_in(story)["steps"]}
    assert alone | told >= {kind.value for kind in OutcomeKind}
