"""Puts lines on a stream: plain, or in colour when a person looks at a terminal."""

import os
import shutil
from collections.abc import Iterable, Mapping
from typing import TextIO

from zenforms.console.layout import WIDTH, Line, Tone

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
