"""Counts settled drops and due dates: by outcome, month, finding, client and round."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from zenforms.desk.papers.requests import known_as, standing_of
from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.queries.duedates import DueDate, Kept, due_dates
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.catalogue import archived_numbers
from zenforms.desk.spool.settlement import Settlement
from zenforms.judging.case import OutcomeKind
from zenforms.judging.dates import day_in_paris
from zenforms.judging.policy import Register
from zenforms.judging.text import Said

# The figures that statistics are made of, as versioned models.


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


_SENT_BACK = frozenset({OutcomeKind.INCOMPLETE, OutcomeKind.REFUSED})


def outcomes_in(settlements: Iterable[Settlement]) -> dict[OutcomeKind, int]:
    """How many drops had which outcome; only those that occurred."""
    counts = Counter(one.outcome for one in settlements)
    return {kind: counts[kind] for kind in OutcomeKind if counts[kind]}


def months_in(settlements: Iterable[Settlement]) -> Iterator[Month]:
    """Every month from the first to the last, by outcome."""
    months: dict[str, list[Settlement]] = defaultdict(list)
    for one in settlements:
        months[f"{day_in_paris(one.received_at):%Y-%m}"].append(one)
    for month in _every_month(months):
        yield Month(month=month, outcomes=outcomes_in(months.get(month, ())))


def _every_month(months: Iterable[str]) -> Iterator[str]:
    """From the first month to the last, without a gap."""
    known = sorted(months)
    if not known:
        return
    year, month = map(int, known[0].split("-"))
    while (name := f"{year}-{month:02}") <= known[-1]:
        yield name
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004 - months


def findings_in(settlements: Iterable[Settlement]) -> Iterator[FindingCount]:
    """How many drops each code was found in, the most frequent first."""
    counts = Counter(code for one in settlements for code in set(one.codes))
    for code, drops in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield FindingCount(code=code, drops=drops)


def rounds_in(settlements: Iterable[Settlement]) -> dict[str, int]:
    """Number of an accepted request → after how many rounds, its own counted."""
    sent_back: Counter[str] = Counter()
    found: dict[str, int] = {}
    for one in settlements:
        thread = one.thread or one.number
        if one.outcome in _SENT_BACK:
            sent_back[thread] += 1
        elif one.outcome is OutcomeKind.ACCEPTED:
            found[one.number] = sent_back[thread] + 1
    return found


def awaited_in(told: Iterable[Settlement], every: Iterable[Settlement]) -> tuple[Settlement, ...]:
    """The newest rounds of those requests of the period which went back."""
    newest = {one.thread or one.number: one for one in every}
    threads = dict.fromkeys(one.thread or one.number for one in told)
    return tuple(newest[one] for one in threads if newest[one].outcome in _SENT_BACK)


def clients_in(
    settlements: Iterable[Settlement], rounds: Mapping[str, int], register: Register
) -> Iterator[ClientCount]:
    """The drops of each known client, the busiest first; `rounds` as in `rounds_in`."""
    clients: dict[str, list[Settlement]] = defaultdict(list)
    for one in settlements:
        if one.client:
            clients[one.client].append(one)
    for client_id, own in sorted(clients.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        known = register.client(client_id)
        taken = [rounds[one.number] for one in own if one.number in rounds]
        yield ClientCount(
            id=client_id,
            name=known.name if known else None,
            drops=len(own),
            outcomes=outcomes_in(own),
            rounds=round(sum(taken) / len(taken), 2) if taken else None,
        )


def commitments_in(dates: Iterable[DueDate], today: date) -> Iterator[CommitmentCount]:
    """How each kind of commitment stands `today`."""
    counts = Counter((one.commitment, one.stands(today)) for one in dates)
    for commitment in Commitment:
        stands = {kept: counts[commitment, kept] for kept in Kept if counts[commitment, kept]}
        if stands:
            yield CommitmentCount(commitment=commitment, stands=stands)


def pending_in(dates: Iterable[DueDate], today: date) -> Iterator[Pending]:
    """What is due or overdue `today`, by day."""
    for one in sorted(dates, key=lambda due: (due.day, due.number, due.commitment)):
        stands = one.stands(today)
        if stands in {Kept.DUE, Kept.OVERDUE}:
            yield Pending(
                number=one.number,
                commitment=one.commitment,
                day=one.day,
                overdue=stands is Kept.OVERDUE,
                client=one.client,
            )


# What a desk did over a time, counted from its archive and its tickets. Takes no lock.


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; None is open."""

    first: date | None = None
    last: date | None = None

    def holds(self, moment: datetime) -> bool:
        """Whether an aware moment lies in it, by the day in Paris."""
        day = day_in_paris(moment)
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


ALWAYS = Period()


def statistics_of(opened: OpenDesk, period: Period = ALWAYS) -> Statistics:
    """The statistics of a desk over what it received in `period`."""
    every = sorted(_settlements(opened.root), key=lambda one: (one.received_at, one.number))
    told = [one for one in every if period.holds(one.received_at)]
    days = [day_in_paris(one.received_at) for one in told]
    rounds = rounds_in(every)
    now = opened.clock.now()
    dates = [one for one in due_dates(opened.root) if period.holds(one.registered_at)]
    return Statistics(
        desk=opened.root.name,
        at=now,
        first=min(days, default=None),
        last=max(days, default=None),
        drops=len(told),
        outcomes=outcomes_in(told),
        months=tuple(months_in(told)),
        findings=tuple(findings_in(told)),
        clients=tuple(clients_in(told, rounds, opened.desk.register or Register())),
        rounds=dict(sorted(Counter(rounds[s.number] for s in told if s.number in rounds).items())),
        awaited=sum(not _is_over(opened.root, one) for one in awaited_in(told, every)),
        commitments=tuple(commitments_in(dates, now.date())),
        pending=tuple(pending_in(dates, now.date())),
    )


def _is_over(root: Path, settlement: Settlement) -> bool:
    return standing_of(root, settlement.place).state.is_over


def _settlements(root: Path) -> Iterator[Settlement]:
    for number in archived_numbers(root):
        if filed := known_as(root, number):  # else damaged: the doctor names it
            yield filed.settlement
