import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.unit.desk.bench import HANDS, judge, new_desk, put, read, spool_at, take
from zenforms.desk.decisions.decision_files import Order, OrderKind, put_order
from zenforms.desk.handling.pipeline import Pipeline, Source
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.lock import DeskBusyError, hold_desk
from zenforms.desk.watching.happenings import Event, Happened
from zenforms.desk.watching.heartbeat import read_pulse
from zenforms.desk.watching.wake import Stop
from zenforms.desk.watching.watch import Watcher, WatchResult, watch
from zenforms.desk.watching.workers import WorkerPool
from zenforms.errors import DeskError
from zenforms.findings import Problem
from zenforms.judging.case import Desk, Outcome
from zenforms.judging.policy import Policy
from zenforms.judging.threads import History
from zenforms.problems import TIMED_OUT
from zenforms.reading.limits import Limits
from zenforms.reading.sandbox import Sandbox
from zenforms.reading.submission import Submission

LONG = 20.0
"""Far longer than anything here takes: a test that waits so long has failed."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    desk = new_desk(tmp_path / "desk")
    (desk / "policy.toml").write_text("stillness_seconds = 0.0\n")
    return desk


def once(root: Path, hands: Pipeline = HANDS) -> tuple[WatchResult, list[Event]]:
    """Work off the inbox; what came of it and what was told."""
    told: list[Event] = []
    return watch(open_desk(root), hands, once=True, tell=told.append), told


def outcomes(root: Path) -> dict[str, int]:
    """How many outcomes lie in each folder that has any."""
    kinds = (Folder.TICKETS, Folder.RETURNED, Folder.REFUSED, Folder.QUARANTINE, Folder.DUPLICATES)
    counts = {kind.value: len([p for p in (root / kind).iterdir() if p.is_dir()]) for kind in kinds}
    return {kind: count for kind, count in counts.items() if count}


class Watching:
    """A watcher in a thread of its own."""

    def __init__(self, root: Path, hands: Pipeline = HANDS, poll: float | None = None) -> None:
        self.root = root
        self.stop = Stop()
        self.told: list[Event] = []
        self.result: WatchResult | None = None
        self._thread = threading.Thread(target=self._run, args=(hands, poll))
        self._thread.start()

    def _run(self, hands: Pipeline, poll: float | None) -> None:
        opened = open_desk(self.root)
        self.result = watch(opened, hands, poll=poll, stop=self.stop, tell=self.told.append)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + LONG
        while not condition():
            assert time.monotonic() < end, "it never came to be"
            assert self._thread.is_alive(), "the watcher is gone"
            time.sleep(0.01)

    def wait_for_news(self, what: Happened) -> None:
        """Wait until the watcher tells it."""
        self.wait_for(lambda: what in [one.what for one in self.told])

    def end(self) -> None:
        """Ask it to stop, and wait until it has."""
        self.stop.ask()
        self._thread.join(LONG)
        assert not self._thread.is_alive()


@pytest.fixture
def watching(root: Path) -> Iterator[Watching]:
    watcher = Watching(root)
    watcher.wait_for_news(Happened.STARTED)
    yield watcher
    watcher.end()


def test_once_empties_the_inbox_and_ends(root: Path) -> None:
    for n, word in enumerate(["accepted", "incomplete", "refused", "quarantined", "bug"]):
        put(root, f"{n}.pdf", f"{word} {n}")
    result, _ = once(root)
    assert result == WatchResult(settled=5, left=0)
    assert outcomes(root) == {"tickets": 1, "returned": 1, "refused": 1, "quarantine": 2}
    assert not list((root / Folder.INBOX).iterdir())
    assert not list((root / Folder.WORK).iterdir())


def test_once_waits_for_stillness(root: Path) -> None:
    (root / "policy.toml").write_text("stillness_seconds = 0.2\n")
    put(root, "x.pdf", "accepted oui")
    assert once(root)[0] == WatchResult(settled=1, left=0)


def test_once_takes_up_first_what_an_earlier_run_left(root: Path) -> None:
    claim(
        spool_at(root),
        put(root, "z.pdf", "accepted zut"),
        datetime.fromisoformat("2026-05-11T10:00:00+02:00"),
    )
    put(root, "a.pdf", "refused oui")
    result, told = once(root)
    assert result.settled == 2
    assert [h.name for h in told if h.what is Happened.RECOVERED] == ["z.pdf"]


def test_once_leaves_what_is_no_drop(root: Path) -> None:
    (root / Folder.INBOX / "~$x.docx").touch()
    (root / Folder.INBOX / "x.pdf.part").touch()
    assert once(root)[0] == WatchResult(settled=0, left=0)
    assert len(list((root / Folder.INBOX).iterdir())) == 2


def test_once_tells_what_it_had_to_leave(root: Path) -> None:
    (root / Folder.INBOX / "nouveau dossier").mkdir()
    assert once(root)[0] == WatchResult(settled=0, left=1)


def test_a_folder_is_one_drop(root: Path) -> None:
    folder = root / Folder.INBOX / "envoi"
    folder.mkdir()
    (folder / "a.pdf").write_text("accepted oui")
    (folder / "b.log").write_text("journal")
    assert once(root)[0].settled == 1
    (archived,) = (root / Folder.ARCHIVE).glob("*/*/*/original/envoi")
    assert sorted(p.name for p in archived.iterdir()) == ["a.pdf", "b.log"]


def test_the_same_file_dropped_twice_is_one_request_and_one_duplicate(root: Path) -> None:
    put(root, "a.pdf", "accepted oui")
    put(root, "b.pdf", "accepted oui")
    once(root)
    assert outcomes(root) == {"tickets": 1, "duplicates": 1}


def test_what_the_machine_refuses_for_a_while_is_tried_again(root: Path) -> None:
    refusals = [OSError(28, "full")]

    def refusing(source: Source, policy: Policy) -> Submission:
        if refusals:
            raise refusals.pop()
        return read(source, policy)

    put(root, "x.pdf", "accepted oui")
    result, told = once(root, replace(HANDS, read=refusing))
    assert result == WatchResult(settled=1, left=0)
    assert [h.reason for h in told if h.what is Happened.HELD] == ["OSError ENOSPC"]


def test_a_second_watcher_is_refused_with_the_name_of_the_first(root: Path) -> None:
    opened = open_desk(root)
    with hold_desk(root, doing="watch", now=opened.clock.now()), pytest.raises(DeskBusyError):
        watch(opened, HANDS, once=True)


def test_a_desk_whose_folder_is_a_link_is_refused(root: Path, tmp_path: Path) -> None:
    (root / Folder.INBOX).rmdir()
    (root / Folder.INBOX).symlink_to(tmp_path)
    with pytest.raises(DeskError, match="symbolic link"):
        once(root)


def test_a_drop_becomes_its_outcome_while_the_watcher_runs(watching: Watching) -> None:
    put(watching.root, "x.pdf", "accepted oui")
    watching.wait_for(lambda: outcomes(watching.root) == {"tickets": 1})
    watching.end()
    assert watching.result == WatchResult(settled=1, left=0)


def test_a_file_moved_in_is_taken(watching: Watching, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_text("accepted oui")
    (tmp_path / "x.pdf").rename(watching.root / Folder.INBOX / "x.pdf")
    watching.wait_for(lambda: outcomes(watching.root) == {"tickets": 1})


def test_polling_needs_no_events(root: Path) -> None:
    watcher = Watching(root, poll=0.05)
    try:
        put(root, "x.pdf", "accepted oui")
        watcher.wait_for(lambda: outcomes(root) == {"tickets": 1})
        watcher.wait_for(lambda: read_pulse(root) is not None)  # a ticket may be there before it
        pulse = read_pulse(root)
        assert pulse is not None
        assert not pulse.events
    finally:
        watcher.end()


def test_the_watcher_lives_on_after_a_bug(watching: Watching) -> None:
    put(watching.root, "a.pdf", "bug oui")
    watching.wait_for(lambda: outcomes(watching.root) == {"quarantine": 1})
    put(watching.root, "b.pdf", "accepted oui")
    watching.wait_for(lambda: outcomes(watching.root) == {"quarantine": 1, "tickets": 1})


def test_a_policy_that_changes_is_in_force_for_the_next_drop(root: Path) -> None:
    seen: list[bool] = []

    def noting(submission: Submission, desk: Desk, at: datetime, *, history: History) -> Outcome:
        seen.append(desk.policy.on_incomplete == "open")
        return judge(submission, desk, at, history=history)

    watcher = Watching(root, replace(HANDS, judge=noting))
    try:
        put(root, "a.pdf", "refused a")
        watcher.wait_for(lambda: len(seen) == 1)
        (root / "policy.toml").write_text('stillness_seconds = 0.0\non_incomplete = "open"\n')
        put(root, "b.pdf", "refused b")
        watcher.wait_for_news(Happened.SETTINGS_READ)
        put(root, "c.pdf", "refused c")
        watcher.wait_for(lambda: len(seen) == 3)
    finally:
        watcher.end()
    assert not seen[0]
    assert seen[-1]


def test_a_broken_policy_keeps_the_last_good_one_and_is_told(watching: Watching) -> None:
    (watching.root / "policy.toml").write_text("nonsense")
    put(watching.root, "a.pdf", "refused a")
    watching.wait_for_news(Happened.SETTINGS_BROKEN)
    watching.wait_for(lambda: outcomes(watching.root) == {"refused": 1})


def test_an_inbox_that_is_removed_is_made_again_and_watched(watching: Watching) -> None:
    (watching.root / Folder.INBOX).rmdir()
    watching.wait_for((watching.root / Folder.INBOX).is_dir)
    put(watching.root, "a.pdf", "refused a")
    watching.wait_for(lambda: outcomes(watching.root) == {"refused": 1})


def test_a_drop_that_somebody_takes_out_of_work_by_hand_is_forgotten(root: Path) -> None:
    def robbed(source: Source, policy: Policy) -> Submission:
        shutil.rmtree(source.original.parents[1])
        return read(source, policy)

    put(root, "a.pdf", "accepted a")
    result, told = once(root, replace(HANDS, read=robbed))
    assert result == WatchResult(settled=0, left=0)
    assert Happened.HELD in [one.what for one in told]


def test_an_order_is_carried_out_while_the_watcher_runs(watching: Watching) -> None:
    put(watching.root, "a.pdf", "refused a")
    watching.wait_for_news(Happened.SETTLED)
    number = next((watching.root / Folder.REFUSED).iterdir()).name
    at = open_desk(watching.root).clock.now()
    put_order(watching.root, Order("1", OrderKind.ACCEPT, number, at, "Camille", "vu"))
    watching.wait_for(lambda: outcomes(watching.root) == {"tickets": 1})
    watching.wait_for_news(Happened.ORDER_DONE)


def test_a_stop_finishes_the_drop_in_hand(root: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(source: Source, policy: Policy) -> Submission:
        begun.set()
        assert go_on.wait(LONG)
        return read(source, policy)

    watcher = Watching(root, replace(HANDS, read=slow))
    put(root, "a.pdf", "accepted a")
    assert begun.wait(LONG)
    watcher.stop.ask()
    watcher.wait_for_news(Happened.STOPPING)
    go_on.set()
    watcher.end()
    assert outcomes(root) == {"tickets": 1}


def test_a_stop_waits_no_longer_than_the_desk_decided_and_loses_nothing(root: Path) -> None:
    (root / "policy.toml").write_text("stillness_seconds = 0.0\n[watching]\nstop_seconds = 1.0\n")
    begun, go_on = threading.Event(), threading.Event()

    def stuck(source: Source, policy: Policy) -> Submission:
        begun.set()
        assert go_on.wait(LONG)
        return read(source, policy)

    watcher = Watching(root, replace(HANDS, read=stuck))
    put(root, "a.pdf", "accepted a")
    assert begun.wait(LONG)
    watcher.end()
    go_on.set()
    assert outcomes(root) == {}
    assert len(list((root / Folder.WORK).iterdir())) == 1
    assert once(root)[0].settled == 1
    assert outcomes(root) == {"tickets": 1}


def test_the_heart_beats_and_tells_no_name(watching: Watching) -> None:
    put(watching.root, "Camille.pdf", "accepted a")
    watching.wait_for(lambda: outcomes(watching.root) == {"tickets": 1})
    watching.end()
    pulse = read_pulse(watching.root)
    assert pulse is not None
    assert (pulse.settled, pulse.pid, pulse.in_hand) == (1, os.getpid(), ())
    assert "Camille" not in (watching.root / "heartbeat.json").read_text()


def test_a_listener_that_cannot_hear_stops_nothing(root: Path) -> None:
    def deaf(_: Event) -> None:
        raise BrokenPipeError

    put(root, "a.pdf", "accepted a")
    assert watch(open_desk(root), HANDS, once=True, tell=deaf).settled == 1


def hang() -> None:
    """What no desk waits for."""
    time.sleep(3600)


def test_a_drop_whose_reader_hangs_costs_the_next_one_its_limit_once(root: Path) -> None:
    (root / "policy.toml").write_text("stillness_seconds = 0.0\n[watching]\nworkers = 1\n")
    put(root, "0.pdf", "hang")
    put(root, "1.pdf", "accepted after it")
    hung: list[object] = []

    def read_it(source: Source, policy: Policy) -> Submission:
        if source.name != "0.pdf":
            return read(source, policy)
        hung.append(sandbox.run(hang))
        return Submission(name="quarantined", sha256=source.sha256)

    with Sandbox(Limits(wall_seconds=0.2)) as sandbox:
        _, told = once(root, replace(HANDS, read=read_it))
    assert hung == [Problem(TIMED_OUT)]
    assert [one.outcome for one in told if one.number] == ["quarantined", "accepted"]


class Counting(Watcher):
    """Counts the turns of its loop."""

    rounds = 0

    def _round(self, crew: WorkerPool) -> None:
        self.rounds += 1
        super()._round(crew)


def test_while_all_hands_are_full_the_watcher_sleeps(root: Path) -> None:
    (root / "policy.toml").write_text("stillness_seconds = 0.3\n[watching]\nworkers = 1\n")
    for n in range(8):
        put(root, f"{n}.pdf", f"accepted {n}")
    time.sleep(0.5)
    put(root, "young.pdf", "accepted young")  # it grows still while nobody can take it

    def read_slowly(source: Source, policy: Policy) -> Submission:
        time.sleep(0.2)
        return read(source, policy)

    hands = replace(HANDS, read=read_slowly)
    opened = open_desk(root)
    watcher = Counting(spool_at(root), opened, hands, poll=None, tell=lambda _: None)
    assert watcher.run(Stop(), once=True) == WatchResult(settled=9, left=0)
    assert watcher.rounds < 100


def test_the_longest_waiting_is_taken_first(root: Path) -> None:
    (root / "policy.toml").write_text("stillness_seconds = 0.0\n[watching]\nworkers = 1\n")
    for name in ("c", "a", "b"):
        put(root, f"{name}.pdf", f"refused {name}")
        time.sleep(0.02)
    _, told = once(root)
    assert [h.name for h in told if h.what is Happened.CLAIMED] == ["c.pdf", "a.pdf", "b.pdf"]


def test_many_drops_in_parallel_get_one_outcome_each(root: Path) -> None:
    (root / "policy.toml").write_text("stillness_seconds = 0.0\n[watching]\nworkers = 4\n")
    for n in range(60):
        put(root, f"{n}.pdf", f"accepted {n // 2}")
    assert once(root)[0].settled == 60
    assert outcomes(root) == {"tickets": 30, "duplicates": 30}
    records = [json.loads(p.read_bytes()) for p in (root / Folder.TICKETS).glob("*.json")]
    assert len({record["drop"]["number"] for record in records}) == 30


def test_a_desk_that_was_worked_on_before_knows_its_duplicates(root: Path) -> None:
    take(spool_at(root), put(root, "a.pdf", "accepted a"))
    put(root, "b.pdf", "accepted a")
    once(root)
    assert outcomes(root) == {"tickets": 1, "duplicates": 1}
