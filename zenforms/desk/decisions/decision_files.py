"""What staff order: carried out at once when nobody holds the desk, else by the watcher.

An order is a file in orders/. Carrying it out twice is the same as once, so it is moved to
orders/done/, with its answer, only when everything it asks for is durable.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from zenforms.desk.spool.durable import TEMPORARY, Disk, replace_file
from zenforms.desk.spool.folders import Folder, is_number
from zenforms.desk.spool.small import read_json
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.language import Text

ANSWERS_KEPT = 90 * 24 * 3600.0
"""Seconds for which answers are kept: they name who ordered what, and why."""


class OrderKind(StrEnum):
    """What can be ordered."""

    ACCEPT = "accept"
    """Make a ticket of it, whatever the rules say."""
    RETRY = "retry"
    """Judge it again, under the policy and the software of today."""
    RELEASE = "release"
    """Lift the quarantine: judge it as if nothing suspicious had been found."""
    QUALIFY_FIRST = "qualify_first"
    QUALIFY_FINAL = "qualify_final"
    CLOSE = "close"
    CANCEL = "cancel"
    REOPEN = "reopen"
    NOTE = "note"
    """Write down that somebody looked at it."""
    READ = "read"
    """Write down that somebody read what the client wrote."""
    TAKE = "take"
    """Say that somebody has it in hand: whoever orders it."""
    GIVE = "give"
    """Say that somebody else has it in hand."""
    PUT_BACK = "put_back"
    """Say that nobody has it in hand any more."""
    LETTER_EDIT = "letter_edit"
    """Put another letter in the place of the one that is to be sent."""
    LETTER_BEGIN = "letter_begin"
    """Write down that its letter is about to be handed to a mail server, and keep the copy."""
    LETTER_SENT = "letter_sent"
    LETTER_KEPT = "letter_kept"
    """Its letter is not to be sent."""
    LETTER_DUE = "letter_due"
    """Its letter is to be sent after all."""
    PURGE = "purge"
    """Remove it: it was kept long enough."""
    PURGE_ORIGINAL = "purge_original"
    """Remove only the restricted original."""
    ERASE = "erase"
    """Remove it: the person it is about asked for that."""


TAKES_UP_AGAIN = frozenset({OrderKind.ACCEPT, OrderKind.RETRY, OrderKind.RELEASE})
"""Orders that give a drop another outcome."""
REMOVES = frozenset({OrderKind.PURGE, OrderKind.PURGE_ORIGINAL, OrderKind.ERASE})
"""Orders after which there is less to find; the remaining kinds are events of a ticket."""
ABOUT_LETTERS = frozenset(
    {
        OrderKind.LETTER_EDIT,
        OrderKind.LETTER_BEGIN,
        OrderKind.LETTER_SENT,
        OrderKind.LETTER_KEPT,
        OrderKind.LETTER_DUE,
    }
)
"""Orders about the letter beside an outcome, whatever became of the request since."""


@dataclass(frozen=True, slots=True)
class Order:
    """One order about one request. `at` is aware; `by` is a person, `why` is theirs to say."""

    id: str
    kind: OrderKind
    number: str
    at: datetime
    by: str
    why: str = ""
    to: str = ""
    """Whom a request is given to, or who was sent its letter."""
    seen: str = ""
    """What its author had seen of the request (see `mark_of`); empty: whatever it is."""
    letter: str = ""
    """The letter as it is to leave, in base64: the orders that are about one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an order. A refusal says why, in both languages."""

    order: str
    done: bool
    outcome: OutcomeKind | None = None
    refusal: Text | None = None
    advice: Text | None = None
    arguments: Mapping[str, str] = field(default_factory=dict)

    def check(self) -> None:
        """Raise the refusal as the DeskError that it was."""
        if self.refusal is not None:
            advice = self.advice or Text(fr="", en="")
            raise DeskError(self.refusal, advice=advice, arguments=self.arguments)


def new_order(
    kind: OrderKind, number: str, *, at: datetime, by: str, why: str = "", to: str = ""
) -> Order:
    """An order with an id of its own, by which orders sort in time."""
    return Order(f"{at:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}", kind, number, at, by, why, to)


def refused(order: Order, error: DeskError) -> Answer:
    """The answer to an order that cannot be carried out; words in two languages stay French."""
    words = error.arguments or {}
    return Answer(
        order.id,
        done=False,
        refusal=error.message,
        advice=error.advice,
        arguments={k: v if isinstance(v, str) else v.fr for k, v in words.items()},
    )


def put_order(root: Path, order: Order) -> None:
    """Leave an order for the watcher; it appears whole or not at all."""
    values = asdict(order) | {"version": 1, "at": order.at.isoformat()}
    replace_file(Disk(), _waiting(root, order.id), json.dumps(values).encode())


def waiting_orders(root: Path) -> list[Order]:
    """The orders not carried out yet, oldest first; what is no order is passed over."""
    return [order for order in map(_read, _files(root)) if order is not None]


def unreadable_orders(root: Path) -> list[Path]:
    """The files that lie among the orders and are none."""
    return [path for path in _files(root) if _read(path) is None]


def answer_order(root: Path, order: Order, answer: Answer, disk: Disk) -> None:
    """Write the answer, then take the order away; in this order, so that it is never lost."""
    values = asdict(order) | {"at": order.at.isoformat(), "version": 1, "done": answer.done}
    values["letter"] = ""  # it lies beside the request, and goes with it
    values |= {"outcome": answer.outcome, "arguments": dict(answer.arguments)}
    values |= {"refusal": _said(answer.refusal), "advice": _said(answer.advice)}
    replace_file(disk, _done(root, order.id), json.dumps(values).encode())
    disk.remove(_waiting(root, order.id))


def withdraw_order(root: Path, order: Order) -> Answer:
    """Take back an order that nobody has carried out; its answer, if somebody has."""
    Disk().remove(_waiting(root, order.id))
    return answer_to(root, order) or Answer(order.id, done=False)


def forget_answers(root: Path, disk: Disk, wall: float) -> None:
    """Remove answers older than three months; `wall` is the system's clock, in seconds."""
    for path in (root / Folder.ORDERS_DONE).glob("*.json"):
        if wall - path.stat().st_mtime > ANSWERS_KEPT:
            disk.remove(path)


def forget_orders(root: Path, disk: Disk, number: str) -> None:
    """Remove what was ordered about a request, and why: it may name whom the request named."""
    for path in (root / Folder.ORDERS_DONE).glob("*.json"):
        order = _read(path)
        if order is not None and order.number == number:
            disk.remove(path)


def _files(root: Path) -> list[Path]:
    found = (root / Folder.ORDERS).glob("*.json")
    return sorted(path for path in found if not path.name.startswith(TEMPORARY))


def _read(path: Path) -> Order | None:
    try:
        values = read_json(path)
        return Order(
            id=_words(path.stem),
            kind=OrderKind(values["kind"]),
            number=_number(values["number"]),
            at=_moment(values["at"]),
            by=_words(values["by"]),
            why=_words(values["why"]),
            to=_words(values.get("to", "")),
            seen=_words(values.get("seen", "")),
            letter=_words(values.get("letter", "")),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _number(said: object) -> str:
    """A number is looked up as the name of a folder: nothing else is one."""
    if isinstance(said, str) and is_number(said):
        return said
    raise ValueError


def _moment(said: str) -> datetime:
    at = datetime.fromisoformat(said)
    if at.tzinfo is None:
        raise ValueError
    return at


def _words(said: object) -> str:
    """What can be written down again: half a character cannot."""
    words = str(said)
    words.encode()
    return words


def answer_to(root: Path, order: Order) -> Answer | None:
    """The answer to an order; None when there is none yet."""
    try:
        values = read_json(_done(root, order.id))
    except (OSError, ValueError):
        return None
    return Answer(
        order=values["id"],
        done=values["done"],
        outcome=OutcomeKind(values["outcome"]) if values["outcome"] else None,
        refusal=_text(values["refusal"]),
        advice=_text(values["advice"]),
        arguments=values["arguments"],
    )


def _said(text: Text | None) -> dict[str, str] | None:
    return {"fr": text.fr, "en": text.en} if text else None


def _text(said: Mapping[str, str] | None) -> Text | None:
    return Text(fr=said["fr"], en=said["en"]) if said else None


def _waiting(root: Path, order_id: str) -> Path:
    return root / Folder.ORDERS / f"{order_id}.json"


def _done(root: Path, order_id: str) -> Path:
    return root / Folder.ORDERS_DONE / f"{order_id}.json"
