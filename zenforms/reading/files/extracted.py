"""The scratch folder of one drop: bytes come in counted, files lie in it under safe names."""

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from zenforms import drop_problems
from zenforms.findings import Problem
from zenforms.handles import open_below
from zenforms.reading.limits import Limits
from zenforms.reading.litter import is_litter_path
from zenforms.reading.names import NameBook
from zenforms.reading.scratch import writing_scratch
from zenforms.walking import Bounds, Walk


@dataclass(frozen=True, slots=True)
class ExtractedFile:
    """Bytes on disk that came in under a name. Still called `~n` on disk until it is settled.

    `depth` says in how many archives it lies, `mail_depth` in how many messages; `shown` that
    the text of a message shows it, as it shows a logo; `is_litter` that a system left it there.
    """

    path: Path
    name: str
    size: int
    sha256: str
    folder: str = ""
    depth: int = 0
    mail_depth: int = 0
    shown: bool = False
    is_litter: bool = False


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where bytes come from: see `ExtractedFile`."""

    name: str
    folder: str = ""
    depth: int = 0
    mail_depth: int = 0
    shown: bool = False
    is_litter: bool = False


class ExtractedFiles:
    """Takes parcels in and settles those that are files of the drop."""

    def __init__(self, scratch: Path, limits: Limits) -> None:
        self.scratch = scratch
        self.settled: list[ExtractedFile] = []
        self.problems: list[Problem] = []
        self._limits = limits
        self._names = NameBook()
        self._count = 0
        self._left = limits.drop_bytes

    def report(self, problems: Iterable[Problem]) -> None:
        """Keep problems, each once."""
        for problem in problems:
            if problem not in self.problems:
                self.problems.append(problem)

    def take(
        self, chunks: Iterable[bytes], origin: Provenance, *, size: int = 0
    ) -> ExtractedFile | None:
        """Write bytes down and hash them; None, with a problem, when there is no more room.

        `size` is what they are known to be before any is read: none is, of what is too large.
        `chunks` raises no OSError: one that comes up is the folder's, and a ScratchError. What
        else it raises is passed on. The half-written file is gone then.
        """
        if size > self._left:
            self._refuse(origin)
            return None
        self._count += 1
        path = self.scratch / f"~{self._count}"
        digest, size = hashlib.sha256(), 0
        try:
            with writing_scratch(), path.open("xb") as stream:
                for chunk in chunks:
                    size += len(chunk)
                    if size > self._left:
                        self._refuse(origin)
                        break
                    stream.write(chunk)
                    digest.update(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        if size > self._left:
            path.unlink(missing_ok=True)
            return None
        self._left -= size
        return ExtractedFile(
            path,
            origin.name,
            size,
            digest.hexdigest(),
            folder=origin.folder,
            depth=origin.depth,
            mail_depth=origin.mail_depth,
            shown=origin.shown,
            is_litter=origin.is_litter,
        )

    def settle(self, parcel: ExtractedFile) -> bool:
        """Make it a file of the drop; False, with a problem, when there are too many."""
        if len(self.settled) >= self._limits.drop_files:
            limit = {"limit": str(self._limits.drop_files)}
            self.report([Problem(drop_problems.TOO_MANY_FILES, limit)])
            self.discard(parcel)
            return False
        self.settled.append(parcel)
        return True

    def discard(self, parcel: ExtractedFile) -> None:
        """Forget it: its content was taken out of it."""
        parcel.path.unlink(missing_ok=True)

    def name_for(self, parcel: ExtractedFile) -> str:
        """Give the file its safe name, on disk too."""
        name = self._names.give(parcel.name)
        parcel.path.rename(self.scratch / name)
        return name

    def reserve(self, name: str) -> str:
        """A safe name for a folder beside the files."""
        return self._names.give(name)

    def _refuse(self, origin: Provenance) -> None:
        about = {"file": origin.name, "limit": str(self._limits.drop_bytes)}
        self.report([Problem(drop_problems.DROP_TOO_LARGE, about)])


# The files of a dropped folder, apart from what systems and downloads leave lying about.


@dataclass(frozen=True, slots=True)
class FolderFile:
    """One entry of a dropped folder; `relative` has forward slashes."""

    top: Path
    relative: str
    is_file: bool
    """Else it is a link or something special, or a folder that is `closed`."""
    is_closed: bool = False
    """A folder that lies too deep, or that the system does not show."""
    size: int = 0
    """As it was when the folder was looked through."""

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


def files_in(source: Path, limits: Limits, *, litter: bool = False) -> list[FolderFile]:
    """The files of a folder, its own before those of its subfolders, each level by name.

    Links are among them, but never followed; litter is left out, or is all that comes.
    """
    top = Path(os.path.realpath(source))
    walk = Walk(top, Bounds(depth=limits.drop_depth))
    found = [
        FolderFile(top, met.relative, stat.S_ISREG(met.status.st_mode), size=met.status.st_size)
        for met in walk
        if not met.is_folder
    ]
    closed = [relative for relative, _ in walk.faults] + walk.closed
    found += [FolderFile(top, relative, is_file=False, is_closed=True) for relative in closed]
    return sorted((one for one in found if is_litter_path(one.relative) is litter), key=_place)


def _place(file: FolderFile) -> list[tuple[bool, str]]:
    """What to sort by: at each level the files, then the folders."""
    *folders, name = file.relative.split("/")
    return [*((True, folder) for folder in folders), (file.is_closed, name)]
