"""How wide text is, and how it wraps. Lengths are in points."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """The weights used on a form; the value is the PostScript name of the font."""

    REGULAR = "SourceSansPro-Regular"
    SEMIBOLD = "SourceSansPro-Semibold"


@dataclass(frozen=True, slots=True)
class Metrics:
    """The widths of each weight's characters, in thousandths of the type size."""

    widths: Mapping[Weight, Mapping[str, int]]

    def width(self, text: str, weight: Weight, size: float) -> float:
        """How wide `text` is at `size` points; an unknown character counts as a question mark."""
        widths = self.widths[weight]
        unknown = widths["?"]
        return sum(widths.get(character, unknown) for character in text) * size / 1000

    def wrap(self, text: str, weight: Weight, size: float, width: float) -> tuple[str, ...]:
        """`text` broken into lines no wider than `width`; its own line ends are kept.

        Breaks at spaces, never at U+00A0; a word wider than a line is cut where it must be.
        """
        return tuple(
            line
            for paragraph in text.split("\n")
            for line in self._wrap_paragraph(paragraph, weight, size, width)
        )

    def _wrap_paragraph(
        self, text: str, weight: Weight, size: float, width: float
    ) -> Iterator[str]:
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if self.width(longer, weight, size) <= width:
                line = longer
                continue
            if line:
                yield line
            *full, line = self._cut(word, weight, size, width)
            yield from full
        yield line

    def _cut(self, word: str, weight: Weight, size: float, width: float) -> list[str]:
        """A word in pieces that fit; one character at least in each."""
        pieces, piece = [], ""
        for character in word:
            if piece and self.width(piece + character, weight, size) > width:
                pieces.append(piece)
                piece = ""
            piece += character
        return [*pieces, piece]
