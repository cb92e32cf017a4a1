import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.observers.api import BaseObserver

from zenforms.desk.watching.wake import Events, Wakeup

LONG = 20.0
"""Far longer than anything here takes: a test that waits so long has failed."""


@pytest.fixture
def bell() -> Wakeup:
    return Wakeup()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


@pytest.fixture
def events(inbox: Path, bell: Wakeup) -> Iterator[Events]:
    watching = Events([inbox], bell)
    yield watching
    watching.stop()


def rang(bell: Wakeup) -> bool:
    """Whether the bell ends a long wait early."""
    began = time.monotonic()
    bell.wait(LONG)
    return time.monotonic() - began < LONG


def quiet(bell: Wakeup) -> None:
    """Let the bell's earlier rings pass."""
    bell.wait(0.3)


def test_a_ring_before_the_wait_is_not_lost(bell: Wakeup) -> None:
    bell.ring()
    bell.ring()
    assert rang(bell)


def test_another_thread_ends_the_wait(bell: Wakeup) -> None:
    timer = threading.Timer(0.05, bell.ring)
    timer.start()
    assert rang(bell)
    timer.join()


def test_a_bell_that_nobody_rings_lets_the_time_pass(bell: Wakeup) -> None:
    began = time.monotonic()
    bell.wait(0.05)
    assert time.monotonic() - began >= 0.05


@pytest.mark.parametrize("how", ["write", "move in", "finish"])
def test_what_happens_in_the_folder_rings(
    how: str, inbox: Path, bell: Wakeup, events: Events
) -> None:
    outside = inbox.parent / "outside.pdf"
    outside.write_text("x")
    (inbox / "x.pdf.part").write_text("x")
    events.mind()
    assert events.come
    quiet(bell)
    if how == "write":
        (inbox / "x.pdf").write_text("x")
    elif how == "move in":
        outside.rename(inbox / "y.pdf")
    else:
        (inbox / "x.pdf.part").rename(inbox / "x.pdf")
    assert rang(bell)


def test_looking_does_not_ring(inbox: Path, bell: Wakeup, events: Events) -> None:
    (inbox / "x.pdf").write_text("x")
    events.mind()
    quiet(bell)
    list(inbox.iterdir())
    (inbox / "x.pdf").read_text()
    began = time.monotonic()
    bell.wait(0.3)
    assert time.monotonic() - began >= 0.3


def test_a_folder_that_is_removed_and_restored_is_watched_again(
    inbox: Path, bell: Wakeup, events: Events
) -> None:
    events.mind()
    inbox.rmdir()
    assert events.mind() is False
    assert not events.come
    assert events.mind() is None
    inbox.mkdir()
    assert events.mind() is True
    quiet(bell)
    (inbox / "x.pdf").write_text("x")
    assert rang(bell)


def test_an_observer_that_died_is_started_again(inbox: Path, bell: Wakeup, events: Events) -> None:
    events.mind()
    (observer,) = [t for t in threading.enumerate() if isinstance(t, BaseObserver)]
    observer.stop()
    observer.join(LONG)
    assert events.mind() is None
    quiet(bell)
    (inbox / "x.pdf").write_text("x")
    assert rang(bell)


def test_an_overflow_rings_and_prints_nothing(
    bell: Wakeup, events: Events, capsys: pytest.CaptureFixture[str]
) -> None:
    events.mind()
    quiet(bell)
    logging.getLogger("watchdog.observers.inotify_c").warning("Overflow of %s", "Camille.pdf")
    assert rang(bell)
    assert capsys.readouterr().err == ""


def test_without_folders_no_events_are_expected(bell: Wakeup) -> None:
    polling = Events([], bell)
    assert polling.mind() is None
    assert not polling.come
