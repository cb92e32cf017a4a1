"""What staff do to a request: take it up again, or write down what happened to its ticket."""

import logging
import time
from collections.abc import Sequence

from zenforms.desk.decisions.decision_files import (
    ABOUT_LETTERS,
    REMOVES,
    TAKES_UP_AGAIN,
    Answer,
    Order,
    OrderKind,
    answer_order,
    answer_to,
    forget_orders,
    put_order,
    refused,
    waiting_orders,
)
from zenforms.desk.decisions.inhand import check_in_hand, check_letter, check_seen, lay_letter
from zenforms.desk.decisions.purge import remove_original, remove_request
from zenforms.desk.decisions.rework import put_back, take_up_again
from zenforms.desk.handling.pipeline import Pipeline
from zenforms.desk.papers.requests import (
    EventKind,
    Filed,
    Standing,
    filed_as,
    find_request,
    standing_after,
)
from zenforms.desk.papers.waiting import WAIT_AS
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.claim import finish_leaving
from zenforms.desk.spool.journal import add_event, events_of
from zenforms.desk.spool.lock import DeskBusyError, hold_desk
from zenforms.desk.spool.settlement import TicketEvent
from zenforms.desk.spool.spool import Spool, open_spool
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.judging.threads import ThreadState
from zenforms.language import Text

PATIENCE = 30.0
"""Seconds that a command waits for the watcher's answer; the order stays when it gives up."""

_EVENTS = {
    OrderKind.QUALIFY_FIRST: EventKind.FIRST_QUALIFICATION,
    OrderKind.QUALIFY_FINAL: EventKind.FINAL_QUALIFICATION,
    OrderKind.CLOSE: EventKind.CLOSED,
    OrderKind.CANCEL: EventKind.CANCELLED,
    OrderKind.REOPEN: EventKind.REOPENED,
    OrderKind.NOTE: EventKind.NOTED,
    OrderKind.READ: EventKind.READ,
    OrderKind.TAKE: EventKind.TAKEN,
    OrderKind.GIVE: EventKind.TAKEN,
    OrderKind.PUT_BACK: EventKind.PUT_BACK,
    OrderKind.LETTER_EDIT: EventKind.LETTER_EDITED,
    OrderKind.LETTER_BEGIN: EventKind.LETTER_BEGUN,
    OrderKind.LETTER_SENT: EventKind.LETTER_SENT,
    OrderKind.LETTER_KEPT: EventKind.LETTER_KEPT,
    OrderKind.LETTER_DUE: EventKind.LETTER_DUE,
}
_QUALIFIES = frozenset({OrderKind.QUALIFY_FIRST, OrderKind.QUALIFY_FINAL})

_LOG = logging.getLogger(__name__)


def execute(
    opened: OpenDesk, pipeline: Pipeline, order: Order, *, patience: float = PATIENCE
) -> Answer:
    """Have one order carried out; see `obey_all`.

    Raises DeskError at once when the request does not exist.
    """
    find_request(opened.root, order.number)
    return obey_all(opened, pipeline, [order], patience=patience)[0]


def obey_all(
    opened: OpenDesk, pipeline: Pipeline, orders: Sequence[Order], *, patience: float = PATIENCE
) -> list[Answer]:
    """Have orders carried out: by the watcher that holds the desk, or here when nobody does.

    An answer that is neither done nor refused means that the watcher did not come to it within
    `patience` seconds: the order stays and will be carried out. It stays, too, when OSError is
    raised because the machine refuses.
    """
    for order in orders:
        put_order(opened.root, order)
    end = time.monotonic() + patience
    while any(answer_to(opened.root, order) is None for order in orders):
        try:
            with hold_desk(opened.root, doing=orders[0].kind, now=opened.clock.now()):
                spool = open_spool(opened.root, now=opened.clock.now)
                carry_out_waiting(spool, opened, pipeline)
        except DeskBusyError:
            if time.monotonic() >= end:
                break
    return [answer_to(opened.root, order) or Answer(order.id, done=False) for order in orders]


def carry_out_waiting(
    spool: Spool, opened: OpenDesk, pipeline: Pipeline
) -> list[tuple[Order, Answer]]:
    """Carry out the orders that were left for whoever holds the desk, oldest first.

    Raises OSError when the machine refuses: that order and those after it stay. A request that
    cannot be removed keeps no other waiting: its orders stay, and the error is raised at the end
    if nothing else was done.
    """
    done: list[tuple[Order, Answer]] = []
    refusals: dict[str, OSError] = {}
    for order in waiting_orders(spool.root):
        if order.number in refusals:
            continue
        try:
            answer = carry_out_order(spool, opened, pipeline, order)
        except OSError as error:
            if order.kind not in REMOVES:
                raise
            refusals[order.number] = error
            continue
        except Exception as error:  # noqa: BLE001 - no order ends the watcher, not even by our own bug
            _LOG.error("bug: order: %s", type(error).__name__)
            answer = refused(order, _impossible(order, error))
        answer_order(spool.root, order, answer, spool.disk)
        done.append((order, answer))
    if refusals and not done:
        raise next(iter(refusals.values()))
    return done


def _impossible(order: Order, error: Exception) -> DeskError:
    """What the desk has of the request cannot be understood, or we broke on it."""
    return DeskError(
        Text(
            fr="L'ordre sur {number} n'a pas pu être exécuté ({reason}).",
            en="The order about {number} could not be carried out ({reason}).",
        ),
        advice=Text(
            fr="« zenforms doctor » dit si un fichier du bureau est abîmé.",
            en="“zenforms doctor” tells whether a file of the desk is damaged.",
        ),
        arguments={"number": order.number, "reason": type(error).__name__},
    )


def carry_out_order(spool: Spool, opened: OpenDesk, pipeline: Pipeline, order: Order) -> Answer:
    """Carry out one order; a refusal is an answer too. Raises OSError when the machine refuses."""
    try:
        put_back(spool, order)
        finish_leaving(spool, order.number)
        filed = filed_as(spool.root, order.number)
        if filed is None and order.kind in REMOVES:
            return Answer(order.id, done=True)
        filed = find_request(spool.root, order.number)
        if order.kind in REMOVES:
            remove(spool, order, filed)
            return Answer(order.id, done=True)
        check_seen(spool, order, filed)
        if order.kind in TAKES_UP_AGAIN:
            settled = take_up_again(spool, opened.desk, pipeline, order, filed=filed)
            return Answer(order.id, done=True, outcome=settled.outcome)
        write_event(spool, order, filed)
    except DeskError as error:
        return refused(order, error)
    return Answer(order.id, done=True)


def remove(spool: Spool, order: Order, filed: Filed) -> None:
    """Remove a request, or its restricted original; raises DeskError while its ticket is open."""
    if order.kind is OrderKind.PURGE_ORIGINAL:
        remove_original(spool, filed, by=order.by)
    else:
        step = "erased" if order.kind is OrderKind.ERASE else "purged"
        remove_request(spool, filed, step=step, by=order.by)
    if order.kind is OrderKind.ERASE:
        forget_orders(spool.root, spool.disk, filed.number)


def write_event(spool: Spool, order: Order, filed: Filed) -> None:
    """Append what happened to a request; raises DeskError when it cannot have happened."""
    with spool.deciding:
        events = events_of(spool.root, filed.settlement.place)
        if any(event.id == order.id for event in events):
            return
        check_event(order, filed, standing_after(events))
        lay_letter(spool, order, filed)
        event = TicketEvent(
            order.id, _EVENTS[order.kind], order.at, order.by, order.why, _details(order)
        )
        add_event(spool.disk, spool.root, filed.settlement.place, event)
    spool.note(event.kind, number=filed.number)


def _details(order: Order) -> dict[str, str]:
    """What an event says beside who and why: in whose hands it is, to whom a letter went."""
    to = order.by if order.kind is OrderKind.TAKE else order.to
    return {"to": to} if to else {}


def check_event(order: Order, filed: Filed, standing: Standing) -> None:
    """Raises DeskError when the event cannot follow on where the request stands.

    What waits for somebody without being a ticket can be filed away, and taken up again.
    """
    kind, state = order.kind, standing.state
    if kind in ABOUT_LETTERS:
        check_letter(order, filed, standing)
        return
    is_ticket = filed.settlement.outcome is OutcomeKind.ACCEPTED
    if not is_ticket and (kind in _QUALIFIES or filed.settlement.outcome not in WAIT_AS):
        raise _refusal(_NO_TICKET, filed)
    if kind is OrderKind.REOPEN:
        if not state.is_over:
            raise _refusal(_IS_OPEN if is_ticket else _IS_AWAITED, filed)
    elif state.is_over and kind not in {OrderKind.NOTE, OrderKind.READ}:
        over = _IS_CLOSED if state is ThreadState.CLOSED else _IS_CANCELLED
        raise _refusal(over if is_ticket else _IS_FILED_AWAY, filed)
    check_in_hand(order, filed, standing)
    is_first = kind is OrderKind.QUALIFY_FIRST and standing.first_qualified_at
    if is_first or (kind is OrderKind.QUALIFY_FINAL and standing.final_qualified_at):
        raise _refusal(_IS_QUALIFIED, filed)


_NO_TICKET = Text(fr="{number} n'a pas ouvert de ticket.", en="{number} opened no ticket.")
_IS_OPEN = Text(fr="Le ticket {number} est déjà ouvert.", en="The ticket {number} is open already.")
_IS_CLOSED = Text(fr="Le ticket {number} est clos.", en="The ticket {number} is closed.")
_IS_CANCELLED = Text(fr="Le ticket {number} est annulé.", en="The ticket {number} is cancelled.")
_IS_AWAITED = Text(
    fr="{number} n'est pas classée : elle attend quelqu'un.",
    en="{number} is not filed away: it waits for somebody.",
)
_IS_FILED_AWAY = Text(fr="{number} est déjà classée.", en="{number} is filed away already.")
_IS_QUALIFIED = Text(
    fr="Cette qualification du ticket {number} est déjà notée.",
    en="This qualification of the ticket {number} is written down already.",
)
_ADVICE = Text(
    fr="Rien n'a été noté. « zenforms show {number} » montre où en est la demande.",
    en="Nothing was written down. “zenforms show {number}” tells where the request stands.",
)


def _refusal(sentence: Text, filed: Filed) -> DeskError:
    return DeskError(sentence, advice=_ADVICE, arguments={"number": filed.settlement.request})
