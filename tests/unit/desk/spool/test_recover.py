from pathlib import Path

import pytest

from tests.crash.failing_disk import FailingDisk
from tests.unit.desk.bench import NOW, new_desk, put, restart, spool_at, take, tree
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.journal import Journal
from zenforms.desk.spool.recover import recover


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def test_nothing_left_behind_is_nothing_to_do(root: Path) -> None:
    assert recover(spool_at(root)) == []


def test_a_claimed_drop_comes_back_as_it_was(root: Path) -> None:
    drop = claim(spool_at(root), put(root, "x.pdf", "accepted oui"), NOW)
    assert recover(spool_at(root)) == [drop]


def test_drops_come_back_oldest_first(root: Path) -> None:
    spool = spool_at(root)
    later = claim(spool, put(root, "b.pdf", "b"), NOW.replace(hour=11))
    earlier = claim(spool, put(root, "a.pdf", "a"), NOW)
    assert recover(spool_at(root)) == [earlier, later]


def test_a_work_folder_without_a_drop_is_removed(root: Path) -> None:
    (root / Folder.WORK / "20260512T100000-00000000" / "original").mkdir(parents=True)
    assert recover(spool_at(root)) == []
    assert not list((root / Folder.WORK).iterdir())


def test_a_drop_without_a_receipt_is_not_lost(root: Path) -> None:
    drop = claim(spool_at(root), put(root, "x.pdf", "refused oui"), NOW)
    (drop.folder / "received.json").unlink()
    restart(root)
    assert len(list((root / Folder.REFUSED).iterdir())) == 1


def test_a_decision_that_cannot_be_understood_is_left_for_a_person(root: Path) -> None:
    spool = spool_at(root)
    drop = claim(spool, put(root, "x.pdf", "refused oui"), NOW)
    (drop.folder / "settled.json").write_bytes(b"{")
    other = claim(spool, put(root, "y.pdf", "refused non"), NOW)
    before = tree(drop.folder)
    assert recover(spool_at(root)) == [other]
    assert tree(drop.folder) == before


def test_a_decision_that_the_machine_refuses_is_tried_again_later(
    root: Path, tmp_path: Path
) -> None:
    spool = spool_at(root)
    settled = take(spool, put(root, "x.pdf", "refused oui"))
    (root / settled.archive).rename(spool.work / "left")
    full = FailingDisk(tmp_path, die_at=0, fail_with=OSError(28, "full"))
    left = recover(spool_at(root, full))
    assert [drop.folder.name for drop in left] == ["left"]
    restart(root)
    assert (root / settled.archive).is_dir()


def test_the_diary_is_completed_where_a_crash_swallowed_its_last_line(root: Path) -> None:
    settled = take(spool_at(root), put(root, "x.pdf", "refused oui"))
    path = next((root / Folder.JOURNAL).iterdir())
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    recover(spool_at(root))
    last = list(Journal(root, spool_at(root).disk).lines())[-1]
    assert (last["step"], last["number"], last["recovered"]) == ("archived", settled.number, True)
    recover(spool_at(root))
    assert list(Journal(root, spool_at(root).disk).lines())[-1] == last


def test_a_diary_that_is_lost_is_written_again_from_the_archive(root: Path) -> None:
    spool = spool_at(root)
    numbers = {take(spool, put(root, f"{n}.pdf", f"refused {n}")).number for n in range(3)}
    for path in (root / Folder.JOURNAL).iterdir():
        path.unlink()
    recover(spool_at(root))
    lines = list(Journal(root, spool.disk).lines())
    for step in ("settled", "archived"):
        assert {line["number"] for line in lines if line["step"] == step} == numbers
