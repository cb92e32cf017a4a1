"""The files of a dropped folder, without what systems and downloads leave lying about."""

from collections.abc import Iterator
from pathlib import Path

from zenforms.reading.limits import Limits

_LITTER = frozenset({"thumbs.db", "desktop.ini", "@eadir", "__macosx"})
_LITTER_ENDS = (".part", ".crdownload", ".tmp", ".done")


def files_in(source: Path, limits: Limits) -> Iterator[Path]:
    """The files of a folder, its own before those of its subfolders, each level by name.

    Links are among them, but never followed; litter is left out.
    """
    return _files(source, limits.drop_depth)


def _files(source: Path, depth: int) -> Iterator[Path]:
    try:
        inside = sorted(source.iterdir(), key=lambda path: path.name)
    except OSError:
        return
    kept = [path for path in inside if not _is_litter(path.name)]
    folders = [path for path in kept if path.is_dir() and not path.is_symlink()]
    yield from (path for path in kept if path not in folders)
    if depth:
        for folder in folders:
            yield from _files(folder, depth - 1)


def _is_litter(name: str) -> bool:
    low = name.lower()
    return low.startswith(("~$", ".")) or low in _LITTER or low.endswith(_LITTER_ENDS)
