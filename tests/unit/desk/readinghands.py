"""Hands that really read a drop, in this process, and lay its files beside the outcome."""

from datetime import datetime

from zenforms.desk.handling.pipeline import Pipeline, Source
from zenforms.desk.spool.drop import Drop, members
from zenforms.desk.spool.settlement import Content, Override, Parcel
from zenforms.errors import ExitCode
from zenforms.findings import Report
from zenforms.judging.case import Case, Desk, Outcome, OutcomeKind
from zenforms.judging.policy import Policy
from zenforms.judging.request import Request
from zenforms.judging.threads import History
from zenforms.reading.drop import read_drop
from zenforms.reading.formmap import FormMaps
from zenforms.reading.submission import Submission


def read(source: Source, policy: Policy) -> Submission:
    """Read the drop as the readers do, without a process of their own."""
    return read_drop(source.original, scratch=source.scratch, maps=FormMaps(), limits=policy.limits)


def judge(submission: Submission, desk: Desk, at: datetime, *, history: History) -> Outcome:
    """Accept whatever holds a file."""
    kind = OutcomeKind.ACCEPTED if submission.files else OutcomeKind.QUARANTINED
    case = Case(submission, desk, at, history=history, request=Request())
    return Outcome(kind, ExitCode.OK, Report(), case)


def pack(outcome: Outcome, number: str, drop: Drop, *, override: Override | None = None) -> Parcel:
    """The unpacked files, and for a ticket a record."""
    del override
    files: dict[str, Content] = {"report.txt": number.encode()}
    if outcome.kind is OutcomeKind.ACCEPTED:
        scratch = drop.scratch
        files |= {f"sent/{p.relative_to(scratch).as_posix()}": p for p in members(scratch)}
    record = b"{}" if outcome.kind is OutcomeKind.ACCEPTED else None
    return Parcel(outcome.kind, files, record=record, codes=outcome.report.codes())


READING_HANDS = Pipeline(read, judge, pack)
