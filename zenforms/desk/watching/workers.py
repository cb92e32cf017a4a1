"""The workers: each takes one drop at a time; the queue between is bounded."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.settlement import Settlement

Work = Callable[[Drop], Settlement]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a drop in the hands of a worker: a settlement, or what went wrong."""

    drop: Drop
    settlement: Settlement | None = None
    error: BaseException | None = None


class WorkerPool:
    """A fixed number of workers. Errors come back as results, they never end a worker.

    Each begins with `prepare`. What comes alone always goes to the one that worked last, whose
    processes have everything at hand.
    """

    def __init__(
        self,
        workers: int,
        work: Work,
        report: Callable[[], None],
        *,
        prepare: Callable[[], None] | None = None,
    ) -> None:
        self._work = work
        self._report = report
        self._prepare = prepare
        self._lock = threading.Lock()
        self._waiting: deque[Drop] = deque()
        self._idle: list[queue.SimpleQueue[Drop | None]] = []
        """The worker that became idle last is the last."""
        self._is_dismissed = False
        self._results: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self._in_hand: dict[str, Drop] = {}
        self._room = 2 * workers
        self._threads = [
            threading.Thread(target=self._serve, name=f"worker-{n}", daemon=True)
            for n in range(1, workers + 1)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def in_hand(self) -> tuple[Drop, ...]:
        """The drops given to the crew whose results were not taken yet."""
        return tuple(self._in_hand.values())

    @property
    def has_room(self) -> bool:
        """Whether one more drop may be given; beyond that the inbox is the better queue."""
        return len(self._in_hand) < self._room

    def give(self, drop: Drop) -> None:
        """Hand a drop to a worker that is free, or to whichever is free first."""
        self._in_hand[drop.receipt.drop] = drop
        with self._lock:
            if self._idle:
                self._idle.pop().put(drop)
            else:
                self._waiting.append(drop)

    def results(self) -> list[Result]:
        """What was finished since the last call."""
        finished = []
        while not self._results.empty():
            result = self._results.get()
            self._in_hand.pop(result.drop.receipt.drop, None)
            finished.append(result)
        return finished

    def dismiss(self) -> None:
        """Take no more work: what waits stays claimed and is taken up at the next start."""
        with self._lock:
            self._is_dismissed = True
            for drop in self._waiting:
                self._in_hand.pop(drop.receipt.drop, None)
            self._waiting.clear()
            for idle in self._idle:
                idle.put(None)
            self._idle.clear()

    def _serve(self) -> None:
        if self._prepare is not None:
            with suppress(Exception):  # it only saves time: whoever works will hear of it
                self._prepare()
        own: queue.SimpleQueue[Drop | None] = queue.SimpleQueue()
        self._be_free(own)
        while (drop := own.get()) is not None:
            try:
                result = Result(drop, settlement=self._work(drop))
            except BaseException as error:  # noqa: BLE001 - a worker outlives whatever a drop does
                result = Result(drop, error=error)
            self._results.put(result)
            self._be_free(own)  # first: what is given upon the report comes here
            self._report()

    def _be_free(self, own: "queue.SimpleQueue[Drop | None]") -> None:
        with self._lock:
            if self._is_dismissed:
                own.put(None)
            elif self._waiting:
                own.put(self._waiting.popleft())
            else:
                self._idle.append(own)


# Tries again, ever more rarely: after 1 second, then 2, 4, 8… at most 60.

LONGEST = 60.0

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was refused how often and why; `due` is on the monotonic clock, in seconds."""

    tries: int
    due: float
    reason: str


class BackOff(Generic[Key]):
    """Keeps who was refused, and when each may be tried again."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._refusals: dict[Key, Refusal] = {}

    def __len__(self) -> int:
        return len(self._refusals)

    def refused(self, key: Key, reason: str) -> Refusal:
        """Note one more refusal."""
        old = self._refusals.get(key)
        tries = old.tries + 1 if old else 1
        pause = min(LONGEST, 2.0 ** (tries - 1))
        refusal = self._refusals[key] = Refusal(tries, self._monotonic() + pause, reason)
        return refusal

    def may_try(self, key: Key) -> bool:
        """Whether the key was never refused, or its time has come."""
        refusal = self._refusals.get(key)
        return refusal is None or refusal.due <= self._monotonic()

    def tries(self, key: Key) -> int:
        """How often the key was refused."""
        refusal = self._refusals.get(key)
        return refusal.tries if refusal else 0

    def forget(self, key: Key) -> None:
        """It went well, or it is gone."""
        self._refusals.pop(key, None)

    def next_due(self) -> float | None:
        """In how many seconds the next may be tried; None when nobody was refused."""
        if not self._refusals:
            return None
        return max(0.0, min(r.due for r in self._refusals.values()) - self._monotonic())

    def items(self) -> tuple[tuple[Key, Refusal], ...]:
        """Who is refused at the moment."""
        return tuple(self._refusals.items())


# Claimed drops that the machine refused for now: tried again, never lost.


class RetryQueue:
    """The held drops, by the time at which each is tried again."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._refusals = BackOff[str](monotonic)
        self._drops: dict[str, Drop] = {}

    def __len__(self) -> int:
        return len(self._drops)

    def hold(self, drop: Drop, reason: str) -> Refusal:
        """Keep a drop for later."""
        self._drops[drop.receipt.drop] = drop
        return self._refusals.refused(drop.receipt.drop, reason)

    def due(self) -> list[Drop]:
        """The drops whose time has come; they are no longer held."""
        ready = [name for name in self._drops if self._refusals.may_try(name)]
        return [self._drops.pop(name) for name in ready]

    def settled(self, drop: Drop) -> None:
        """Forget the drop: it has its outcome."""
        self._refusals.forget(drop.receipt.drop)

    def next_due(self) -> float | None:
        """In how many seconds a drop is tried again; None when none is held."""
        return self._refusals.next_due() if self._drops else None

    def tries(self) -> int:
        """How often the most refused of the held drops was tried; 0 when none is held."""
        return max(
            (r.tries for name, r in self._refusals.items() if name in self._drops), default=0
        )

    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Drop id and reason of everything held."""
        return tuple((n, r.reason) for n, r in self._refusals.items() if n in self._drops)
