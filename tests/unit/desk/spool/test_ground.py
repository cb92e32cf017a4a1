from pathlib import Path

import pytest

from tests.unit.desk.bench import new_desk
from zenforms.desk.setup.founding import found_desk
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.lock import check_ground, complaints
from zenforms.errors import DeskError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def test_a_new_desk_stands_on_fit_ground(root: Path) -> None:
    check_ground(root)
    assert not [p for p in root.rglob("*") if "probe" in p.name]


def test_missing_folders_are_no_fault(root: Path) -> None:
    (root / Folder.TICKETS).rmdir()
    check_ground(root)


@pytest.mark.parametrize("folder", [Folder.INBOX, Folder.WORK, Folder.RESTRICTED])
def test_a_folder_that_is_a_link_is_refused(root: Path, folder: Folder) -> None:
    (root / folder).rmdir()
    (root.parent / "elsewhere").mkdir()
    (root / folder).symlink_to(root.parent / "elsewhere")
    with pytest.raises(DeskError, match="symbolic link"):
        check_ground(root)


def test_a_file_in_the_place_of_a_folder_is_refused(root: Path) -> None:
    (root / Folder.REFUSED).rmdir()
    (root / Folder.REFUSED).touch()
    with pytest.raises(DeskError, match="not a folder"):
        check_ground(root)


def test_a_desk_inside_a_desk_is_refused(root: Path) -> None:
    found_desk(root / Folder.INBOX / "inner")
    with pytest.raises(DeskError, match="inside another desk"):
        check_ground(root / Folder.INBOX / "inner")


def test_a_folder_on_another_device_is_refused(root: Path, other_device: Path) -> None:
    (root / Folder.INBOX).rmdir()
    seen = {root / Folder.INBOX: other_device}
    said = [
        text.en for text, _ in complaints(root, lambda path: seen.get(path, path).stat().st_dev)
    ]
    assert len(said) == 0
    (root / Folder.INBOX).mkdir()
    said = [
        text.en for text, _ in complaints(root, lambda path: seen.get(path, path).stat().st_dev)
    ]
    assert len(said) == 1
    assert "another device" in said[0]


@pytest.fixture
def other_device(root: Path) -> Path:
    """A folder on a device of its own."""
    path = Path("/proc")
    if not path.is_dir() or path.stat().st_dev == root.stat().st_dev:
        pytest.skip("there is only one device here")
    return path
