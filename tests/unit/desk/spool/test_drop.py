import os
from pathlib import Path

import pytest

from zenforms.desk.spool.drop import Shape, digest, fingerprint, members, shape_of


def a_folder(root: Path, name: str = "folder") -> Path:
    folder = root / name
    (folder / "b").mkdir(parents=True)
    (folder / "a.pdf").write_bytes(b"a")
    (folder / "b" / "c.log").write_bytes(b"c")
    return folder


def test_a_files_hash_is_its_contents_sha256_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    (tmp_path / "y").write_bytes(b"abc")
    found = digest(tmp_path / "x")
    assert found.sha256.startswith("ba7816bf")
    assert (found.shape, found.size) == (Shape.FILE, 3)
    assert digest(tmp_path / "y") == found


def test_a_folders_hash_covers_names_and_contents(tmp_path: Path) -> None:
    first = digest(a_folder(tmp_path))
    assert first.shape is Shape.FOLDER
    assert first.size == 2
    same = a_folder(tmp_path, "other")
    assert digest(same) == first
    (same / "a.pdf").rename(same / "z.pdf")
    renamed = digest(same)
    (same / "z.pdf").write_bytes(b"b")
    assert len({first.sha256, renamed.sha256, digest(same).sha256}) == 3


def test_a_link_is_hashed_by_where_it_points_and_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "link").symlink_to("secret")
    (tmp_path / "other").symlink_to("elsewhere")
    assert digest(tmp_path / "link").shape is Shape.LINK
    assert digest(tmp_path / "link").sha256 != digest(tmp_path / "other").sha256
    assert digest(tmp_path / "link").sha256 != digest(tmp_path / "secret").sha256


def test_links_inside_a_folder_are_not_followed(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    (folder / "loop").symlink_to(folder)
    assert [p.name for p in members(folder)] == ["a.pdf", "c.log", "loop"]
    assert digest(folder).size == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system")
def test_a_pipe_is_special_and_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert shape_of(tmp_path / "pipe") is Shape.SPECIAL
    assert digest(tmp_path / "pipe").size == 0


def test_the_fingerprint_changes_with_every_write(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    before = fingerprint(folder)
    assert fingerprint(folder) == before
    os.utime(folder / "b" / "c.log", (1, 1))
    assert fingerprint(folder) != before


def test_an_empty_folder_has_an_empty_fingerprint(tmp_path: Path) -> None:
    assert fingerprint(tmp_path) == ()
