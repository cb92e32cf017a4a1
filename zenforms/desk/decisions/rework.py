"""A drop that already has its outcome is taken up again, because a person says so.

The original goes back from the archive into work/ under the order's name; with the new decision
it returns there, and takes the outcome that was replaced with it.
"""

import os
from dataclasses import replace
from pathlib import Path

from zenforms.desk.decisions.decision_files import Order, OrderKind
from zenforms.desk.handling import verdict
from zenforms.desk.handling.consider import Received, Said, consider, receive
from zenforms.desk.handling.intake import packed
from zenforms.desk.handling.job import Overruling, Reason, Refused
from zenforms.desk.handling.pipeline import Pipeline
from zenforms.desk.papers.memory import thread_of
from zenforms.desk.papers.requests import EventKind, Filed, standing_of
from zenforms.desk.spool.drop import Drop, unread_digest
from zenforms.desk.spool.durable import is_transient, move
from zenforms.desk.spool.folders import record_place
from zenforms.desk.spool.own import Fault
from zenforms.desk.spool.settle import Packed, resume, settle
from zenforms.desk.spool.settlement import (
    Override,
    Parcel,
    Settlement,
    TicketEvent,
    read_settlement,
)
from zenforms.desk.spool.spool import Spool
from zenforms.errors import DeskError
from zenforms.judging.case import Desk, OutcomeKind
from zenforms.judging.threads import Thread
from zenforms.language import Text

_MAY_BE_ACCEPTED = frozenset(
    {
        OutcomeKind.INCOMPLETE,
        OutcomeKind.REFUSED,
        OutcomeKind.QUARANTINED,
        OutcomeKind.FOLLOWUP,  # a word about a request that is one of its own
    }
)
_WENT_BACK = frozenset({OutcomeKind.INCOMPLETE, OutcomeKind.REFUSED})
_IS_FINAL = frozenset({OutcomeKind.DUPLICATE, OutcomeKind.CANCELLED})
_EVENTS = {
    OrderKind.ACCEPT: EventKind.ACCEPTED,
    OrderKind.RETRY: EventKind.RETRIED,
    OrderKind.RELEASE: EventKind.RELEASED,
}

_ALTERED = Text(
    fr="L'original de {number} n'est plus celui qui a été reçu : il n'est pas rejugé.",
    en="The original of {number} is no longer what was received: it is not judged again.",
)
_PURGED = Text(
    fr="L'original de {number} a été effacé : il ne peut plus être rejugé.",
    en="The original of {number} was purged: it can no longer be judged again.",
)
_IS_TICKET = Text(fr="{number} est déjà un ticket.", en="{number} is a ticket already.")
_NO_REQUEST = Text(
    fr="{number} ne contient pas de demande : aucun ticket ne peut en naître.",
    en="{number} holds no request: no ticket can come of it.",
)
_BUG = Text(
    fr="{number} n'a pas pu être rejugé : une erreur du logiciel l'en empêche ({place}).",
    en="{number} could not be judged again: an error of the software prevents it ({place}).",
)
_OVERRULING = {
    OrderKind.ACCEPT: Overruling.ACCEPT,
    OrderKind.RELEASE: Overruling.RELEASE,
}
_REFUSALS = {Reason.NO_REQUEST: _NO_REQUEST, Reason.IS_TICKET: _IS_TICKET}
_ADVICE = Text(
    fr="Rien n'a changé. « zenforms show {number} » montre où en est la demande.",
    en="Nothing was changed. “zenforms show {number}” tells where the request stands.",
)


def take_up_again(
    spool: Spool, desk: Desk, pipeline: Pipeline, order: Order, *, filed: Filed
) -> Settlement:
    """Give a request another outcome; the decision that holds afterwards.

    Raises DeskError when the order makes no sense for it, and OSError when the machine refuses;
    after either everything is as it was, or will be after the next attempt.
    """
    if any(override.order == order.id for override in filed.settlement.overrides):
        return filed.settlement
    check_rework(order.kind, filed.settlement, _thread_of(spool, filed.settlement))
    if not os.path.lexists(filed.original):
        raise _refusal(_PURGED, filed.settlement)
    drop = Drop(_folder(spool, order), filed.receipt)
    spool.index.add(drop.receipt.drop, filed.number, filed.settlement.sha256)
    with spool.kin.taken_up(filed.number):
        move(spool.disk, filed.archive, drop.folder)
        try:
            return _rework(spool, desk, pipeline, order, drop=drop, old=filed.settlement)
        finally:
            put_back(spool, order)


def put_back(spool: Spool, order: Order) -> None:
    """Return what the order took up, under whichever decision is durable, if it is still there."""
    folder = _folder(spool, order)
    decided = read_settlement(folder)
    if decided is not None:
        resume(spool, folder, decided)


def check_rework(kind: OrderKind, old: Settlement, thread: Thread | None) -> None:
    """Raises DeskError when a drop with this outcome cannot be taken up like this.

    `thread` is the request that it belongs to, as it stands.
    """
    if old.outcome is OutcomeKind.ACCEPTED or (
        thread is not None and thread.ticket and _could_open_another(kind, old)
    ):
        raise _refusal(_IS_TICKET, old, number=thread.number if thread else old.request)
    refusal = None
    if kind is OrderKind.ACCEPT and old.outcome not in _MAY_BE_ACCEPTED:
        refusal = Text(
            fr="{number} ne peut pas devenir un ticket : ce n'est ni une demande incomplète, ni un "
            "refus, ni une mise en quarantaine, ni une suite.",
            en="{number} cannot become a ticket: it is neither incomplete, refused, quarantined "
            "nor a follow-up.",
        )
    elif kind is OrderKind.RELEASE and old.outcome is not OutcomeKind.QUARANTINED:
        refusal = Text(fr="{number} n'est pas en quarantaine.", en="{number} is not in quarantine.")
    elif kind is OrderKind.RETRY and old.outcome in _IS_FINAL:
        refusal = Text(
            fr="{number} ne se rejuge pas : annulation ou doublon, l'issue est définitive.",
            en="{number} is not judged again: as a cancellation or duplicate it is final.",
        )
    if refusal is not None:
        raise _refusal(refusal, old)


def _could_open_another(kind: OrderKind, old: Settlement) -> bool:
    """Whether the order could make a second ticket of a request that has one.

    A word about it becomes a request of its own.
    """
    is_word = old.outcome is OutcomeKind.FOLLOWUP
    return (kind is OrderKind.ACCEPT and not is_word) or old.outcome in _WENT_BACK


def _thread_of(spool: Spool, settlement: Settlement) -> Thread | None:
    return thread_of(spool.root, spool.kin, settlement.thread or settlement.number)


def _is_as_it_was(received: Received, old: Settlement) -> bool:
    """Whether its bytes are those of then; of what was, or is, too large nobody knows them."""
    if received.content.sha256 == old.sha256 or old.sha256 == unread_digest(received.drop).sha256:
        return True
    return received.fault is not None and received.fault.fault is Fault.TOO_LARGE


def _rework(
    spool: Spool, desk: Desk, pipeline: Pipeline, order: Order, *, drop: Drop, old: Settlement
) -> Settlement:
    override = Override(order.id, order.kind, order.at, order.by, order.why, old.outcome)
    received = receive(spool, drop, desk)
    if not _is_as_it_was(received, old):
        raise _refusal(_ALTERED, old)
    is_overruled = order.kind is not OrderKind.RETRY
    said = Said(_OVERRULING.get(order.kind), override if is_overruled else None)
    try:
        considered = consider(spool, received, pipeline, desk, said=said)
    except Exception as error:
        if is_transient(error):
            raise
        raise _refusal(_BUG, old, place=verdict.place_of(error)) from error
    if isinstance(considered, Refused):
        number = considered.number or old.request
        raise _refusal(_REFUSALS[considered.reason], old, number=number)
    told = packed(considered)
    taken_by = standing_of(spool.root, old.place).taken_by
    told = replace(told, parcel=_with_events(told, order, taken_by))
    with spool.deciding:  # a round of the same request may settle meanwhile
        if told.parcel.has_record and (spool.root / record_place(told.name)).exists():
            raise _refusal(_IS_TICKET, old)
        return settle(spool, drop, told, received.content, replaces=(old, override))


def _with_events(packed: Packed, order: Order, taken_by: str | None) -> Parcel:
    """What becomes of the drop, and beside it who decided so and why, and who still has it."""
    event = TicketEvent(order.id, _EVENTS[order.kind], order.at, order.by, order.why)
    events = [(packed.place, event)]
    if taken_by:
        details = {"to": taken_by}
        still = TicketEvent(
            f"{order.id}-taken", EventKind.TAKEN, order.at, order.by, details=details
        )
        events.append((packed.place, still))
    return replace(packed.parcel, events=(*packed.parcel.events, *events))


def _folder(spool: Spool, order: Order) -> Path:
    return spool.work / f"again-{order.id}"


def _refusal(sentence: Text, old: Settlement, **more: str) -> DeskError:
    return DeskError(sentence, advice=_ADVICE, arguments={"number": old.request, **more})
