"""What a desk did over a time, counted from its archive and its tickets. Takes no lock."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from zenforms.desk.papers.requests import filed_as
from zenforms.desk.papers.tickets import standing_of
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.index import archived_numbers
from zenforms.desk.spool.settlement import Settlement
from zenforms.desk.telling.counting import (
    awaited_in,
    clients_in,
    commitments_in,
    findings_in,
    months_in,
    outcomes_in,
    pending_in,
    rounds_in,
)
from zenforms.desk.telling.duedates import due_dates
from zenforms.desk.telling.figures import Statistics
from zenforms.judging.moments import day_in_paris
from zenforms.judging.policy import Register


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
        try:
            filed = filed_as(root, number)
        except (ValueError, KeyError, TypeError):  # damaged: doctor names it
            continue
        if filed is not None:
            yield filed.settlement
