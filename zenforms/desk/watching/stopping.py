"""How the watcher is asked to stop: SIGTERM, SIGINT, and what Windows has instead."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

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
