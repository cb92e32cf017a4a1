"""Has every file of a drop scanned for malware, when a scanner is configured."""

from zenforms import danger_problems, drop_problems
from zenforms.findings import Problem
from zenforms.reading.files.clamd import Scan, ScanResult, scan
from zenforms.reading.files.tray import Parcel, Tray


def scan_files(tray: Tray, scanner: str) -> bool:
    """Report what clamd at `scanner` finds; True when it does not answer: hold the drop."""
    for parcel in tray.settled:
        answer = scan(parcel.path, scanner)
        problem = _problem(answer, parcel)
        if problem:
            tray.report([problem])
        if answer.result is ScanResult.UNREACHABLE:
            return True
    return False


def _problem(answer: Scan, parcel: Parcel) -> Problem | None:
    if answer.result is ScanResult.INFECTED:
        about = {"file": parcel.name, "name": answer.detail}
        return Problem(danger_problems.INFECTED, about)
    if answer.result is ScanResult.TOO_LARGE:
        return Problem(drop_problems.UNSCANNED, {"file": parcel.name})
    if answer.result is ScanResult.UNREACHABLE:
        return Problem(drop_problems.NO_SCAN, {"detail": answer.detail})
    return None
