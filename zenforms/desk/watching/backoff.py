"""Tries again, ever more rarely: after 1 second, then 2, 4, 8… at most 60."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

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
