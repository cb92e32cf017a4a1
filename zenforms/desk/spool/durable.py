"""What the spool does with a disk, each step durable before the next one begins."""

from contextlib import suppress
from pathlib import Path

from zenforms.desk.spool.disk import Disk

TEMPORARY = ".tmp-"
"""Begins the name of a file that is not finished; every reader passes it over."""


def make_folders(disk: Disk, path: Path) -> None:
    """Make `path` and whatever parents are missing, each name durable."""
    if path.is_dir():
        return
    make_folders(disk, path.parent)
    with suppress(FileExistsError):  # another worker was faster
        disk.make_folder(path)
    disk.sync_folder(path.parent)


def replace_file(disk: Disk, path: Path, content: bytes) -> None:
    """Write a file so that readers see the old bytes or the new ones, never a part."""
    unfinished = path.with_name(TEMPORARY + path.name)
    disk.remove(unfinished)
    disk.write(unfinished, content)
    disk.rename(unfinished, path)
    disk.sync_folder(path.parent)


def move(disk: Disk, source: Path, target: Path) -> None:
    """Rename, and make both folders remember it. The target's folder exists."""
    disk.rename(source, target)
    disk.sync_folder(target.parent)
    if source.parent != target.parent:
        disk.sync_folder(source.parent)
