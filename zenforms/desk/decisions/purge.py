"""What has been kept long enough: found first, removed only when somebody says so."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from zenforms.desk.decisions.decision_files import OrderKind
from zenforms.desk.papers.requests import Filed, known_as, standing_of
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.catalogue import Kin, archived_numbers
from zenforms.desk.spool.claim import leave
from zenforms.desk.spool.drop import ORIGINAL, members
from zenforms.desk.spool.spool import Spool
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.judging.policy import Retention
from zenforms.language import Text

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
        filed = known_as(root, number)
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
    for number in {settlement.number, thread, *kin.rounds_of(thread, {OutcomeKind.ACCEPTED})}:
        one = known_as(root, number)
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


# Takes a request out of the desk for good: everything of it, or only a restricted original.

_OPEN = Text(
    fr="Le ticket {number} est ouvert : il n'est pas effacé.",
    en="The ticket {number} is open: it is not removed.",
)
_CLOSE_FIRST = Text(
    fr="Clôturez-le d'abord : « zenforms close {number} ».",
    en="Close it first: “zenforms close {number}”.",
)


def remove_request(spool: Spool, filed: Filed, *, step: str, by: str) -> None:
    """Remove everything of a request; the diary keeps number, hash and codes.

    `step` is what the diary calls it. Raises DeskError for a ticket that is still open.
    """
    check_removable(spool, filed)
    spool.note(step, number=filed.number, sha256=filed.settlement.sha256, by=by)  # the trace first
    leave(spool, filed.number, filed.archive)


def remove_original(spool: Spool, filed: Filed, *, by: str) -> None:
    """Remove only what was dropped, and the outcomes that were replaced; the outcome stays."""
    spool.disk.remove(filed.archive / ORIGINAL)
    spool.disk.sync_folder(filed.archive)
    spool.note("original_purged", number=filed.number, sha256=filed.settlement.sha256, by=by)


def check_removable(spool: Spool, filed: Filed) -> None:
    """Raises DeskError for a ticket that is still open."""
    accepted = filed.settlement.outcome is OutcomeKind.ACCEPTED
    if accepted and not standing_of(spool.root, filed.settlement.place).state.is_over:
        raise DeskError(_OPEN, advice=_CLOSE_FIRST, arguments={"number": filed.settlement.name})
