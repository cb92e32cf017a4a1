"""A parcel is written out of sight, whole and durable, before anything is decided."""

from pathlib import Path, PurePosixPath

from zenforms.desk.spool.drop import STAGED
from zenforms.desk.spool.durable import Disk, copy_file, make_folders, write_file
from zenforms.desk.spool.settlement import Parcel

_FOLDER, _RECORD = "folder", "record.json"

STAGED_FOLDER = f"{STAGED}/{_FOLDER}"
"""What becomes the outcome's folder, in the drop's work folder."""
STAGED_RECORD = f"{STAGED}/{_RECORD}"

WRITTEN = "written-"
"""Begins the name of the folder into which a writer puts a parcel, each time another one: what a
writer without its watcher may still write reaches nobody."""


def stage(disk: Disk, folder: Path, parcel: Parcel) -> None:
    """Write a parcel out of sight, into the drop's work folder; all of it is durable then."""
    disk.remove(folder / STAGED)
    if parcel.written:
        disk.rename(folder / parcel.written, folder / STAGED)
    else:
        write_out(disk, folder / STAGED, parcel)
    disk.sync_folder(folder)


def write_out(disk: Disk, target: Path, parcel: Parcel) -> None:
    """Write all of a parcel into the new folder `target`; its name alone is not durable then."""
    disk.make_folder(target)
    inside = target / _FOLDER
    disk.make_folder(inside)
    made = {inside}
    for name, content in sorted(parcel.files.items()):
        path = inside / _inside(name)
        if path.parent != inside:
            make_folders(disk, path.parent)
            made |= {parent for parent in path.parents if inside in parent.parents}
        if isinstance(content, bytes):
            write_file(disk, path, content)
        else:
            copy_file(disk, content, path)
    if parcel.record is not None:
        write_file(disk, target / _RECORD, parcel.record)
    for one in (*made, target):
        disk.sync_folder(one)


def _inside(name: str) -> PurePosixPath:
    """`name` as a path that stays inside; a wrong one is a bug of whoever packed the parcel."""
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name:
        raise ValueError(name)
    return path
