"""Counts settled drops and due dates: by outcome, month, finding, client and round."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.spool.settlement import Settlement
from zenforms.desk.telling.duedates import DueDate, Kept
from zenforms.desk.telling.figures import (
    ClientCount,
    CommitmentCount,
    FindingCount,
    Month,
    Pending,
)
from zenforms.judging.case import OutcomeKind
from zenforms.judging.moments import day_in_paris
from zenforms.judging.policy import Register

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
