"""What leaves the archive: logs with their secrets masked."""

import gzip
import zipfile
from pathlib import Path

import pytest

from tests.making.zips import Member, make_zip
from zenforms.reading.limits import Limits
from zenforms.reading.records.logcopy import write_masked

TEXT = "ERROR connexion refusée\r\npassword=Tr0ub4dor\r\n"
MASKED = "ERROR connexion refusée\r\npassword=***\r\n"


def copy(tmp_path: Path, data: bytes) -> Path | None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(data)
    written = write_masked(source, target, Limits())
    assert target.exists() is written
    return target if written else None


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252"])
def test_a_copy_is_masked_and_in_utf_8(tmp_path: Path, codec: str) -> None:
    target = copy(tmp_path, TEXT.encode(codec))
    assert target
    assert target.read_bytes() == MASKED.encode()


def test_a_gzip_log_stays_one(tmp_path: Path) -> None:
    target = copy(tmp_path, gzip.compress(TEXT.encode()))
    assert target
    assert gzip.decompress(target.read_bytes()) == MASKED.encode()


def test_an_archive_of_logs_stays_one_without_what_is_no_text(tmp_path: Path) -> None:
    members = [Member("log/x.log", TEXT.encode()), Member("x.evtx", b"ElfFile\0" + bytes(90))]
    target = copy(tmp_path, make_zip(members))
    assert target
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == ["log/x.log"]
        assert archive.read("log/x.log") == MASKED.encode()


@pytest.mark.parametrize(
    "data",
    [b"ElfFile\0" + bytes(90), gzip.compress(TEXT.encode(), mtime=0)[:-20], b"PK\3\4rien"],
    ids=["binary", "broken gzip", "broken zip"],
)
def test_what_cannot_be_masked_does_not_leave(tmp_path: Path, data: bytes) -> None:
    assert copy(tmp_path, data) is None


def test_an_empty_log_is_copied_empty(tmp_path: Path) -> None:
    target = copy(tmp_path, b"")
    assert target
    assert target.read_bytes() == b""
