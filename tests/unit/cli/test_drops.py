"""Drops are read and leave nothing behind; without its scanner the desk reads nothing."""

import tempfile
from pathlib import Path

import pytest

from tests.making.zips import Member, make_zip
from zenforms.cli.drops import read_drops
from zenforms.errors import DeskError, UsageError
from zenforms.judging.policy import Intake, Policy


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    path = tmp_path / "envoi.zip"
    path.write_bytes(make_zip([Member("note.txt", b"Bonjour")]))
    return path


def test_what_was_unpacked_is_gone_afterwards(
    drop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    ((name, read),) = read_drops([str(drop)], Policy())
    assert name == str(drop)
    assert [file.name for file in read.files] == ["note.txt"]
    assert list(scratch.iterdir()) == []


def test_a_missing_file_is_told_before_any_is_read(drop: Path) -> None:
    with pytest.raises(UsageError, match="absent"):
        next(read_drops([str(drop), "absent.pdf"], Policy()))


def test_without_the_scanner_that_the_desk_wants_nothing_is_read(
    drop: Path, tmp_path: Path
) -> None:
    policy = Policy(intake=Intake(scanner=str(tmp_path / "no-socket")))
    with pytest.raises(DeskError, match="no-socket"):
        list(read_drops([str(drop)], policy))
