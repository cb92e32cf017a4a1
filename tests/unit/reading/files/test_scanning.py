"""Every file is scanned; a silent scanner holds the drop."""

from pathlib import Path

import pytest

from tests.unit.reading.files.test_clamd import clamd
from zenforms import danger_problems, drop_problems, problems
from zenforms.findings import Problem
from zenforms.reading.files.scanning import scanned
from zenforms.reading.submission import DropFile, Role, Submission


@pytest.fixture(name="submission")
def fixture_submission(tmp_path: Path) -> Submission:
    (tmp_path / "x.txt").write_bytes(b"abc")
    file = DropFile("x.txt", "x.txt", Role.OTHER, "text/plain", 3, "0" * 64)
    return Submission("x.txt", "0" * 64, files=(file,))


@pytest.mark.parametrize(
    ("reply", "codes", "held"),
    [
        (b"stream: OK\0", [], False),
        (b"stream: Eicar FOUND\0", [danger_problems.INFECTED], False),
        (b"INSTREAM size limit exceeded. ERROR\0", [drop_problems.UNSCANNED], False),
        (b"", [drop_problems.NO_SCAN], True),
    ],
)
def test_each_answer_has_its_consequence(
    submission: Submission, tmp_path: Path, reply: bytes, codes: list[str], *, held: bool
) -> None:
    with clamd(reply) as (address, received):
        answer = scanned(submission, tmp_path, address, seconds=60.0)
    assert isinstance(answer, Submission)
    assert answer.held is held
    assert received == [b"abc"]
    assert [problem.code for problem in answer.problems] == codes


def test_a_scanner_that_does_not_answer_holds_the_drop(
    submission: Submission, tmp_path: Path
) -> None:
    answer = scanned(submission, tmp_path, "/nulle/part.sock", seconds=60.0)
    assert isinstance(answer, Submission)
    assert answer.held
    assert [problem.code for problem in answer.problems] == [drop_problems.NO_SCAN]


def test_files_that_take_too_long_to_scan_are_set_aside(
    submission: Submission, tmp_path: Path
) -> None:
    answer = scanned(submission, tmp_path, "/nulle/part.sock", seconds=0.0)
    assert answer == Problem(problems.TIMED_OUT)
