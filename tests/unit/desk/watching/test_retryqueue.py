from pathlib import Path

from tests.unit.desk.bench import NOW
from zenforms.desk.spool.drop import Drop, Receipt
from zenforms.desk.watching.workers import RetryQueue

DROP = Drop(Path("work/x"), Receipt("x", "x.pdf", "x.pdf", NOW))


class Ticking:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_held_drop_comes_back_when_it_is_due_and_only_once() -> None:
    clock = Ticking()
    held = RetryQueue(clock)
    held.hold(DROP, "OSError ENOSPC")
    assert held.due() == []
    assert held.reasons() == (("x", "OSError ENOSPC"),)
    clock.now = 1.0
    assert held.due() == [DROP]
    assert held.due() == []
    assert len(held) == 0


def test_a_drop_that_is_refused_again_waits_longer() -> None:
    clock = Ticking()
    held = RetryQueue(clock)
    held.hold(DROP, "busy")
    clock.now = 1.0
    held.due()
    held.hold(DROP, "busy")
    assert held.tries() == 2
    assert held.next_due() == 2.0


def test_a_settled_drop_is_forgotten() -> None:
    held = RetryQueue(Ticking())
    held.hold(DROP, "busy")
    held.settled(DROP)
    assert held.tries() == 0
    assert held.reasons() == ()
