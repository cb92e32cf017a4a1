"""The workers: each takes one drop at a time; the queue between is bounded."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass

from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.settlement import Settlement

Work = Callable[[Drop], Settlement]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a drop in the hands of a worker: a settlement, or what went wrong."""

    drop: Drop
    settlement: Settlement | None = None
    error: BaseException | None = None


class Crew:
    """A fixed number of workers. Errors come back as results, they never end a worker."""

    def __init__(self, workers: int, work: Work, report: Callable[[], None]) -> None:
        self._work = work
        self._report = report
        self._waiting: queue.SimpleQueue[Drop | None] = queue.SimpleQueue()
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
        """Hand a drop to whichever worker is free first."""
        self._in_hand[drop.receipt.drop] = drop
        self._waiting.put(drop)

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
        while not self._waiting.empty():
            drop = self._waiting.get()
            if drop is not None:
                self._in_hand.pop(drop.receipt.drop, None)
        for _ in self._threads:
            self._waiting.put(None)

    def _serve(self) -> None:
        while (drop := self._waiting.get()) is not None:
            try:
                result = Result(drop, settlement=self._work(drop))
            except BaseException as error:  # noqa: BLE001 - a worker outlives whatever a drop does
                result = Result(drop, error=error)
            self._results.put(result)
            self._report()
