"""The files of a dropped folder, without what systems and downloads leave lying about."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from zenforms.handles import open_below
from zenforms.reading.limits import Limits
from zenforms.walking import Bounds, Walk

_LITTER = frozenset({"thumbs.db", "desktop.ini", "@eadir", "__macosx"})
_LITTER_ENDS = (".part", ".crdownload", ".tmp", ".done")


@dataclass(frozen=True, slots=True)
class FolderFile:
    """One entry of a dropped folder; `relative` has forward slashes."""

    top: Path
    relative: str
    is_file: bool
    """Else it is a link or something special, or a folder that is `closed`."""
    is_closed: bool = False
    """A folder that lies too deep, or that the system does not show."""

    @property
    def name(self) -> str:
        """The last part of its name."""
        return self.relative.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The relative name of the folder in which it lies; empty at the top."""
        return self.relative.rpartition("/")[0]

    def open(self) -> BinaryIO:
        """Open it, no link followed on the way; raises OSError when it is no longer what it was."""
        return open_below(self.top, self.relative)


def files_in(source: Path, limits: Limits) -> list[FolderFile]:
    """The files of a folder, its own before those of its subfolders, each level by name.

    Links are among them, but never followed; litter is left out.
    """
    top = Path(os.path.realpath(source))
    walk = Walk(top, Bounds(depth=limits.drop_depth))
    found = [
        FolderFile(top, met.relative, stat.S_ISREG(met.status.st_mode))
        for met in walk
        if not met.is_folder
    ]
    closed = [relative for relative, _ in walk.faults] + walk.closed
    found += [FolderFile(top, relative, is_file=False, is_closed=True) for relative in closed]
    return sorted((one for one in found if not _is_litter(one.relative)), key=_place)


def _place(file: FolderFile) -> list[tuple[bool, str]]:
    """What to sort by: at each level the files, then the folders."""
    *folders, name = file.relative.split("/")
    return [*((True, folder) for folder in folders), (file.is_closed, name)]


def _is_litter(relative: str) -> bool:
    return any(_is_litter_name(name.lower()) for name in relative.split("/"))


def _is_litter_name(low: str) -> bool:
    return low.startswith(("~$", ".")) or low in _LITTER or low.endswith(_LITTER_ENDS)
