"""Has every file of a drop scanned for malware, when a scanner is configured."""

import time
from dataclasses import replace
from pathlib import Path

from zenforms import danger_problems, drop_problems, problems
from zenforms.findings import Problem
from zenforms.reading.files.clamd import Scan, ScanResult, scan
from zenforms.reading.submission import DropFile, Submission


def scanned(
    submission: Submission, scratch: Path, scanner: str, *, seconds: float
) -> Submission | Problem:
    """`submission` with what clamd at `scanner` finds in its files, which lie in `scratch`.

    `held` when it does not answer; the problem that time is up when all the files together take
    longer than `seconds`.
    """
    end = time.monotonic() + seconds
    found: list[Problem] = []
    for file in submission.files:
        left = end - time.monotonic()
        if left <= 0:
            return Problem(problems.TIMED_OUT)
        answer = scan(scratch / file.safe_name, scanner, timeout=left)
        problem = _problem(answer, file)
        if problem and problem not in found:
            found.append(problem)
        if answer.result is ScanResult.UNREACHABLE:
            return _with(submission, found, held=True)
    return _with(submission, found, held=False)


def _with(submission: Submission, found: list[Problem], *, held: bool) -> Submission:
    return replace(submission, problems=(*submission.problems, *found), held=held)


def _problem(answer: Scan, file: DropFile) -> Problem | None:
    if answer.result is ScanResult.INFECTED:
        about = {"file": file.name, "name": answer.detail}
        return Problem(danger_problems.INFECTED, about)
    if answer.result is ScanResult.TOO_LARGE:
        return Problem(drop_problems.UNSCANNED, {"file": file.name})
    if answer.result is ScanResult.UNREACHABLE:
        return Problem(drop_problems.NO_SCAN, {"detail": answer.detail})
    return None
