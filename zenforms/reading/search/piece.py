"""What a search goes through: pieces, each of which may hold further ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from zenforms.reading.limits import Limits

# What a search says of one file: found or not, and what of it nobody could look into.


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


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes with a name; `way` leads to them from the file, `charset` is what they are said to be.

    `is_words` tells a text that was read off something, already decoded, from a file inside it.
    """

    data: bytes = field(repr=False)
    way: tuple[str, ...] = ()
    charset: str = ""
    is_words: bool = False

    @property
    def depth(self) -> int:
        """In how many others it lies."""
        return len(self.way)

    def inside(self, name: str, data: bytes) -> "Piece":
        """A file in it."""
        return Piece(data, (*self.way, name))

    def words(self, text: str) -> "Piece":
        """A text that was read off it."""
        data = text.encode("utf-8", "replace")
        return replace(self, data=data, charset="utf-8", is_words=True)

    def not_searched(self, why: Why) -> Unsearched:
        """That nobody could look into it."""
        return Unsearched(" › ".join(self.way), why)


Found = Piece | Unsearched
Opener = Callable[[Piece, Limits], Iterator[Found]]
