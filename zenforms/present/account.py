"""A report as values, before it is laid out: the same for a terminal, a file and a page."""

from dataclasses import dataclass

from zenforms.present.terminal import Tone


@dataclass(frozen=True, slots=True)
class Row:
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
class Words:
    """A sentence below a note."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
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


Part = Row | Note | Words | Quote | Advice | Passage


@dataclass(frozen=True, slots=True)
class Block:
    """Parts under one heading."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """All that is said about one drop, in one language.

    `file` and the values of rows hold a client's words: whoever lays them out neutralises them.
    """

    file: str
    verdict: Note
    todo: str
    blocks: tuple[Block, ...]
