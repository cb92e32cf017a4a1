"""What a desk can be asked about its deliveries, and what a person decides about one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from zenforms.desk.delivery.news import Desktop
from zenforms.desk.delivery.outbox import Delivery, DeliveryState, load, of_outcome, save
from zenforms.desk.delivery.settings import Delivering, delivering_of
from zenforms.desk.delivery.systems import TicketSystem
from zenforms.desk.delivery.transport import SystemAwayError, SystemRefusedError
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.folders import outcome_place
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.language import Text


@dataclass(frozen=True, slots=True)
class Queue:
    """How it stands with the tickets of a desk and one target."""

    target: str
    delivered: int
    waiting: tuple[Delivery, ...]
    """On their way, or not begun."""
    stuck: tuple[Delivery, ...]
    """Doubtful or failed: each waits for a person."""
    lacking: tuple[Delivery, ...]
    """Delivered, but something was not taken over there."""


def queues_of(root: Path, settings: Delivering | None = None) -> tuple[Queue, ...]:
    """How it stands with each ticket system; empty when the desk delivers to none.

    Raises DeskError when its file is broken. Takes no lock.
    """
    found = settings or delivering_of(root)
    if found is None:
        return ()
    desktop = Desktop(root, found.since)
    places = list(desktop.places(OutcomeKind.ACCEPTED))
    return tuple(_queue(root, name, places) for name, _ in found.systems())


def _queue(root: Path, name: str, places: list[str]) -> Queue:
    all_of_them = [load(root, place, name) or Delivery(place, name) for place in places]
    is_there = [one for one in all_of_them if one.state is DeliveryState.DELIVERED]
    stuck = tuple(one for one in all_of_them if one.state.waits_for_person)
    # what a note or a closing waits for is told, too: the ticket itself is there
    waiting = tuple(
        one
        for one in all_of_them
        if not one.state.waits_for_person
        and (one.state is not DeliveryState.DELIVERED or one.reason)
    )
    return Queue(name, len(is_there), waiting, stuck, tuple(one for one in is_there if one.lacks))


def delivered_numbers(root: Path, settings: Delivering | None) -> frozenset[str]:
    """The tickets that live in another system, and of which nothing is reminded here any more."""
    if settings is None or settings.remind:
        return frozenset()
    names = {name for name, _ in settings.systems()}
    desktop = Desktop(root, settings.since)
    return frozenset(
        one.number
        for place in desktop.places(OutcomeKind.ACCEPTED)
        for one in of_outcome(root, place)
        if one.target in names and one.state is DeliveryState.DELIVERED
    )


def tried_again(root: Path, delivery: Delivery) -> Delivery:
    """A person says: it is not there, send it.

    What was sent last may still arrive for a moment, and it is looked for once more even then.
    """
    begun = replace(
        delivery.waits("", not_before=delivery.until),
        state=DeliveryState.READY,
        refused=False,
        id="",
        url="",
        doing="",
        done=delivery.heard,
        lacks=(),
        tries=0,
    )
    return save(Disk(), root, begun)


def taken_as(root: Path, delivery: Delivery, ticket_id: str, system: TicketSystem) -> Delivery:
    """A person says: this ticket over there is it. Files and notes that are missing follow.

    Raises DeskError when the system has no such ticket, or cannot be asked.
    """
    try:
        seen = system.look(ticket_id)
    except (SystemAwayError, SystemRefusedError) as error:
        raise _cannot_ask(delivery, str(error)) from None
    if seen is None:
        raise _no_such(delivery, ticket_id)
    found = seen.ticket.id
    return save(
        Disk(),
        root,
        replace(
            delivery.waits("", not_before=0.0),
            state=DeliveryState.CREATED,
            id=found,
            url=system.address(found),
            refused=False,
            doing="",
            tries=0,
        ),
    )


def stuck_of(root: Path, number: str, targets: Iterable[str]) -> list[Delivery]:
    """The deliveries of a ticket that wait for a person."""
    place = outcome_place(OutcomeKind.ACCEPTED, number)
    found = (load(root, place, name) for name in targets)
    return [one for one in found if one and one.state.waits_for_person]


def _cannot_ask(delivery: Delivery, reason: str) -> DeskError:
    return DeskError(
        Text(fr="{target} ne répond pas : {reason}", en="{target} does not answer: {reason}"),
        advice=Text(
            fr="« zenforms deliver check » dit ce qui manque ; recommencez ensuite.",
            en="“zenforms deliver check” says what is missing; then try again.",
        ),
        arguments={"target": delivery.target, "reason": reason},
    )


def _no_such(delivery: Delivery, ticket_id: str) -> DeskError:
    return DeskError(
        Text(fr="{target} n'a pas de ticket {id}.", en="{target} has no ticket {id}."),
        advice=Text(
            fr="Donnez le numéro que le ticket porte là-bas.",
            en="Give the number that the ticket has over there.",
        ),
        arguments={"target": delivery.target, "id": ticket_id},
    )
