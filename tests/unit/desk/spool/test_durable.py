import os
import stat
from pathlib import Path

import pytest

from zenforms.desk.spool.durable import (
    Disk,
    append_line,
    copy_file,
    make_folders,
    move,
    replace_file,
    write_file,
)

DISK = Disk()
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
def test_files_and_folders_are_for_their_owner_alone(tmp_path: Path) -> None:
    make_folders(DISK, tmp_path / "a" / "b")
    write_file(DISK, tmp_path / "a" / "file", b"x")
    assert mode_of(tmp_path / "a") == mode_of(tmp_path / "a" / "b") == 0o700
    assert mode_of(tmp_path / "a" / "file") == 0o600


def test_making_folders_that_are_there_changes_nothing(tmp_path: Path) -> None:
    make_folders(DISK, tmp_path / "a")
    (tmp_path / "a" / "kept").touch()
    make_folders(DISK, tmp_path / "a")
    assert (tmp_path / "a" / "kept").exists()


def test_a_new_file_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"old")
    with pytest.raises(FileExistsError):
        write_file(DISK, tmp_path / "x", b"new")
    assert (tmp_path / "x").read_bytes() == b"old"


def test_replacing_leaves_no_unfinished_file(tmp_path: Path) -> None:
    replace_file(DISK, tmp_path / "x", b"old")
    replace_file(DISK, tmp_path / "x", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x").read_bytes() == b"new"


def test_replacing_clears_what_an_earlier_crash_left(tmp_path: Path) -> None:
    (tmp_path / ".tmp-x").write_bytes(b"half")
    replace_file(DISK, tmp_path / "x", b"whole")
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_a_copy_has_every_byte(tmp_path: Path) -> None:
    content = os.urandom(3 * (1 << 20) + 17)
    (tmp_path / "source").write_bytes(content)
    copy_file(DISK, tmp_path / "source", tmp_path / "target")
    assert (tmp_path / "target").read_bytes() == content


def test_lines_are_added_at_the_end(tmp_path: Path) -> None:
    append_line(DISK, tmp_path / "diary", b"one")
    append_line(DISK, tmp_path / "diary", b"two")
    assert (tmp_path / "diary").read_bytes() == b"one\ntwo\n"


def test_a_torn_line_stays_alone_on_its_line(tmp_path: Path) -> None:
    (tmp_path / "diary").write_bytes(b"one\nto")
    append_line(DISK, tmp_path / "diary", b"three")
    assert (tmp_path / "diary").read_bytes() == b"one\nto\nthree\n"


def test_moving_works_for_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "to").mkdir()
    (tmp_path / "from" / "folder").mkdir()
    (tmp_path / "from" / "file").write_bytes(b"x")
    move(DISK, tmp_path / "from" / "folder", tmp_path / "to" / "folder")
    move(DISK, tmp_path / "from" / "file", tmp_path / "to" / "file")
    assert sorted(p.name for p in (tmp_path / "to").iterdir()) == ["file", "folder"]
    assert not list((tmp_path / "from").iterdir())


def test_a_file_that_the_system_takes_in_bits_is_written_whole(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.set_blocking(write_end, True)
    DISK.put(write_end, b"x" * 5000)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as pipe:
        assert len(pipe.read()) == 5000
    assert tmp_path.exists()
