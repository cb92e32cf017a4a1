import os
import tracemalloc
from pathlib import Path

import pytest

from tests.making.oddtrees import dig
from zenforms.handles import HeldFolder, NotAFileError, open_below, open_file, remove_tree
from zenforms.walking import Bounds, Walk

posix = pytest.mark.skipif(os.name == "nt", reason="needs what Windows does not have")


@posix
@pytest.mark.parametrize("depth", [1, 40, 1_200, 3_000])
def test_a_tree_of_any_depth_is_removed(tmp_path: Path, depth: int) -> None:
    dig(tmp_path / "deep", depth)
    remove_tree(tmp_path / "deep")
    assert not list(tmp_path.iterdir())


@posix
def test_removing_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "x").touch()
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "link").symlink_to(tmp_path / "kept")
    remove_tree(tmp_path / "tree")
    assert [path.name for path in tmp_path.rglob("*")] == ["kept", "x"]


@posix
def test_a_walk_ends_at_its_bounds_and_says_where(tmp_path: Path) -> None:
    dig(tmp_path / "deep", 20)
    walk = Walk(tmp_path / "deep", Bounds(depth=5))
    assert len(list(walk)) == 6
    assert walk.beyond == "d/d/d/d/d/d"
    for name in "abc":
        (tmp_path / name).touch()
    wide = Walk(tmp_path, Bounds(entries=2))
    assert len(list(wide)) == 2
    assert wide.beyond
    long = Walk(tmp_path, Bounds(path_bytes=3))
    assert "deep" not in [met.name for met in long]
    assert long.beyond == "deep"


def test_a_walk_goes_through_each_folder_by_name(tmp_path: Path) -> None:
    for name in ("b/x", "a", "c/y/z"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    walk = Walk(tmp_path)
    assert [met.relative for met in walk] == ["a", "b", "b/x", "c", "c/y", "c/y/z"]
    assert walk.is_whole


@posix
def test_what_is_no_file_is_not_opened_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")
    for name in ("pipe", "link"):
        with pytest.raises(NotAFileError):
            open_file(tmp_path / name)
    with pytest.raises(NotAFileError):
        open_file(tmp_path)
    open_file(tmp_path / "file").close()


@posix
def test_a_held_folder_stays_the_one_that_was_opened(tmp_path: Path) -> None:
    (tmp_path / "dropped").mkdir()
    (tmp_path / "dropped" / "x").write_text("mine")
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "x").write_text("secret")
    with HeldFolder.at(tmp_path / "dropped") as held:
        (tmp_path / "dropped").rename(tmp_path / "away")
        (tmp_path / "dropped").symlink_to(tmp_path / "desk")
        with held.file("x") as file:
            assert file.read() == b"mine"
    with pytest.raises(OSError, match="dropped"):
        HeldFolder.at(tmp_path / "dropped")
    with pytest.raises(OSError, match="dropped"):
        open_below(tmp_path, "dropped/x")


def test_a_folder_of_very_many_files_is_removed_a_few_at_a_time(tmp_path: Path) -> None:
    top = tmp_path / "top"
    top.mkdir()
    for number in range(15_001):
        (top / f"m{number}").touch()
    tracemalloc.start()
    remove_tree(top)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert not top.exists()
    assert most < 4_000_000
