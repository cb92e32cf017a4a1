"""Claimed drops that the machine refused for now: tried again, never lost."""

from collections.abc import Callable

from zenforms.desk.spool.drop import Drop
from zenforms.desk.watching.backoff import BackOff, Refusal


class Held:
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
