from pathlib import Path

from tests.unit.desk.bench import FIXED, QuickDisk, new_desk
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.journal import Journal
from zenforms.desk.spool.spool import open_spool


def test_opening_makes_the_folders_that_are_missing(tmp_path: Path) -> None:
    root = new_desk(tmp_path / "desk")
    (root / Folder.ORDERS_DONE).rmdir()
    (root / Folder.TICKETS).rmdir()
    open_spool(root, now=FIXED.now, disk=QuickDisk())
    assert all((root / folder).is_dir() for folder in Folder)


def test_a_note_is_a_line_of_the_diary_with_the_hour_of_the_desk(tmp_path: Path) -> None:
    root = new_desk(tmp_path / "desk")
    open_spool(root, now=FIXED.now).note("tried", number="x")
    (line,) = Journal(root, QuickDisk()).lines()
    assert (line["step"], line["number"]) == ("tried", "x")
    assert str(line["at"]).startswith("2026-05-12T10:00:00")
