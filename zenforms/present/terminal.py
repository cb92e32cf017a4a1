"""Puts lines on a stream: plain, or in colour when a person looks at a terminal."""

import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TextIO

from zenforms.language import Lang, Text
from zenforms.sanitize import HARMFUL, visible

# Makes untrusted text harmless to look at: in a terminal, a log line, a table.
#
# Control characters, terminal sequences, bidirectional overrides, invisible characters and lone
# surrogates become visible escapes (`\x1b`, `\u202e`), so that what is shown is what is there.
# Letters, accents, emoji and their joiners stay as they are.

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")


def one_line(text: str, limit: int = 500) -> str:
    """`text` on one line, harmless, cut with “…” after `limit` characters.

    Line breaks and tabs become one space, anything else that is not plainly visible an escape.
    """
    flat = _BREAKS.sub(" ", text[: limit + 1])
    return shortened(visible(flat), limit)


def several_lines(text: str, limit: int = 20_000) -> list[str]:
    """The lines of `text`, each harmless; together cut with “…” after `limit` characters."""
    return [visible(line) for line in _lines(shortened(text, limit))]


def harmless(arguments: Mapping[str, str | Text], lang: Lang) -> dict[str, str]:
    """The arguments of a sentence, in `lang`, fit to be shown: any of them may be client text."""
    spoken = {k: v.to(lang) if isinstance(v, Text) else v for k, v in arguments.items()}
    return {name: one_line(value, 200) for name, value in spoken.items()}


def shortened(text: str, limit: int) -> str:
    """`text`, or its first `limit` characters of which the last is “…”."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def in_json(serialised: str) -> str:
    r"""A serialised JSON text in which the harmful characters of its strings are escaped.

    JSON itself escapes only C0; this adds the rest as `\uXXXX`, so the value stays the same.
    """
    return HARMFUL.sub(_as_json, serialised)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _as_json(match: re.Match[str]) -> str:
    if match[0] == "\n":
        return "\n"
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


# Lines of a report: wrapped to a width that counts what the eye sees, each with a tone.

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


_NARROWEST = 40
STYLES: Mapping[Tone, str] = {
    Tone.PLAIN: "",
    Tone.TITLE: "bold",
    Tone.GOOD: "bold green",
    Tone.WARNING: "yellow",
    Tone.BAD: "bold red",
    Tone.QUIET: "dim",
}
"""The styles of rich for each tone."""

_ASCII_SIGNS = str.maketrans({"✓": "+", "✗": "x", "▲": "!", "•": "-", "→": ">", "·": "-", "…": "."})


def show(lines: Iterable[Line], stream: TextIO) -> None:
    """Write `lines` to `stream`; colours only on a terminal, and not with NO_COLOR."""
    if in_colour(stream):
        _show_in_colour(lines, stream)
    else:
        stream.writelines(_drawable(line.text, stream) + "\n" for line in lines)


def in_colour(stream: TextIO) -> bool:
    """Whether a person looks at `stream` on a terminal that knows colours."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


def width_of(stream: TextIO) -> int:
    """Columns a report may take on `stream`."""
    if not stream.isatty():
        return WIDTH
    return max(_NARROWEST, min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns))


def _show_in_colour(lines: Iterable[Line], stream: TextIO) -> None:
    from rich.console import Console  # noqa: PLC0415 - 48 ms, only for a terminal
    from rich.text import Text  # noqa: PLC0415 - likewise

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for line in lines:
        text = Text(_drawable(line.text, stream), style=STYLES[line.tone], no_wrap=True)
        console.print(text, soft_wrap=True)


def _drawable(text: str, stream: TextIO) -> str:
    """`text` with our own signs in ASCII where the stream's encoding has none for them."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        simple = text.translate(_ASCII_SIGNS)
        return simple.encode(encoding, "backslashreplace").decode(encoding)
    return text
