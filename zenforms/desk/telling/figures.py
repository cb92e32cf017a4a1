"""The figures that statistics are made of, as versioned models."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.telling.duedates import Kept
from zenforms.judging.case import OutcomeKind
from zenforms.judging.said import Said


class Month(Said):
    """The drops of one calendar month, `2026-05`, by outcome."""

    month: str
    outcomes: Mapping[OutcomeKind, int]


class FindingCount(Said):
    """In how many drops a rule found something."""

    code: str
    drops: int


class ClientCount(Said):
    """The drops of one client. `rounds` is how many an accepted request took on average."""

    id: str
    name: str | None
    drops: int
    outcomes: Mapping[OutcomeKind, int]
    rounds: float | None


class CommitmentCount(Said):
    """How a kind of commitment stands, over all tickets registered in the period."""

    commitment: Commitment
    stands: Mapping[Kept, int]


class Pending(Said):
    """A commitment that is due or overdue. `client` is a name from the register."""

    number: str
    commitment: Commitment
    day: date
    overdue: bool
    client: str


class Statistics(Said):
    """Everything counted. Dates and months are those of receipt, in Paris."""

    version: Literal[1] = 1
    desk: str
    at: datetime
    first: date | None
    last: date | None
    """The first and the last day on which anything came; None without any drop."""
    drops: int
    outcomes: Mapping[OutcomeKind, int]
    months: tuple[Month, ...]
    findings: tuple[FindingCount, ...]
    """The most frequent first."""
    clients: tuple[ClientCount, ...]
    """Those with the most drops first."""
    rounds: Mapping[int, int]
    """Number of rounds → how many requests were accepted after so many."""
    awaited: int
    """Requests that went back, did not return yet, and were not filed away."""
    commitments: tuple[CommitmentCount, ...]
    pending: tuple[Pending, ...]
    """Due and overdue today, by day."""
