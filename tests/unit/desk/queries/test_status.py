import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW, new_desk, put, spool_at, take
from zenforms.desk.decisions.decision_files import OrderKind, new_order, put_order
from zenforms.desk.queries.status import SILENT_AFTER, Status, WatcherState, status_of
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.lock import hold_desk
from zenforms.desk.watching.heartbeat import HEARTBEAT, pulse_of, write_pulse


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def beat(root: Path) -> None:
    pulse = pulse_of(at=NOW, waiting=0, in_hand=(), held=(), settled=4, events=True, trouble="")
    write_pulse(root, pulse)


def test_a_new_desk_waits_for_nothing(root: Path) -> None:
    status = status_of(open_desk(root))
    assert (status.inbox, status.in_work, status.orders, status.open_tickets) == (0, 0, 0, 0)
    assert status.waiting == ()
    assert status.watcher.state is WatcherState.STOPPED
    assert status.at == NOW


def test_what_lies_in_the_folders_is_counted(root: Path) -> None:
    spool = spool_at(root)
    take(spool, put(root, "a.pdf", "accepted a"))
    number = take(spool, put(root, "b.pdf", "quarantined b")).number
    claim(spool, put(root, "c.pdf", "c"), NOW)
    put(root, "d.pdf", "d")
    put(root, "~$d.docx", "")
    put_order(root, new_order(OrderKind.RETRY, number, at=NOW, by="Camille"))
    status = status_of(open_desk(root))
    assert (status.inbox, status.in_work, status.orders, status.open_tickets) == (1, 1, 1, 1)
    assert [one.number for one in status.waiting] == [number]


def test_a_watcher_that_beats_is_running(root: Path) -> None:
    with hold_desk(root, doing="watch", now=NOW):
        beat(root)
        watcher = status_of(open_desk(root)).watcher
    assert watcher.state is WatcherState.RUNNING
    assert watcher.pid == str(os.getpid())
    assert watcher.pulse
    assert watcher.pulse.settled == 4


def test_a_watcher_that_says_nothing_for_a_minute_is_silent(root: Path) -> None:
    with hold_desk(root, doing="watch", now=NOW):
        beat(root)
        old = (root / HEARTBEAT).stat().st_mtime - SILENT_AFTER - 1
        os.utime(root / HEARTBEAT, (old, old))
        assert status_of(open_desk(root)).watcher.state is WatcherState.SILENT


def test_a_staff_command_is_not_expected_to_beat(root: Path) -> None:
    with hold_desk(root, doing="accept", now=NOW):
        assert status_of(open_desk(root)).watcher.state is WatcherState.RUNNING


def test_the_status_survives_json(root: Path) -> None:
    status = status_of(open_desk(root))
    assert Status.model_validate_json(status.model_dump_json()) == status


def test_a_desk_whose_inbox_is_gone_can_still_be_asked(root: Path) -> None:
    (root / "inbox").rmdir()
    assert status_of(replace(open_desk(root))).inbox == 0
