"""The drops of one request, whichever of their numbers somebody says."""

from datetime import date
from pathlib import Path

from zenforms.desk.papers.requests import Filed, filed_as
from zenforms.desk.spool.folders import ROUNDS
from zenforms.desk.spool.index import archived_numbers
from zenforms.desk.spool.kin import Kin
from zenforms.judging.case import OutcomeKind


def drops_of_request(root: Path, filed: Filed, today: date) -> tuple[Filed, ...]:
    """Every drop of the request that `filed` belongs to, itself among them, the oldest first."""
    return drops_known_to(Kin(root, lambda: archived_numbers(root), today), root, filed)


def drops_known_to(kin: Kin, root: Path, filed: Filed) -> tuple[Filed, ...]:
    """The same, for whoever asks about many requests."""
    first = filed.settlement.thread or filed.number
    numbers = dict.fromkeys((first, *kin.rounds_of(first), filed.number))
    found = [one for number in numbers if (one := filed_as(root, number))]
    return tuple(sorted(found, key=lambda one: one.settlement.received_at))


def ticket_among(drops: tuple[Filed, ...]) -> Filed | None:
    """The drop whose ticket stands for the request."""
    return next((one for one in drops if one.settlement.outcome is OutcomeKind.ACCEPTED), None)


def rounds_among(drops: tuple[Filed, ...]) -> tuple[Filed, ...]:
    """Those that are the request itself, not only something that came about it."""
    return tuple(one for one in drops if one.settlement.outcome in ROUNDS)


def standing_among(drops: tuple[Filed, ...]) -> Filed | None:
    """The drop that tells where the request stands: its ticket, else its newest round."""
    return ticket_among(drops) or next(reversed(rounds_among(drops)), None)


def standing_for(filed: Filed, drops: tuple[Filed, ...]) -> Filed:
    """The drop that tells where the request stands which `filed` is the number of.

    A request is called by the number of its first round: its ticket stands for it, else its
    newest round. Any other drop stands for itself.
    """
    if filed.settlement.request != filed.number:
        return filed
    return standing_among(drops) or filed


def concerned_by_event(filed: Filed, drops: tuple[Filed, ...]) -> Filed:
    """The drop beside which it is written what happened: the ticket that its request became.

    What is in quarantine is not yet of that request.
    """
    if filed.settlement.outcome is OutcomeKind.QUARANTINED:
        return filed
    return ticket_among(drops) or standing_for(filed, drops)


def concerned_by_order(filed: Filed, drops: tuple[Filed, ...]) -> Filed:
    """The drop that is taken up again: of a request without a ticket, what came last."""
    if filed.settlement.request != filed.number or ticket_among(drops):
        return standing_for(filed, drops)
    kinds = ROUNDS | {OutcomeKind.QUARANTINED}
    return [one for one in drops if one.settlement.outcome in kinds or one is filed][-1]
