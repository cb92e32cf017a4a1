"""Whoever works on the same thing waits for the other to be done with it."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock for each name that somebody asks for. Take one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Hold the name; waits while somebody else holds it."""
        with self._lock:
            own = self._locks[name]
        with own:
            yield
