import threading
from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW
from zenforms.desk.spool.drop import Drop, Receipt
from zenforms.desk.spool.settlement import Settlement
from zenforms.desk.watching.workers import Result, WorkerPool
from zenforms.judging.case import OutcomeKind

LONG = 20.0


def drop(name: str) -> Drop:
    return Drop(Path("work") / name, Receipt(name, name, name, NOW))


def settled(done: Drop) -> Settlement:
    return Settlement(
        drop=done.receipt.drop,
        number="ZF-260512-00000",
        outcome=OutcomeKind.REFUSED,
        sha256="",
        size=0,
        received_at=NOW,
        moves=(),
        archive="",
    )


class Bench:
    """A crew and the results it gave so far."""

    def __init__(self, crew_of: int, work: "threading.Event | None" = None) -> None:
        self.gate = work or threading.Event()
        self.rung = threading.Semaphore(0)
        self.crew = WorkerPool(crew_of, self.serve, self.rung.release)

    def serve(self, done: Drop) -> Settlement:
        assert self.gate.wait(LONG)
        if done.receipt.name == "bug":
            raise RuntimeError
        if done.receipt.name == "exit":
            raise SystemExit
        return settled(done)

    def results(self, count: int) -> list[Result]:
        found: list[Result] = []
        while len(found) < count:
            assert self.rung.acquire(timeout=LONG)
            found += self.crew.results()
        return found


def test_a_crew_gives_back_what_became_of_each_drop() -> None:
    bench = Bench(2)
    for name in ("a", "b", "c"):
        bench.crew.give(drop(name))
    assert len(bench.crew.in_hand) == 3
    bench.gate.set()
    results = bench.results(3)
    assert {result.drop.receipt.drop for result in results} == {"a", "b", "c"}
    assert all(result.settlement for result in results)
    assert not bench.crew.in_hand


@pytest.mark.parametrize("name", ["bug", "exit"])
def test_whatever_a_drop_does_the_worker_goes_on(name: str) -> None:
    bench = Bench(1)
    bench.gate.set()
    bench.crew.give(drop(name))
    bench.crew.give(drop("fine"))
    bad, good = bench.results(2)
    assert bad.error is not None
    assert good.settlement is not None


def test_a_crew_takes_no_more_than_it_has_room_for() -> None:
    bench = Bench(2)
    for name in "abcd":
        assert bench.crew.has_room
        bench.crew.give(drop(name))
    assert not bench.crew.has_room
    bench.gate.set()
    bench.results(4)
    assert bench.crew.has_room


def test_a_dismissed_crew_finishes_what_it_has_begun_and_nothing_else() -> None:
    bench = Bench(1)
    for name in "ab":
        bench.crew.give(drop(name))
    while len(bench.crew.in_hand) == 2:
        bench.crew.dismiss()
    bench.gate.set()
    results = bench.results(1) if bench.crew.in_hand else []
    assert len(results) <= 1
    assert bench.crew.in_hand == ()


def test_what_comes_alone_goes_to_the_worker_that_worked_last() -> None:
    threads: list[int] = []

    def work(done: Drop) -> Settlement:
        threads.append(threading.get_ident())
        return settled(done)

    rung = threading.Semaphore(0)
    crew = WorkerPool(3, work, rung.release)
    for number in range(20):
        crew.give(drop(str(number)))
        assert rung.acquire(timeout=LONG)
        assert len(crew.results()) == 1
    crew.dismiss()
    assert len(set(threads)) == 1


def test_each_worker_begins_with_what_prepares_it_even_if_that_fails() -> None:
    prepared = threading.Semaphore(0)

    def prepare() -> None:
        prepared.release()
        raise OSError

    rung = threading.Semaphore(0)
    crew = WorkerPool(2, settled, rung.release, prepare=prepare)
    for _ in range(2):
        assert prepared.acquire(timeout=LONG)
    crew.give(drop("a"))
    assert rung.acquire(timeout=LONG)
    assert [one.error for one in crew.results()] == [None]
    crew.dismiss()
