"""Files appear whole, and never over another file unasked."""

import os
import stat
from pathlib import Path

import pytest

from zenforms.cli.streams import write_out
from zenforms.errors import UsageError
from zenforms.language import Lang


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write_out(str(tmp_path / "a.pdf"), b"one", force=False)
    assert (tmp_path / "a.pdf").read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]


def test_another_file_is_not_replaced_unasked(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"precious")
    with pytest.raises(UsageError) as caught:
        write_out(str(target), b"new", force=False)
    assert "--force" in caught.value.sentence(Lang.FR)
    assert target.read_bytes() == b"precious"
    write_out(str(target), b"new", force=True)
    assert target.read_bytes() == b"new"


def test_the_same_content_again_is_fine(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    write_out(str(target), b"same", force=False)
    before = target.stat().st_mtime_ns
    write_out(str(target), b"same", force=False)
    assert target.stat().st_mtime_ns == before


def test_a_missing_folder_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        write_out(str(tmp_path / "no" / "a.pdf"), b"one", force=False)
    assert str(tmp_path / "no" / "a.pdf") in caught.value.sentence(Lang.FR)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_out(str(tmp_path), b"one", force=True)


def test_a_path_keeps_its_spelling_in_the_message(tmp_path: Path) -> None:
    target = tmp_path / "l'été : a.pdf" / "b"
    with pytest.raises(UsageError) as caught:
        write_out(str(target), b"one", force=False)
    assert str(target) in caught.value.sentence(Lang.FR)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_out(str(tmp_path / "a"), b"one", force=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_a_dash_is_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_out("-", b"\x00\xff", force=False)
    assert capfdbinary.readouterr().out == b"\x00\xff"
