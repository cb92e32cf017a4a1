from pathlib import Path

import pytest

from tests.crash.failing_disk import FailingDisk
from tests.unit.desk.bench import new_desk, put, spool_at, take, tree
from zenforms.desk.spool.claim import finish_leaving, leave
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.recover import recover


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def traces(root: Path, number: str) -> list[str]:
    """Everything of a request that lies in the desk's folders."""
    return [name for name in tree(root) if number in name]


def test_a_request_that_leaves_takes_everything_of_it_along(root: Path) -> None:
    spool = spool_at(root)
    gone = take(spool, put(root, "x.pdf", "accepted oui"))
    kept = take(spool, put(root, "y.pdf", "accepted non"))
    leave(spool, gone.number, root / gone.archive)
    assert traces(root, gone.number) == []
    assert traces(root, kept.number)
    assert spool.index.first_with(gone.sha256, besides="another") is None


@pytest.mark.parametrize("step", range(2, 7))
def test_a_departure_that_was_interrupted_is_finished(
    root: Path, tmp_path: Path, step: int
) -> None:
    gone = take(spool_at(root), put(root, "x.pdf", "accepted oui"))
    full = FailingDisk(tmp_path, die_at=step, fail_with=OSError(5, "io"))
    with pytest.raises(OSError, match="io"):
        leave(spool_at(root, full), gone.number, root / gone.archive)
    assert traces(root, gone.number)
    assert recover(spool_at(root)) == []
    assert traces(root, gone.number) == []
    assert not list((root / Folder.WORK).iterdir())


def test_where_nothing_leaves_there_is_nothing_to_finish(root: Path) -> None:
    spool = spool_at(root)
    number = take(spool, put(root, "x.pdf", "accepted oui")).number
    before = tree(root)
    finish_leaving(spool, number)
    assert tree(root) == before
