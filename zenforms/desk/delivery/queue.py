"""What a desk can be asked about its deliveries, and what a person decides about one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from zenforms.desk.delivery.news import Desktop
from zenforms.desk.delivery.outbox import Delivery, DeliveryState, load, of_outcome, save
from zenforms.desk.delivery.service import LOCK
from zenforms.desk.delivery.settings import Delivering, delivering_of, token_of
from zenforms.desk.delivery.systems import TicketSystem
from zenforms.desk.delivery.transport import SystemAwayError, SystemRefusedError
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.folders import outcome_place
from zenforms.desk.spool.lock import is_held
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


def lives_elsewhere(root: Path, number: str, settings: Delivering | None) -> bool:
    """Whether a ticket was delivered, so that nothing is reminded of it here any more."""
    if settings is None or settings.remind:
        return False
    names = {name for name, _ in settings.systems()}
    place = outcome_place(OutcomeKind.ACCEPTED, number)
    is_there = DeliveryState.DELIVERED
    return any(one.target in names and one.state is is_there for one in of_outcome(root, place))


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


# What the doctor says of it.


@dataclass(frozen=True, slots=True)
class QueueFinding:
    """One thing that was looked at, and what to do when it is not well."""

    is_well: bool
    said: Text
    advice: Text | None
    arguments: Mapping[str, str]


_DELIVERED = Text(
    fr="{target} : {delivered} tickets livrés, {waiting} en attente.",
    en="{target}: {delivered} tickets delivered, {waiting} waiting.",
)
_UNDECIDED = Text(
    fr="{stuck} livraison(s) à {target} attendent une décision.",
    en="{stuck} delivery(s) to {target} wait for a decision.",
)
_RESOLVE = Text(
    fr="« zenforms deliver list » les nomme, « zenforms deliver resolve » en décide.",
    en="“zenforms deliver list” names them, “zenforms deliver resolve” decides.",
)
_NOBODY_DELIVERS = Text(
    fr="{waiting} ticket(s) attendent d'être livrés à {target}, et personne ne livre.",
    en="{waiting} ticket(s) wait to be delivered to {target}, and nobody delivers.",
)
_START_DELIVERY = Text(
    fr="Lancez « zenforms deliver run », à côté de « zenforms watch ».",
    en="Start “zenforms deliver run”, beside “zenforms watch”.",
)


def delivery_findings(opened: OpenDesk) -> Iterator[QueueFinding]:
    """Whether settings and secrets can be used, and how the queues stand; nobody is asked.

    Raises DeskError when they cannot.
    """
    settings = delivering_of(opened.root)
    if settings is None:
        return
    for name, target in settings.systems():
        if target.token_file:  # what the environment holds is the service's own
            token_of(opened.root, name, target)
    for queue in queues_of(opened.root, settings):
        about = {
            "target": queue.target,
            "delivered": str(queue.delivered),
            "waiting": str(len(queue.waiting)),
            "stuck": str(len(queue.stuck)),
        }
        yield QueueFinding(is_well=True, said=_DELIVERED, advice=None, arguments=about)
        if queue.stuck:
            yield QueueFinding(is_well=False, said=_UNDECIDED, advice=_RESOLVE, arguments=about)
        if queue.waiting and not is_held(opened.root, what=LOCK):
            yield QueueFinding(
                is_well=False, said=_NOBODY_DELIVERS, advice=_START_DELIVERY, arguments=about
            )
