"""A parcel is written out of sight, whole and durable, before anything is decided."""

from pathlib import Path, PurePosixPath

from zenforms.desk.spool.disk import Disk
from zenforms.desk.spool.drop import STAGED
from zenforms.desk.spool.durable import copy_file, make_folders, write_file
from zenforms.desk.spool.settlement import Parcel

STAGED_FOLDER = f"{STAGED}/folder"
"""What becomes the outcome's folder, in the drop's work folder."""
STAGED_RECORD = f"{STAGED}/record.json"


def stage(disk: Disk, folder: Path, parcel: Parcel) -> None:
    """Write a parcel out of sight, into the drop's work folder; all of it is durable then."""
    disk.remove(folder / STAGED)
    disk.make_folder(folder / STAGED)
    disk.make_folder(folder / STAGED_FOLDER)
    inside = folder / STAGED_FOLDER
    made = {inside}
    for name, content in sorted(parcel.files.items()):
        target = inside / _inside(name)
        if target.parent != inside:
            make_folders(disk, target.parent)
            made |= {parent for parent in target.parents if inside in parent.parents}
        if isinstance(content, bytes):
            write_file(disk, target, content)
        else:
            copy_file(disk, content, target)
    if parcel.record is not None:
        write_file(disk, folder / STAGED_RECORD, parcel.record)
    for one in (*made, folder / STAGED, folder):
        disk.sync_folder(one)


def _inside(name: str) -> PurePosixPath:
    """`name` as a path that stays inside; a wrong one is a bug of whoever packed the parcel."""
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name:
        raise ValueError(name)
    return path
