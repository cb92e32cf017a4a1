"""Makes the bytes of a drop ours alone, so that whatever is done with them is done with the same.

Whoever dropped a file may still have it open, or bear another name for it; whoever dropped a
folder may still have the folder open and exchange what lies in it. So a file stays as it is only
where nobody else can write to it, else its bytes are copied; and the files of a folder are moved,
one by one, into a folder that we made and nobody else has ever seen.
"""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from zenforms.desk.spool.drop import FOUND, Drop, Shape, shape_in, shape_of
from zenforms.desk.spool.durable import StillWrittenError, copy_file, move, write_file
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.settlement import SETTLED
from zenforms.desk.spool.spool import Spool
from zenforms.desk.spool.writers import is_being_written
from zenforms.handles import HeldFolder, is_folder
from zenforms.sanitize import visible
from zenforms.walking import Met, Walk

_FOLDER_TIMES = 4
"""A folder may weigh so many times what is read of it: what is too much is told file by file."""

_PASSES = 3
_OWN_COPY = "own-copy"
_REFUSALS = frozenset(
    {
        *(errno.EACCES, errno.EPERM, errno.ENOENT, errno.ELOOP, errno.ENOTDIR, errno.EISDIR),
        *(errno.ENAMETOOLONG, errno.EINVAL, errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP),
        *(errno.EXDEV, errno.EOVERFLOW),
    }
)
"""What lies in an entry itself when it is read: waiting does not mend it."""


class Fault(StrEnum):
    """Why a drop cannot be read as it is."""

    TOO_LARGE = "too_large"
    """Too deep, too many entries, names too long, too many bytes."""
    UNREADABLE = "unreadable"
    OF_THE_DESK = "of_the_desk"
    """A file in it is a file of the desk under another name."""
    EXCHANGED = "exchanged"
    """Under one name there was a file first and a folder then, or the other way about."""


class FaultyDropError(Exception):
    """A fault of the drop itself; `name` is that of the entry, harmless."""

    def __init__(self, fault: Fault, name: str) -> None:
        super().__init__(fault)
        self.fault = fault
        self.name = visible(name)[:200] or "?"


def make_own(spool: Spool, drop: Drop, *, most: int) -> None:
    """Make the claim durable, and the bytes ours. What was ours before stays as it is.

    `most` is how many bytes of a drop are read: a file that has more is not even looked at, however
    few of them its disk holds.

    Raises FaultyDropError for what no waiting mends, StillWrittenError while somebody goes on
    writing, and OSError when the machine refuses. It may be called anew after any of them.
    """
    try:
        _made_own(spool, drop, most)
    except FaultyDropError:
        for path in (drop.original, drop.folder / FOUND):
            _take_desks_names_out(spool.root, path)
        raise


def _made_own(spool: Spool, drop: Drop, most: int) -> None:
    spool.disk.sync_folder(drop.original.parent)
    found = drop.folder / FOUND
    is_begun = os.path.lexists(found)
    if is_begun and not os.path.lexists(drop.original):
        spool.disk.make_folder(drop.original)
    for path in (drop.original, *([found] if is_begun else [])):
        _check_bounds(path, most)
    is_filed = (drop.folder / SETTLED).exists()
    if not is_filed and (is_begun or shape_of(drop.original) is Shape.FOLDER):
        _take_over(spool, drop, found)
    faulty = [path for path in _files(drop.original) if not _is_made_own(spool, drop, path)]
    if faulty:
        raise FaultyDropError(Fault.OF_THE_DESK, faulty[0].name)


def readable_fault(error: OSError, drop: Drop) -> FaultyDropError | None:
    """The fault that an error is which came up while the original was read; None: the machine's."""
    if error.errno not in _REFUSALS:
        return None
    return FaultyDropError(Fault.UNREADABLE, drop.receipt.name)


def _check_bounds(path: Path, most: int) -> None:
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode):
        if stat.S_ISREG(status.st_mode) and status.st_size > most:
            raise FaultyDropError(Fault.TOO_LARGE, path.name)
        return
    walk = Walk(path)
    size = 0
    for met in walk:
        size += met.status.st_size if stat.S_ISREG(met.status.st_mode) else 0
    if walk.beyond is not None:
        raise FaultyDropError(Fault.TOO_LARGE, walk.beyond.rpartition("/")[2])
    if size > _FOLDER_TIMES * most:
        raise FaultyDropError(Fault.TOO_LARGE, path.name)
    for relative, error in walk.faults:
        if error.errno in _REFUSALS:
            raise FaultyDropError(Fault.UNREADABLE, relative.rpartition("/")[2] or path.name)
        raise error


def _take_over(spool: Spool, drop: Drop, found: Path) -> None:
    """Move all that was dropped into a folder of our own, under the names that it has.

    Until the old folder is gone, what is in it is taken over at the next call.
    """
    disk, own = spool.disk, drop.original
    if not os.path.lexists(found):
        disk.rename(own, found)
        disk.sync_folder(drop.folder)
    if not os.path.lexists(own):
        disk.make_folder(own)
    disk.sync_folder(own.parent)
    for _ in range(_PASSES):
        made, copied = _moved(spool, found, own)
        for folder in made:
            disk.sync_folder(folder)
        if copied or _is_cleared(found):
            return
    raise StillWrittenError(drop.receipt.drop)


def _moved(spool: Spool, found: Path, own: Path) -> tuple[list[Path], bool]:
    """Move what lies in `found`: the folders of our own that changed, and whether any is a copy."""
    made, copied = [own], False
    walk = Walk(found)
    for met in walk:
        target = own / met.relative
        if os.path.lexists(target) and met.is_folder != is_folder(target.lstat()):
            raise FaultyDropError(Fault.EXCHANGED, met.name)
        if met.is_folder:
            if not os.path.lexists(target):
                spool.disk.make_folder(target)
            made.append(target)
        elif _may_move_out(met):
            try:
                spool.disk.rename(met.path, target, inside=met.inside)
            except (FileNotFoundError, IsADirectoryError):
                continue  # exchanged since it was listed: the next pass meets what is there now
        else:
            copied = True
            if not os.path.lexists(target):
                _copy_out(spool, met, target)
    if not walk.is_whole:
        raise StillWrittenError(found.name)
    return made, copied


def _may_move_out(met: Met) -> bool:
    """Whether the folder in which an entry lies lets us take it away."""
    if met.inside.handle is None:
        return True
    return os.access(f"/proc/self/fd/{met.inside.handle}", os.W_OK) or sys.platform != "linux"


def _copy_out(spool: Spool, met: Met, target: Path) -> None:
    """Copy what we may read and not move; a link or something special is left where it is."""
    if shape_in(met.status) is not Shape.FILE:
        return
    try:
        source = met.inside.file(met.name)
    except OSError as error:
        raise FaultyDropError(Fault.UNREADABLE, met.name) from error
    with source:
        copy_file(spool.disk, source, target)


def _is_cleared(found: Path) -> bool:
    """Remove the emptied folder; whether nothing came into it meanwhile."""
    walk = Walk(found)
    folders = [met.relative for met in walk if met.is_folder]
    if not walk.is_whole:
        return False
    try:
        for relative in sorted(folders, key=lambda name: -name.count("/")):
            _remove_folder(found, relative)
        found.rmdir()
    except OSError as error:
        if error.errno in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR, errno.ELOOP}:
            return False
        raise
    return True


def _remove_folder(found: Path, relative: str) -> None:
    """Remove one empty folder below `found`, through handles all the way."""
    *way, last = relative.split("/")
    folder = HeldFolder.at(found)
    try:
        for name in way:
            folder, outer = folder.folder(name), folder
            outer.close()
        folder.remove_folder(last)
    finally:
        folder.close()


def _files(original: Path) -> Iterator[Path]:
    if shape_of(original) is Shape.FILE:
        yield original
    elif shape_of(original) is Shape.FOLDER:
        yield from (met.path for met in Walk(original) if shape_in(met.status) is Shape.FILE)


def _is_made_own(spool: Spool, drop: Drop, path: Path) -> bool:
    """Copy a file that somebody else could write to; False when it was a file of the desk.

    Of that only the name goes: an empty file stays in its place.
    """
    status = path.lstat()
    if _is_ours_alone(path, status):
        return True
    own = drop.folder / _OWN_COPY
    spool.disk.remove(own)
    is_desks = status.st_nlink > 1 and _is_of_desk(spool.root, status)
    if is_desks:
        write_file(spool.disk, own, b"")
    else:
        try:
            copy_file(spool.disk, path, own)
        except PermissionError as error:
            raise FaultyDropError(Fault.UNREADABLE, path.name) from error
        os.utime(own, ns=(status.st_atime_ns, status.st_mtime_ns))
    move(spool.disk, own, path)
    return not is_desks


def _is_ours_alone(path: Path, status: os.stat_result) -> bool:
    """Whether nobody else can change the bytes: one name, our own file, open for nobody.

    Where the system does not tell who has a file open, it may be somebody. Windows tells by
    refusing to rename such a file.
    """
    if status.st_nlink > 1:
        return False
    if sys.platform == "win32":
        return True
    is_told = sys.platform == "linux"
    return is_told and status.st_uid == os.geteuid() and is_being_written(path) is False


def _is_of_desk(root: Path, status: os.stat_result) -> bool:
    """Whether a file has another name among those of the desk that no stranger gives."""
    wanted = (status.st_dev, status.st_ino)
    return any((one.st_dev, one.st_ino) == wanted for one in _desks_files(root))


def _take_desks_names_out(root: Path, path: Path) -> None:
    """Leave in what nobody reads no other name of a file of the desk, as far as a walk goes."""
    if not os.path.lexists(path) or not is_folder(path.lstat()):
        return
    known: set[tuple[int, int]] | None = None
    for met in Walk(path):
        if shape_in(met.status) is Shape.FILE and met.status.st_nlink > 1:
            known = known or {(one.st_dev, one.st_ino) for one in _desks_files(root)}
            if (met.status.st_dev, met.status.st_ino) in known:
                met.inside.remove_file(met.name)


def _desks_files(root: Path) -> Iterator[os.stat_result]:
    """The status of every file of the desk outside the inbox and the drops in hand."""
    strangers = {root / Folder.INBOX, root / Folder.WORK}
    folders = [root]
    while folders:
        try:
            with HeldFolder.at(folders.pop()) as folder:
                found = folder.entries()
                here = folder.path
        except OSError:
            continue
        for name, status in found:
            if isinstance(status, OSError):
                continue
            if not stat.S_ISDIR(status.st_mode):
                yield status
            elif here / name not in strangers:
                folders.append(here / name)
