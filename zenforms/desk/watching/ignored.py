"""Names in the inbox that are no drops: unfinished copies, editors' locks, system litter."""

import re
from collections.abc import Container
from fnmatch import translate
from functools import lru_cache

IGNORED = (
    ".*",
    "~$*",
    "*~",
    "#*#",
    "*.part",
    "*.partial",
    "*.filepart",
    "*.crdownload",
    "*.download",
    "*.tmp",
    "*.swp",
    "thumbs.db",
    "desktop.ini",
    "@eadir",
    "__macosx",
)

_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp")


def is_ignored(name: str, more: tuple[str, ...] = ()) -> bool:
    """Whether `name` is no drop; `more` are the desk's own patterns. Case does not matter."""
    return _pattern(more).match(name.casefold()) is not None


def is_arriving(name: str, present: Container[str]) -> bool:
    """Whether the same name with an unfinished ending lies beside it, as browsers do."""
    return any(name + ending in present for ending in _UNFINISHED)


@lru_cache(maxsize=8)
def _pattern(more: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(translate(p.casefold()) for p in (*IGNORED, *more)))
