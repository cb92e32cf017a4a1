"""Lines of a report: wrapped to a width that counts what the eye sees, each with a tone."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

WIDTH = 80
"""Columns of a report; a narrower terminal gets narrower lines, a wider one stays at this."""

_NARROW = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]*+")
"""What nearly all texts are made of: each character takes one column."""


class Tone(Enum):
    """How a line is meant; colour follows it on a terminal, and never says more than the words."""

    PLAIN = auto()
    TITLE = auto()
    GOOD = auto()
    WARNING = auto()
    BAD = auto()
    QUIET = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. Its text is already harmless."""

    text: str = ""
    tone: Tone = Tone.PLAIN


def columns(text: str) -> int:
    """How many terminal columns `text` takes: wide characters two, combining marks none."""
    if _NARROW.fullmatch(text):
        return len(text)
    return sum(_columns_of(char) for char in text)


def padded(text: str, width: int) -> str:
    """`text` with spaces after it, up to `width` columns."""
    return text + " " * max(0, width - columns(text))


def ending(text: str, width: int) -> str:
    """`text`, or “…” and as much of its end as `width` columns hold: a path's end says most."""
    if columns(text) <= width:
        return text
    start, taken = len(text), 0
    while start and taken + _columns_of(text[start - 1]) <= width - 1:
        start -= 1
        taken += _columns_of(text[start])
    return "…" + text[start:]


def wrapped(
    text: str, *, width: int = WIDTH, first: str = "", rest: str | None = None
) -> list[str]:
    """`text` in lines of at most `width` columns; `first` and `rest` are their indents.

    Breaks at spaces, never at U+00A0; a word longer than a line is cut.
    """
    rest = " " * columns(first) if rest is None else rest
    indent, taken = columns(rest), columns(first)
    lines: list[str] = []
    line, empty = first, True
    for word in _pieces(text, max(1, width - max(taken, indent))):
        size = columns(word)
        if not empty and taken + 1 + size > width:
            lines.append(line)
            line, taken, empty = rest, indent, True
        line, taken = (line + word, taken + size) if empty else (f"{line} {word}", taken + 1 + size)
        empty = False
    return [*lines, line] if not empty else lines


def paragraph(
    text: str, *, tone: Tone = Tone.PLAIN, width: int = WIDTH, first: str = ""
) -> list[Line]:
    """`text` wrapped as in `wrapped`, every line in one tone."""
    return [Line(line, tone) for line in wrapped(text, width=width, first=first)]


def definitions(
    rows: Iterable[tuple[str, str]], *, width: int = WIDTH, indent: str = "  "
) -> list[str]:
    """Terms with their explanations in a second column, as in a page of help."""
    pairs = list(rows)
    column = min(26, max((columns(term) for term, _ in pairs), default=0)) + 2
    lines: list[str] = []
    for term, explanation in pairs:
        hang = indent + " " * column
        head = indent + padded(term, column)
        if columns(term) + 2 > column:
            lines.append(indent + term)
            head = hang
        lines += wrapped(explanation, width=width, first=head, rest=hang) or [head.rstrip()]
    return lines


def _pieces(text: str, longest: int) -> Iterator[str]:
    for word in filter(None, text.replace("\t", " ").replace("\n", " ").split(" ")):
        yield from [word] if columns(word) <= longest else _cut(word, longest)


def _cut(word: str, longest: int) -> Iterator[str]:
    piece, taken = "", 0
    for char in word:
        width = _columns_of(char)
        if piece and taken + width > longest:
            yield piece
            piece, taken = "", 0
        piece, taken = piece + char, taken + width
    yield piece


def _columns_of(char: str) -> int:
    if " " <= char <= "~":
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
