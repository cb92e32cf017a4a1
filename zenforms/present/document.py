"""What is said to people as values, before it is laid out for a terminal, a file, a page or a mail.

Reports are chapters of parts, letters are blocks; a fact, a paragraph and a note are the same in
both. Whoever lays them out neutralises what a client wrote.
"""

from dataclasses import dataclass

from zenforms.present.terminal import Tone


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its value."""

    term: str
    value: str


@dataclass(frozen=True, slots=True)
class Note:
    """The head of what is said: a sign (or none), and words in one tone."""

    text: str
    sign: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences; in a report, below the note that they are about."""

    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Why: most often the charter's own sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about a note."""

    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Somebody's own words, line by line."""

    lines: tuple[str, ...]


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

    facts: tuple[Fact, ...]


Block = Paragraph | Heading | Points | Facts
"""What a letter is made of."""

Part = Fact | Note | Paragraph | Quotation | Advice | Passage
"""What a report is made of."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Parts under one heading."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ReportModel:
    """All that is said about one drop, in one language.

    `file` and the values of facts hold a client's words.
    """

    file: str
    verdict: Note
    todo: str
    chapters: tuple[Chapter, ...]
