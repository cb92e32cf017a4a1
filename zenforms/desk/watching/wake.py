"""Wakes the watcher: by the system's events while they come, by the clock in any case.

An event carries no news, it only ends the wait. The observer may die (an error in a handler, a
share that blinks, a folder that is removed): it is then started again, and until that works
the listing of the folder every so often is enough.
"""

import logging
import queue
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

_LOG = logging.getLogger(__name__)
_WATCHDOG = logging.getLogger("watchdog")
_WATCHDOG.addHandler(logging.NullHandler())
_WATCHDOG.propagate = False


class Wakeup:
    """What a sleeping loop listens to; any thread and any signal handler may ring it."""

    def __init__(self) -> None:
        self._rings: queue.SimpleQueue[None] = queue.SimpleQueue()  # its put() is reentrant

    def ring(self) -> None:
        """End the wait, or the next one if nobody waits."""
        if self._rings.empty():
            self._rings.put(None)

    def wait(self, seconds: float) -> None:
        """Sleep until somebody rings, at most `seconds`."""
        with suppress(queue.Empty):
            self._rings.get(timeout=seconds)
            while True:
                self._rings.get_nowait()


class _Overflow(logging.Handler):
    """What watchdog logs: an overflow of the system's queue, told nowhere else. It wakes too.

    Nothing of it is printed: its lines hold file names, which are clients' words.
    """

    def __init__(self, ring: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._ring = ring

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - that there is one is enough
        self._ring()


class Events:
    """Rings the bell when something happens in one of the folders, as long as the system tells."""

    def __init__(self, folders: Iterable[Path], bell: Wakeup) -> None:
        self._folders = tuple(folders)
        self._bell = bell
        self._overflow = _Overflow(bell.ring)
        self._observer: BaseObserver | None = None
        self._watched: tuple[tuple[int, int], ...] = ()
        self._lost = False

    @property
    def come(self) -> bool:
        """Whether events are expected to come."""
        return bool(self._folders) and not self._lost

    def mind(self) -> bool | None:
        """Start the observer, or start it again if it is not well.

        Returns False when events are lost, True when they are back, None when nothing changed.
        """
        if not self._folders or self._is_well():
            return None
        was_lost, self._lost = self._lost, not self._start()
        self._bell.ring()  # something may have happened while nobody looked
        return None if was_lost == self._lost else not self._lost

    def stop(self) -> None:
        """Stop the observer, if it runs."""
        observer, self._observer = self._observer, None
        _WATCHDOG.removeHandler(self._overflow)
        if observer is not None and observer.is_alive():
            observer.stop()
            observer.join(5)

    def _is_well(self) -> bool:
        if self._observer is None or not self._observer.is_alive():
            return False
        emitters = list(self._observer.emitters)
        return all(e.is_alive() for e in emitters) and self._watched == self._identities()

    def _start(self) -> bool:
        self.stop()
        try:
            watched = self._identities()
            _WATCHDOG.addHandler(self._overflow)
            self._observer = _started(self._folders, self._bell.ring)
        except OSError as error:  # no more inotify watches, a folder that is gone
            _LOG.warning("no events: %s", type(error).__name__)
            return False
        self._watched = watched
        return True

    def _identities(self) -> tuple[tuple[int, int], ...]:
        try:
            return tuple((s.st_dev, s.st_ino) for s in (f.stat() for f in self._folders))
        except OSError:
            return ()


def _started(folders: Iterable[Path], ring: Callable[[], None]) -> "BaseObserver":
    from watchdog import events  # noqa: PLC0415 - 55 ms, only to watch
    from watchdog.observers import Observer as System  # noqa: PLC0415 - likewise

    _let_moves_pass()

    class Ringer(events.FileSystemEventHandler):
        """Rings at whatever happens; it cannot raise, which would kill the observer."""

        def on_any_event(self, event: object) -> None:  # noqa: ARG002 - an event is no news
            ring()

    telling: list[type[events.FileSystemEvent]] = [  # not “opened”: our own listing opens
        events.FileCreatedEvent,
        events.FileModifiedEvent,
        events.FileMovedEvent,
        events.FileClosedEvent,
        events.DirCreatedEvent,
        events.DirMovedEvent,
    ]
    observer = System()
    for folder in folders:
        observer.schedule(Ringer(), str(folder), event_filter=telling)
    observer.start()
    return observer


def _let_moves_pass() -> None:
    """Each claim moves a file out of the inbox, and inotify tells of that too.

    watchdog holds such an event, and all that come behind it, for half a second, in case the
    other half of the move follows. A bell needs no halves put together.
    """
    with suppress(ImportError):  # elsewhere than on Linux
        from watchdog.observers.inotify_move_event_grouper import (  # noqa: PLC0415 - for start-up
            InotifyMoveEventGrouper,
        )

        InotifyMoveEventGrouper.delay = 0.0


# How the watcher is asked to stop: SIGTERM, SIGINT, and what Windows has instead.

_LOOK = 0.2


class Stop:
    """A request to stop after the drops in hand; safe to make from a signal handler."""

    def __init__(self) -> None:
        self.asked = False
        self.signal: int | None = None
        """The signal that asked, if one did."""
        self._then: Callable[[], None] = _nothing

    def ask(self, signal_number: int | None = None) -> None:
        """Ask to stop."""
        self.signal = self.signal or signal_number
        self.asked = True
        self._then()

    def then(self, call: Callable[[], None]) -> None:
        """Call this whenever somebody asks; it must be safe in a signal handler."""
        self._then = call


@contextmanager
def stop_on_signals(stop: Stop) -> Iterator[Stop]:
    """While the block runs, the first signal asks to stop; a second one interrupts at once."""

    def handle(number: int, _frame: FrameType | None) -> None:
        if stop.asked:
            raise KeyboardInterrupt
        stop.ask(number)

    names = ("SIGTERM", "SIGINT", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def ended_in_time(stop: Stop, seconds: float, end: Callable[[], None]) -> Iterator[None]:
    """Call `end`, from another thread, when the block still runs so long after a stop was asked."""
    done = threading.Event()

    def mind() -> None:
        while not done.wait(_LOOK):
            if stop.asked:
                if not done.wait(seconds):
                    end()
                return

    thread = threading.Thread(target=mind, name="stop", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _nothing() -> None:
    pass
