"""The verdicts that the desk gives itself, without a judge: seen before, or set aside."""

import json
import traceback
from datetime import datetime
from pathlib import Path

from zenforms.desk.spool.settlement import Content, Parcel
from zenforms.errors import ExitCode
from zenforms.findings import Argument, Finding, Report, Severity
from zenforms.judging.case import Case, Desk, Outcome, OutcomeKind
from zenforms.judging.rules.handling import (
    BUG,
    EXCHANGED,
    NOT_A_FILE,
    OF_THE_DESK,
    POISON,
    SEEN_BEFORE,
    TOO_LARGE,
    UNREADABLE,
    WORDINGS,
)
from zenforms.language import Lang
from zenforms.reading.submission import Submission

__all__ = [
    "BUG",
    "EXCHANGED",
    "NOT_A_FILE",
    "OF_THE_DESK",
    "POISON",
    "SEEN_BEFORE",
    "TOO_LARGE",
    "UNREADABLE",
    "WORDINGS",
]

_PLACES = 6


def set_aside(
    code: str, submission: Submission, *, desk: Desk, at: datetime, **arguments: Argument
) -> Outcome:
    """The quarantine of a drop for one of the reasons above; `at` is its time of arrival."""
    wording = WORDINGS[code].in_words(desk.policy.words, code)
    finding = Finding(code, Severity.QUARANTINE, wording, arguments=arguments)
    case = Case(submission, desk, at)
    return Outcome(OutcomeKind.QUARANTINED, ExitCode.SET_ASIDE, Report((finding,)), case)


def seen_before(case: Case, first: str) -> Outcome:
    """The verdict on a drop whose very content came before, as request `first`."""
    finding = Finding(SEEN_BEFORE, Severity.INFO, WORDINGS[SEEN_BEFORE], arguments={"first": first})
    return Outcome(OutcomeKind.DUPLICATE, ExitCode.OK, Report((finding,)), case)


def place_of(error: BaseException) -> str:
    """Where an error came from: its type and line; never its text, which may be a client's."""
    frames = traceback.extract_tb(error.__traceback__)
    line = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__}, {line}"


def error_record(error: BaseException) -> bytes:
    """`error.json`: the way into the error, without anything the client wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    trace = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    return json.dumps({"version": 1, "error": type(error).__name__, "trace": trace}).encode()


def bare_parcel(outcome: Outcome, error: BaseException | None = None) -> Parcel:
    """A quarantine that needs no writer: for when the writers themselves are broken."""
    finding = outcome.report.findings[0]
    lines = [
        f"{finding.message(lang)}\n{finding.wording.remedy.to(lang)}\n"
        for lang in (Lang.FR, Lang.EN)
    ]
    files: dict[str, Content] = {"report.txt": "\n".join(lines).encode()}
    if error is not None:
        files["error.json"] = error_record(error)
    return Parcel(outcome.kind, files, codes=(finding.code,))
