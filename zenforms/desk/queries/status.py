"""What a desk needs from people, and whether its watcher is well. Reads only, takes no lock."""

import os
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal

from zenforms.desk.decisions.decision_files import waiting_orders
from zenforms.desk.delivery.queue import lives_elsewhere, queues_of
from zenforms.desk.delivery.settings import Delivering, delivering_of
from zenforms.desk.papers.damage import Damage, damage_in
from zenforms.desk.papers.waiting import Waiting, Why, waiting_for_people
from zenforms.desk.queries.finding import Findings
from zenforms.desk.queries.statistics import Statistics
from zenforms.desk.queries.stuck import Stuck, drops_in, stuck_in
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.lock import holder_of, is_held
from zenforms.desk.watching.heartbeat import Heartbeat, read_pulse, seconds_since_pulse
from zenforms.desk.watching.inbox import is_ignored
from zenforms.errors import DeskError
from zenforms.judging.text import Said

SILENT_AFTER = 60.0
"""Seconds after which a watcher that says nothing is called silent."""


class WatcherState(StrEnum):
    """How the watcher is."""

    RUNNING = "running"
    SILENT = "silent"
    """It holds the desk and has said nothing for a minute: stuck, or a long drop in hand."""
    STOPPED = "stopped"


class Watcher(Said):
    """Who holds the desk, if anybody does, and its last pulse."""

    state: WatcherState
    doing: str | None = None
    pid: str | None = None
    host: str | None = None
    since: str | None = None
    pulse: Heartbeat | None = None


class Undecided(Said):
    """A delivery that waits for a person: nobody can tell whether it arrived, or it was refused."""

    number: str
    target: str
    state: str
    reason: str
    url: str


class DeliveryStatus(Said):
    """How it stands with the tickets of the desk and one other system."""

    target: str
    delivered: int
    waiting: int
    undecided: tuple[Undecided, ...] = ()


class Status(Said):
    """The whole desk at one moment."""

    version: Literal[1] = 1
    desk: str
    at: datetime
    watcher: Watcher
    inbox: int
    """Drops that wait in the inbox."""
    in_work: int
    """Drops that are claimed and have no outcome yet."""
    orders: int
    """Orders that nobody has carried out yet."""
    open_tickets: int
    waiting: tuple[Waiting, ...]
    """What needs a person, the most urgent first."""
    stuck: tuple[Stuck, ...] = ()
    """What lies in inbox or work and goes no further by itself."""
    deliveries: tuple[DeliveryStatus, ...] = ()
    """Where tickets are delivered to; empty when the desk keeps them."""
    damage: tuple[Damage, ...] = ()
    """What of the desk is lost or cut; `zenforms doctor` looks at older requests too."""


def status_of(opened: OpenDesk) -> Status:
    """The desk as it is now."""
    root, now = opened.root, opened.clock.now()
    found = waiting_for_people(root, now.date())
    ignore = opened.desk.policy.watching.ignore
    delivering = delivering_in(root)
    return Status(
        desk=str(root),
        at=now,
        watcher=_watcher(root),
        inbox=sum(not is_ignored(name, ignore) for name in _names(root / Folder.INBOX)),
        in_work=len(drops_in(root / Folder.WORK)),
        orders=len(waiting_orders(root)),
        open_tickets=found.open_tickets,
        waiting=tuple(
            one
            for one in found.waiting
            if one.why not in REMINDERS or not lives_elsewhere(root, one.number, delivering)
        ),
        deliveries=tuple(_deliveries(root, delivering)),
        stuck=stuck_in(root, ignore, read_pulse(root)),
        damage=damage_in(root, now.date()),
    )


REMINDERS = frozenset({Why.DUE, Why.OVERDUE})
"""What is told where a ticket lives: once it was delivered, over there."""


def delivering_in(root: Path) -> Delivering | None:
    """Whom the desk delivers to; a broken file is told by `doctor` and by `deliver`."""
    try:
        return delivering_of(root)
    except DeskError:
        return None


def _deliveries(root: Path, delivering: Delivering | None) -> Iterator[DeliveryStatus]:
    if delivering is None:
        return
    for queue in queues_of(root, delivering):
        yield DeliveryStatus(
            target=queue.target,
            delivered=queue.delivered,
            waiting=len(queue.waiting),
            undecided=tuple(
                Undecided(
                    number=one.number,
                    target=one.target,
                    state=one.state.value,
                    reason=one.reason,
                    url=one.url,
                )
                for one in queue.stuck
            ),
        )


def _watcher(root: Path) -> Watcher:
    pulse = read_pulse(root)
    if not is_held(root):
        return Watcher(state=WatcherState.STOPPED, pulse=pulse)
    age = seconds_since_pulse(root, time.time())
    holder = holder_of(root)
    is_silent = holder["doing"] == "watch" and (age is None or age > SILENT_AFTER)
    state = WatcherState.SILENT if is_silent else WatcherState.RUNNING
    return Watcher(state=state, pulse=pulse, **holder)


def _names(folder: Path) -> Iterator[str]:
    try:
        yield from os.listdir(folder)  # noqa: PTH208 - names are all that is wanted
    except OSError:
        return


# The JSON Schemas of what a desk tells about itself, made from the models themselves.

MODELS: Mapping[str, type[Said]] = {
    "stats": Statistics,
    "status": Status,
    "find": Findings,
}
"""By the command whose `--format json` it is."""
