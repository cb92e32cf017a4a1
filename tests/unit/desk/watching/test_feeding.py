from pathlib import Path

import pytest

from tests.crash.failing_disk import FailingDisk
from tests.unit.desk.bench import NOW, new_desk, put, spool_at
from zenforms.desk.setup.opening import OpenDesk, open_desk
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.spool import Spool
from zenforms.desk.watching.feeding import Feeder
from zenforms.desk.watching.inbox import Inbox
from zenforms.desk.watching.workers import RetryQueue


class Ticking:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def root(tmp_path: Path) -> Path:
    desk = new_desk(tmp_path / "desk")
    (desk / "policy.toml").write_text("stillness_seconds = 0.0\n")
    return desk


@pytest.fixture
def opened(root: Path) -> OpenDesk:
    return open_desk(root)


def feeder_of(spool: Spool, held: RetryQueue | None = None, poll: float = 0.0) -> Feeder:
    inbox = Inbox(spool.root / Folder.INBOX)
    return Feeder(spool, inbox, held or RetryQueue(Ticking()), poll=poll)


def test_an_empty_inbox_has_nothing_to_give(root: Path, opened: OpenDesk) -> None:
    feeder = feeder_of(spool_at(root))
    assert feeder.next(opened) is None
    assert feeder.is_idle
    assert feeder.pause(opened) is None


def test_what_is_left_comes_before_what_was_held_and_that_before_the_inbox(
    root: Path, opened: OpenDesk
) -> None:
    spool, clock = spool_at(root), Ticking()
    left, held = (claim(spool, put(root, f"{n}.pdf", n), NOW) for n in ("left", "held"))
    put(root, "new.pdf", "new")
    waiting = RetryQueue(clock)
    waiting.hold(held, "busy")
    clock.now = 5.0
    feeder = feeder_of(spool, waiting)
    feeder.take_up(left)
    given = [feeder.next(opened) for _ in range(3)]
    assert [drop.receipt.name for drop in given if drop] == ["left.pdf", "held.pdf", "new.pdf"]
    assert feeder.next(opened) is None


def test_a_held_drop_is_not_given_before_its_time(root: Path, opened: OpenDesk) -> None:
    spool, held = spool_at(root), RetryQueue(Ticking())
    held.hold(claim(spool, put(root, "x.pdf", "x"), NOW), "busy")
    feeder = feeder_of(spool, held)
    assert feeder.next(opened) is None
    assert feeder.pause(opened) == pytest.approx(1.0)
    assert feeder.tries() == 1


def test_while_the_machine_holds_many_nothing_more_is_claimed(root: Path, opened: OpenDesk) -> None:
    spool, held = spool_at(root), RetryQueue(Ticking())
    for n in range(16):
        held.hold(claim(spool, put(root, f"{n}.pdf", "x"), NOW), "full")
    put(root, "new.pdf", "new")
    feeder = feeder_of(spool, held)
    assert feeder.next(opened) is None
    assert (root / Folder.INBOX / "new.pdf").exists()
    assert feeder.pause(opened) == pytest.approx(1.0)


def test_what_has_grown_still_waits_until_the_inbox_may_be_listed_again(root: Path) -> None:
    (root / "policy.toml").write_text("stillness_seconds = 5.0\n")
    put(root, "new.pdf", "new")
    feeder, opened = feeder_of(spool_at(root), poll=500.0), open_desk(root)
    assert feeder.next(opened) is None
    pause = feeder.pause(opened)
    assert pause
    assert pause > 5.0


def test_an_entry_that_cannot_be_claimed_stays_and_is_tried_later(
    root: Path, opened: OpenDesk, tmp_path: Path
) -> None:
    full = FailingDisk(tmp_path, die_at=0, fail_with=OSError(28, "full"))
    put(root, "a.pdf", "a")
    put(root, "b.pdf", "b")
    feeder = feeder_of(spool_at(root, full))
    drop = feeder.next(opened)
    assert drop is not None
    assert len(list((root / Folder.INBOX).iterdir())) == 1
    assert feeder.tries() == 1
    pause = feeder.pause(opened)
    assert pause is not None
    assert 0 < pause <= 1


def test_an_inbox_that_cannot_be_listed_is_a_trouble(root: Path, opened: OpenDesk) -> None:
    (root / Folder.INBOX).rmdir()
    feeder = feeder_of(spool_at(root))
    (root / Folder.INBOX).rmdir()
    assert feeder.next(opened) is None
    assert "ENOENT" in feeder.trouble


def test_polling_lists_no_more_often_than_asked(root: Path, opened: OpenDesk) -> None:
    feeder = feeder_of(spool_at(root), poll=50.0)
    assert feeder.next(opened) is None
    put(root, "x.pdf", "x")
    assert feeder.next(opened) is None
    assert not feeder.is_idle
    pause = feeder.pause(opened)
    assert pause is not None
    assert pause > 40


def test_what_the_policy_ignores_is_not_taken(root: Path) -> None:
    (root / "policy.toml").write_text('stillness_seconds = 0.0\n[watching]\nignore = ["*.bak"]\n')
    put(root, "x.bak", "x")
    assert feeder_of(spool_at(root)).next(open_desk(root)) is None
