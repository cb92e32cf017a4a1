"""What a search says of one file: found or not, and what of it nobody could look into."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why something was not searched."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    PICTURE = "picture"
    """Also a film or a recording of sound: what it shows or says is not read."""
    SCAN = "scan"
    """A page of a PDF that is a picture."""
    UNKNOWN = "unknown"
    """A binary file of a kind that is not opened; its plain texts were searched."""
    PACKED = "packed"
    """An archive that is not opened, such as 7z."""
    MACROS = "macros"
    STOPPED = "stopped"
    """It took more time or memory than a file may."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Unsearched:
    """A file, or a part of one; `part` is the way to it inside, empty for the file itself."""

    part: str
    why: Why


@dataclass(frozen=True, slots=True)
class Searched:
    """What came of one file. When the person was found, the rest of it was not looked at."""

    found: bool
    unsearched: tuple[Unsearched, ...] = ()
