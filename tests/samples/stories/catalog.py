"""The stories among the samples: what only the desk's memory can tell."""

from collections.abc import Iterator

from tests.samples.stories import cancellations, decided, related, rounds, tickets
from tests.samples.story import Story


def stories() -> Iterator[Story]:
    """All stories."""
    for family in (tickets, cancellations, rounds, related, decided):
        yield from family.stories()
