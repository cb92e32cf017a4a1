import os
from pathlib import Path

import pytest

from zenforms.desk.watching.inbox import Inbox

STILL = 2.0


class Ticking:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def inbox(tmp_path: Path, clock: Ticking) -> Inbox:
    """An inbox that does not believe the file system's times."""
    return Inbox(tmp_path, monotonic=clock, trust_times=False)


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_a_file_is_taken_when_it_has_not_changed_for_long_enough(
    tmp_path: Path, inbox: Inbox, clock: Ticking
) -> None:
    (tmp_path / "x.pdf").write_text("x")
    assert inbox.look(STILL) == []
    clock.now += STILL - 0.1
    assert inbox.look(STILL) == []
    clock.now += 0.1
    assert names(inbox.look(STILL)) == ["x.pdf"]


def test_a_file_that_grows_is_waited_for(tmp_path: Path, inbox: Inbox, clock: Ticking) -> None:
    (tmp_path / "x.pdf").write_text("x")
    inbox.look(STILL)
    clock.now += STILL
    (tmp_path / "x.pdf").write_text("xx")
    assert inbox.look(STILL) == []
    clock.now += STILL
    assert names(inbox.look(STILL)) == ["x.pdf"]


def test_a_preallocated_file_that_is_filled_is_waited_for(
    tmp_path: Path, inbox: Inbox, clock: Ticking
) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"\0" * 1000)
    os.utime(path, ns=(1, 1))
    inbox.look(STILL)
    clock.now += STILL
    path.write_bytes(b"x" * 1000)
    os.utime(path, ns=(2, 2))
    assert inbox.look(STILL) == []


def test_a_folder_is_waited_for_while_anything_in_it_changes(
    tmp_path: Path, inbox: Inbox, clock: Ticking
) -> None:
    (tmp_path / "envoi" / "sub").mkdir(parents=True)
    (tmp_path / "envoi" / "x.pdf").write_text("x")
    inbox.look(STILL)
    clock.now += STILL
    (tmp_path / "envoi" / "sub" / "y.log").write_text("y")
    assert inbox.look(STILL) == []
    clock.now += 10 * STILL
    assert names(inbox.look(STILL)) == ["envoi"]


def test_an_empty_folder_is_never_a_drop(tmp_path: Path, inbox: Inbox, clock: Ticking) -> None:
    (tmp_path / "nouveau dossier").mkdir()
    inbox.look(STILL)
    clock.now += 100 * STILL
    assert inbox.look(STILL) == []
    assert inbox.waiting == 1
    assert inbox.next_look(STILL) is None


def test_a_done_marker_ends_the_wait_for_a_folder(tmp_path: Path, inbox: Inbox) -> None:
    (tmp_path / "envoi").mkdir()
    (tmp_path / "envoi" / "x.pdf").write_text("x")
    (tmp_path / "envoi" / ".done").touch()
    assert names(inbox.look(STILL)) == ["envoi"]


def test_a_download_is_waited_for_while_its_unfinished_part_lies_beside_it(
    tmp_path: Path, inbox: Inbox, clock: Ticking
) -> None:
    (tmp_path / "x.pdf").touch()
    (tmp_path / "x.pdf.part").write_text("x")
    inbox.look(STILL)
    clock.now += 10 * STILL
    assert inbox.look(STILL) == []
    assert inbox.next_look(STILL) is None
    (tmp_path / "x.pdf.part").replace(tmp_path / "x.pdf")
    inbox.look(STILL)
    clock.now += STILL
    assert names(inbox.look(STILL)) == ["x.pdf"]


def test_the_longest_waiting_comes_first(tmp_path: Path, inbox: Inbox, clock: Ticking) -> None:
    (tmp_path / "b.pdf").write_text("b")
    inbox.look(STILL)
    (tmp_path / "a.pdf").write_text("a")
    inbox.look(STILL)
    clock.now += STILL
    assert names(inbox.look(STILL)) == ["b.pdf", "a.pdf"]


def test_what_is_ignored_is_not_counted(tmp_path: Path, inbox: Inbox) -> None:
    (tmp_path / "~$x.docx").touch()
    (tmp_path / "note.bak").touch()
    inbox.look(0.0, ("*.bak",))
    assert inbox.waiting == 0


def test_the_next_look_is_when_something_may_be_still(
    tmp_path: Path, inbox: Inbox, clock: Ticking
) -> None:
    assert inbox.next_look(STILL) is None
    (tmp_path / "x.pdf").write_text("x")
    inbox.look(STILL)
    clock.now += 0.5
    assert inbox.next_look(STILL) == pytest.approx(1.5)
    clock.now += 5
    assert inbox.next_look(STILL) == 0.0
    inbox.look(STILL)
    assert inbox.next_look(STILL) is None


def test_a_disturbed_entry_is_waited_for_again(
    tmp_path: Path, inbox: Inbox, clock: Ticking
) -> None:
    (tmp_path / "x.pdf").write_text("x")
    inbox.look(0.0)
    inbox.disturb("x.pdf")
    assert inbox.look(STILL) == []
    clock.now += STILL
    assert names(inbox.look(STILL)) == ["x.pdf"]


def test_a_change_after_the_look_is_noticed(tmp_path: Path, inbox: Inbox) -> None:
    (tmp_path / "x.pdf").write_text("x")
    inbox.look(0.0)
    assert not inbox.is_changed("x.pdf")
    (tmp_path / "x.pdf").write_text("xx")
    assert inbox.is_changed("x.pdf")
    (tmp_path / "x.pdf").unlink()
    assert inbox.is_changed("x.pdf")


@pytest.mark.skipif(os.name == "nt", reason="Windows tells when a file was made, not changed")
def test_what_the_file_system_says_is_old_is_taken_at_first_sight(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_text("x")
    changed = path.stat().st_ctime
    fresh = Inbox(tmp_path, wall=lambda: changed + STILL / 2)
    assert fresh.look(STILL) == []
    old = Inbox(tmp_path, wall=lambda: changed + STILL + 1)
    assert names(old.look(STILL)) == ["x.pdf"]
    remote = Inbox(tmp_path, wall=lambda: changed + STILL + 1, trust_times=False)
    assert remote.look(STILL) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows tells when a file was made, not changed")
def test_a_touched_date_does_not_make_a_fresh_copy_old(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_text("x")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert Inbox(tmp_path).look(STILL) == []


def test_a_folder_that_is_gone_cannot_be_listed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Inbox(tmp_path / "gone").look(STILL)


def test_an_entry_that_vanishes_is_forgotten(tmp_path: Path, inbox: Inbox) -> None:
    (tmp_path / "x.pdf").write_text("x")
    inbox.look(STILL)
    (tmp_path / "x.pdf").unlink()
    inbox.look(STILL)
    assert inbox.waiting == 0
