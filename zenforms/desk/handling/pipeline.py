"""Who does the work that intake orders: readers, judge and writers (put together in `app`)."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from zenforms.desk.handling.job import Decided, Glance, Job, Refused
from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.settlement import Override, Parcel
from zenforms.findings import Problem
from zenforms.judging.case import Desk, Outcome
from zenforms.judging.policy import Policy
from zenforms.judging.threads import History
from zenforms.reading.submission import Submission


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be read: `scratch` is an empty folder into which its files are unpacked."""

    original: Path
    scratch: Path
    name: str
    sha256: str


class Read(Protocol):
    """Opens a drop with careful hands. Never raises for bad input."""

    def __call__(self, source: Source, policy: Policy) -> Submission:
        """What was read; raises OSError when the machine, not the drop, stands in the way."""


class Judge(Protocol):
    """Gives the verdict."""

    def __call__(
        self, submission: Submission, desk: Desk, at: datetime, *, history: History
    ) -> Outcome:
        """The outcome of what was read; `at` is when the drop arrived."""


class Pack(Protocol):
    """Writes all that becomes of a drop."""

    def __call__(
        self, outcome: Outcome, number: str, drop: Drop, /, *, override: Override | None
    ) -> Parcel:
        """The files of an outcome, by name; `override` is the person's decision behind it."""


class Workshop(Protocol):
    """Where drops are read, judged and packed; what is in them does not come out of it."""

    def start(self, desk: Desk) -> None:
        """Have ready what the calling thread will need; else its first drop waits for it."""

    def read(self, source: Source, policy: Policy) -> Glance:
        """Have a drop read, and what was read kept; raises OSError when the machine refuses."""

    def decide(self, job: Job, desk: Desk) -> Decided | Refused | Problem:
        """Have it judged and packed; a problem says that a limit was reached, or who died."""

    def end(self) -> None:
        """End whoever is at work, from any thread; what was asked then raises an OSError."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The three of them; tests and library users may bring their own."""

    read: Read
    judge: Judge
    pack: Pack
    apart: Workshop | None = None
    """Where all three work instead, in processes that are bounded and can be ended."""
