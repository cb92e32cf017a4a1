"""Decides what is taken up next: what an earlier run left, what was held, then the inbox."""

import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.durable import reason_of
from zenforms.desk.spool.spool import Spool
from zenforms.desk.spool.writers import is_being_written
from zenforms.desk.watching.inbox import Inbox
from zenforms.desk.watching.workers import BackOff, RetryQueue

_SHARE = 10.0
"""Listing the inbox takes at most one part in ten of the time."""
_HELD_AT_MOST = 16
"""With so many drops held the machine is in trouble: what waits is safest in the inbox."""


class Feeder:
    """Hands out drops one at a time, the longest waiting first, and claims them on the way.

    `poll` is the least number of seconds between two listings of the inbox.
    """

    def __init__(self, spool: Spool, inbox: Inbox, held: RetryQueue, *, poll: float = 0.0) -> None:
        self._spool = spool
        self._inbox = inbox
        self._held = held
        self._poll = poll
        self._left_behind: deque[Drop] = deque()
        self._ready: deque[Path] = deque()
        self._refusals = BackOff[str](time.monotonic)
        self._may_look = 0.0
        self._look_wanted = False
        self.trouble = ""
        """Why the inbox cannot be listed at the moment; empty when it can."""

    def take_up(self, drop: Drop) -> None:
        """Put a drop that is ours already before everything that waits in the inbox."""
        self._left_behind.append(drop)

    def next(self, opened: OpenDesk) -> Drop | None:
        """The drop to be worked on next; None when there is none for now."""
        self._left_behind.extend(self._held.due())
        if self._left_behind:
            return self._left_behind.popleft()
        if self._is_in_trouble:
            return None
        if not self._ready:
            self._look(opened)
        while self._ready:
            drop = self._claimed(self._ready.popleft(), opened)
            if drop is not None:
                return drop
        return None

    def pause(self, opened: OpenDesk) -> float | None:
        """In how many seconds there may be something to do that no event tells; None: never."""
        ends = [self._held.next_due(), *([] if self._is_in_trouble else self._looks(opened))]
        return min((end for end in ends if end is not None), default=None)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to take up, but for what is refused or never grows still."""
        return not (self._left_behind or self._ready or self._look_wanted)

    def tries(self) -> int:
        """How often the most refused of the drops was tried; 0 when none is refused."""
        return max(
            (refusal.tries for _, refusal in self._refusals.items()), default=self._held.tries()
        )

    def refused(self) -> tuple[tuple[str, str], ...]:
        """Name and reason of what lies in the inbox and cannot be taken out of it."""
        return tuple((name, refusal.reason) for name, refusal in self._refusals.items())

    @property
    def _is_in_trouble(self) -> bool:
        return len(self._held) >= _HELD_AT_MOST

    def _looks(self, opened: OpenDesk) -> Iterator[float]:
        """In how many seconds the inbox may have something, never before it may be listed."""
        until_look = max(0.0, self._may_look - time.monotonic())
        if self._look_wanted:
            yield until_look
        still = self._inbox.next_look(opened.desk.policy.stillness_seconds)
        for end in (still, self._refusals.next_due()):
            if end is not None:
                yield max(until_look, end)

    def _look(self, opened: OpenDesk) -> None:
        policy = opened.desk.policy
        began = time.monotonic()
        self._look_wanted = began < self._may_look
        if self._look_wanted:
            return
        try:
            found = self._inbox.look(policy.stillness_seconds, policy.watching.ignore)
            self.trouble = ""
        except OSError as error:
            found = []
            self.trouble = reason_of(error)
        self._ready.extend(path for path in found if self._refusals.may_try(path.name))
        ended = time.monotonic()
        self._may_look = ended + max(self._poll, _SHARE * (ended - began))

    def _claimed(self, entry: Path, opened: OpenDesk) -> Drop | None:
        """The entry as ours; None when it changed, is being written, or cannot be taken yet."""
        if self._inbox.is_changed(entry.name) or is_being_written(entry):
            self._inbox.disturb(entry.name)
            return None
        try:
            arrived = opened.clock.arrival_of(entry.lstat())
            drop = claim(self._spool, entry, arrived)
        except FileNotFoundError:
            self._inbox.forget(entry.name)
            return None
        except Exception as error:  # noqa: BLE001 - no drop ends the loop, not even by our own bug
            self._refusals.refused(entry.name, reason_of(error))
            return None
        self._refusals.forget(entry.name)
        self._inbox.forget(entry.name)
        return drop
