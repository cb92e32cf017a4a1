"""What a search goes through: pieces, each of which may hold further ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from zenforms.reading.limits import Limits
from zenforms.reading.search.answer import Unsearched, Why


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
