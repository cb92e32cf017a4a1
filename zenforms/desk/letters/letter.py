"""A letter as a value: blocks of words, not yet text or HTML. Client text in it is one-line."""

from dataclasses import dataclass

from zenforms.language import Lang


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What the blocks after it are about."""

    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to say or to do; `quote` is the charter's sentence, `more` says how."""

    text: str
    more: tuple[str, ...] = ()
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """Things to say, in order: `numbered` when the order or the count matters.

    With `strong` the first words of each stand out.
    """

    points: tuple[Point, ...]
    numbered: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with what they are, line by line."""

    rows: tuple[tuple[str, str], ...]


Block = Paragraph | Heading | Points | Facts


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole letter: subject line, body and signature."""

    subject: str
    lang: Lang
    blocks: tuple[Block, ...]
    signature: tuple[str, ...]
