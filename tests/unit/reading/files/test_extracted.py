"""The scratch folder: what comes in is counted, hashed and named."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from zenforms import drop_problems
from zenforms.findings import Problem
from zenforms.reading.files.extracted import ExtractedFiles, Provenance
from zenforms.reading.limits import Limits


def taken(tray: ExtractedFiles, data: bytes, name: str = "x.txt") -> bool:
    parcel = tray.take([data], Provenance(name))
    return parcel is not None and tray.settle(parcel)


def test_what_is_taken_is_written_counted_and_hashed(tmp_path: Path) -> None:
    tray = ExtractedFiles(tmp_path, Limits())
    parcel = tray.take([b"ab", b"c"], Provenance("x.txt", folder="d", shown=True))
    assert parcel is not None
    assert parcel.path.read_bytes() == b"abc"
    assert (parcel.size, parcel.sha256) == (3, hashlib.sha256(b"abc").hexdigest())
    assert (parcel.name, parcel.folder, parcel.shown) == ("x.txt", "d", True)
    assert tray.name_for(parcel) == "x.txt"
    assert (tmp_path / "x.txt").read_bytes() == b"abc"


def test_what_does_not_fit_leaves_nothing_behind(tmp_path: Path) -> None:
    tray = ExtractedFiles(tmp_path, Limits(drop_bytes=5))
    assert taken(tray, b"abc")
    assert not taken(tray, b"def")
    assert taken(tray, b"gh")
    assert [problem.code for problem in tray.problems] == [drop_problems.DROP_TOO_LARGE]
    assert len(list(tmp_path.iterdir())) == 2


def test_of_what_is_known_to_be_too_large_nothing_is_read(tmp_path: Path) -> None:
    tray = ExtractedFiles(tmp_path, Limits(drop_bytes=5))
    chunks = iter([b"abcdef"])
    assert tray.take(chunks, Provenance("x"), size=6) is None
    assert list(chunks) == [b"abcdef"]
    assert [problem.code for problem in tray.problems] == [drop_problems.DROP_TOO_LARGE]


def test_more_files_than_allowed_are_not_kept(tmp_path: Path) -> None:
    tray = ExtractedFiles(tmp_path, Limits(drop_files=1))
    assert taken(tray, b"a")
    assert not taken(tray, b"b")
    assert [problem.code for problem in tray.problems] == [drop_problems.TOO_MANY_FILES]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_source_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"abc"
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - the test's own
        ExtractedFiles(tmp_path, Limits()).take(broken(), Provenance("x"))
    assert list(tmp_path.iterdir()) == []


def test_a_problem_is_kept_once(tmp_path: Path) -> None:
    tray = ExtractedFiles(tmp_path, Limits())
    tray.report([Problem("ZF050"), Problem("ZF050", {"file": "x"}), Problem("ZF050")])
    assert len(tray.problems) == 2
