"""What has been kept long enough: found first, removed only when somebody says so."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from zenforms.desk.orders.slips import OrderKind
from zenforms.desk.papers.requests import Filed, filed_as
from zenforms.desk.papers.tickets import standing_of
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.drop import members
from zenforms.desk.spool.index import archived_numbers
from zenforms.desk.spool.kin import Kin
from zenforms.judging.case import OutcomeKind
from zenforms.judging.policy import Retention

RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class Purgeable:
    """One request that may go. `size` is in bytes; `kind` is the order that removes it."""

    number: str
    outcome: OutcomeKind
    since: date
    """The day from which it was kept: that of receipt, or that a ticket was closed."""
    size: int
    kind: OrderKind


def purgeable(
    opened: OpenDesk,
    *,
    older_than: timedelta | None = None,
    outcomes: Container[OutcomeKind] = frozenset(OutcomeKind),
) -> Iterator[Purgeable]:
    """What the desk's retention lets go of today, or what is `older_than` that; oldest first.

    An open ticket never goes, nor any round or follow-up of one.
    """
    root, today = opened.root, opened.clock.now().date()
    numbers = tuple(archived_numbers(root))
    kin = Kin(root, lambda: numbers, today)
    for number in sorted(numbers):
        filed = filed_as(root, number)
        if filed is None or filed.settlement.outcome not in outcomes:
            continue
        since = _kept_since(root, filed, kin)
        if since is None:
            continue
        order = _due(filed, today - since, opened.desk.policy.retention, older_than)
        if order is not None:
            size = _size(filed, order)
            yield Purgeable(number, filed.settlement.outcome, since, size, order)


def _kept_since(root: Path, filed: Filed, kin: Kin) -> date | None:
    """The day from which the retention counts; None while a ticket of the thread is open."""
    settlement = filed.settlement
    since = settlement.received_at.date()
    thread = settlement.thread or settlement.number
    for number in {settlement.number, thread, *kin.rounds_of(thread)}:
        one = filed_as(root, number)
        if one is None or one.settlement.outcome is not OutcomeKind.ACCEPTED:
            continue
        standing = standing_of(root, one.settlement.place)
        if standing.over_since is None:
            return None
        since = max(since, standing.over_since.date())
    return since


def _due(
    filed: Filed, age: timedelta, retention: Retention, older_than: timedelta | None
) -> OrderKind | None:
    days: int | None = getattr(retention, filed.settlement.outcome.value)
    limit = older_than if older_than is not None else _days(days)
    if limit is not None and age > limit:
        return OrderKind.PURGE
    sooner = _days(retention.restricted) if filed.is_restricted else None
    is_there = filed.original.exists()
    return OrderKind.PURGE_ORIGINAL if sooner is not None and age > sooner and is_there else None


def _days(days: int | None) -> timedelta | None:
    return timedelta(days=days) if days is not None else None


def _size(filed: Filed, order: OrderKind) -> int:
    places = filed.everywhere if order is OrderKind.PURGE else (filed.original,)
    files = (path for place in places for path in (members(place) if place.is_dir() else [place]))
    return sum(path.lstat().st_size for path in files)
