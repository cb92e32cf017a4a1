"""Equal requests that are handled at once: the second is judged again, knowing the first."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

_REMEMBERED = 2_000


class Twins:
    """What was settled lately, by a hash of what it says; safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self._settled: OrderedDict[int, int | None] = OrderedDict()
        """Hash → how many were settled with it; None while it is under way."""

    @property
    def count(self) -> int:
        """How many were settled so far."""
        with self._lock:
            return self._count

    @contextmanager
    def settling(self, said: int, since: int) -> Iterator[bool]:
        """Settle inside what says `said`, if given True.

        It is False when an equal one is under way, or was settled after the first `since`.
        """
        with self._lock:
            at = self._settled.get(said, 0)
            is_first = at is not None and at <= since
            if is_first:
                self._settled[said] = None
                self._settled.move_to_end(said)
                if len(self._settled) > _REMEMBERED:
                    self._settled.popitem(last=False)
        try:
            yield is_first
        finally:
            if is_first:
                with self._lock:
                    self._count += 1
                    self._settled[said] = self._count
