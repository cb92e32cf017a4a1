"""Keeps workers out of the spool once its holder has gone: a late one finds the gate closed."""

import errno
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class GateClosedError(OSError):
    """The watcher stopped without this worker; its drop is taken up at the next start."""

    def __init__(self) -> None:
        super().__init__(errno.EBUSY, "the desk is no longer held")


class Gate:
    """Open until it is closed, once and for all."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._closed = False

    def check(self) -> None:
        """Raises GateClosedError when the gate is closed."""
        if self._closed:
            raise GateClosedError

    @contextmanager
    def passage(self) -> Iterator[None]:
        """Be inside while the block runs; raises GateClosedError when the gate is closed."""
        with self._changed:
            self.check()
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    def close(self) -> None:
        """Let nobody in any more, and return when everybody is out."""
        with self._changed:
            self._closed = True
            self._changed.wait_for(lambda: self._inside == 0)
