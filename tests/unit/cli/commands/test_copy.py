"""`copy`: the answers of a printed copy, each beside its picture."""

from pathlib import Path

from tests.unit.cli.conftest import Call
from tests.unit.reading.copies import copy_of


def test_the_page_of_a_printed_copy_is_written(call: Call, tmp_path: Path) -> None:
    copy, page = tmp_path / "copie.pdf", tmp_path / "copie.html"
    copy.write_bytes(copy_of())
    done = call("copy", copy, "-o", page)
    assert done.code == 0
    assert "Le Desk se ferme" in page.read_text("utf-8")
    assert "copie.html" in done.out


def test_any_other_file_is_told(call: Call, filled: Path, tmp_path: Path) -> None:
    done = call("copy", filled, "-o", tmp_path / "page.html")
    assert done.code == 3
    assert "n’est pas une copie imprimée" in done.err
    assert not (tmp_path / "page.html").exists()


def test_a_file_that_is_not_there_is_a_usage_error(call: Call, tmp_path: Path) -> None:
    assert call("copy", tmp_path / "absent.pdf", "-o", tmp_path / "page.html").code == 2
