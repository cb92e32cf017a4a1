"""The drops of one request, whichever of their numbers somebody says."""

from datetime import date
from pathlib import Path

from zenforms.desk.papers.requests import Filed, filed_as
from zenforms.desk.spool.index import archived_numbers
from zenforms.desk.spool.kin import Kin
from zenforms.judging.case import OutcomeKind


def drops_of_request(root: Path, filed: Filed, today: date) -> tuple[Filed, ...]:
    """Every drop of the request that `filed` belongs to, itself among them, the oldest first."""
    first = filed.settlement.thread or filed.number
    kin = Kin(root, lambda: archived_numbers(root), today)
    numbers = dict.fromkeys((first, *kin.rounds_of(first), filed.number))
    found = [one for number in numbers if (one := filed_as(root, number))]
    return tuple(sorted(found, key=lambda one: one.settlement.received_at))


def ticket_among(drops: tuple[Filed, ...]) -> Filed | None:
    """The drop whose ticket stands for the request: the newest that was accepted."""
    tickets = (one for one in drops if one.settlement.outcome is OutcomeKind.ACCEPTED)
    return next(reversed(list(tickets)), None)
