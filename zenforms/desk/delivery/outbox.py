"""The outbox: one small file for each delivery, which says how far it has come.

What is to be delivered is not in it: that is what the desk has decided, read off its folders. A
ticket or an event without a record here is ready; so nothing can be lost between the two. The
files lie in `outbox/tickets/<number>/<target>.json`, replaced as a whole, for the desk's account
alone.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

from zenforms.desk.spool.durable import Disk, make_folders, replace_file
from zenforms.desk.spool.folders import OUTBOX, OUTCOMES, is_number, outbox_place
from zenforms.desk.spool.small import read_json
from zenforms.sanitize import plain_line


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    READY = "ready"
    """Nothing was sent."""
    CREATING = "creating"
    """A request to create the ticket may have arrived: ask before it is sent again."""
    CREATED = "created"
    """The ticket is there and has a number; its files may be missing."""
    DELIVERED = "delivered"
    """Everything was read back."""
    DOUBTFUL = "doubtful"
    """Nobody can tell whether it arrived, or it is gone: a person decides."""
    FAILED = "failed"
    """The system refuses it, and waiting will not mend that."""

    @property
    def waits_for_person(self) -> bool:
        """Whether nothing more happens by itself."""
        return self in {DeliveryState.DOUBTFUL, DeliveryState.FAILED}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outcome on its way to one target. Moments are seconds of the system's clock."""

    place: str
    """The folder of the outcome, relative to the desk."""
    target: str
    state: DeliveryState = DeliveryState.READY
    until: float = 0.0
    """Before this moment what was last sent may still be carried out over there."""
    not_before: float = 0.0
    """When to try again."""
    tries: int = 0
    refused: bool = False
    """Whether the last request to create it was refused in so many words."""
    reason: str = ""
    """Why it waits: harmless, one line, no secret."""
    id: str = ""
    """The ticket's own number over there."""
    url: str = ""
    done: tuple[str, ...] = ()
    """The ids of the events that were delivered."""
    doing: str = ""
    """The id of the event that may have arrived."""
    lacks: tuple[str, ...] = ()
    """What the system did not take over although it said so: fields, files."""
    doubles: tuple[str, ...] = ()
    """Surplus tickets that were closed."""
    is_over: bool = False
    """Whether the ticket was closed over there when it was last looked at."""
    looked_at: float = 0.0
    heard: tuple[str, ...] = ()
    """The orders that were made of what happened over there."""

    @property
    def number(self) -> str:
        """The number that names it."""
        return self.place.rpartition("/")[2]

    def waits(self, reason: str, *, not_before: float) -> "Delivery":
        """The same, to be tried again later."""
        return replace(self, reason=plain_line(reason), not_before=not_before)


_END_OF_TIME = 1e11
"""No moment that is written down lies later: a number beyond it would be waited for for ever."""


def save(disk: Disk, root: Path, delivery: Delivery) -> Delivery:
    """Make the record durable; returns it."""
    path = _path(root, delivery.place, delivery.target)
    make_folders(disk, path.parent)
    values = {"version": 1} | asdict(delivery)
    replace_file(disk, path, json.dumps(values, indent=1).encode())
    return delivery


def load(root: Path, place: str, target: str) -> Delivery | None:
    """The record of a delivery; None when there is none, or none that can be read.

    A record that is lost costs nothing: what has no record is looked for before it is sent.
    """
    try:
        found = _delivery(read_json(_path(root, place, target)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None
    return found if (found.place, found.target) == (place, target) else None


def of_outcome(root: Path, place: str) -> tuple[Delivery, ...]:
    """Where an outcome was delivered, or is on its way to."""
    found = _names(root / outbox_place(place))
    targets = (name.removesuffix(".json") for name in found if not name.startswith("."))
    return tuple(one for target in targets if (one := load(root, place, target)))


def places_in_outbox(root: Path) -> Iterator[str]:
    """The outcomes of which something is in the outbox."""
    for folder in OUTCOMES.values():
        for name in _names(root / OUTBOX / folder):
            if is_number(name):
                yield f"{folder}/{name}"


def forget(disk: Disk, root: Path, place: str) -> None:
    """Remove what the outbox knows of an outcome that has left the desk."""
    disk.remove(root / outbox_place(place))


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - tens of thousands, names only
    except OSError:
        return []


def _path(root: Path, place: str, target: str) -> Path:
    return root / outbox_place(place) / f"{target}.json"


def _delivery(values: dict[str, object]) -> Delivery:
    """The record in JSON values, each of its own type; raises ValueError for any other."""
    default = Delivery("", "")
    found: dict[str, object] = {}
    for name, known in asdict(default).items():
        value = values.get(name, known)
        if isinstance(known, tuple) and isinstance(value, list):
            value = tuple(str(one) for one in value)
        elif isinstance(known, float) and isinstance(value, int):
            value = float(value)
        if name == "state":
            value = DeliveryState(str(value))
        is_odd = isinstance(value, float) and not 0 <= value < _END_OF_TIME
        if type(value) is not type(known) or is_odd:
            raise ValueError(name)
        found[name] = value
    return replace(default, **found)  # type: ignore[arg-type]  # each was held to its type
