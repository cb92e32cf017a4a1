"""What differs between terminals, pipes and systems, kept away from the commands."""

import glob
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TextIO

EXIT_BROKEN_PIPE = 141
"""128 + SIGPIPE: what a shell shows for a program whose reader went away."""


def prepared(*streams: TextIO) -> None:
    """UTF-8 whatever the system's code page is, and never an error for a character.

    A Windows terminal keeps its own encoding; characters that it lacks are escaped.
    """
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def expanded(arguments: Sequence[str], system: str = os.name) -> list[str]:
    """The arguments, with `*` and `?` in file names resolved on Windows, whose shell does not."""
    if system != "nt":
        return list(arguments)
    return [name for word in arguments for name in _matching(word)]


def quiet_after_broken_pipe() -> int:
    """Say nothing more to a reader that left; the interpreter would complain when it flushes."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open to the end
    return EXIT_BROKEN_PIPE


def _matching(word: str) -> list[str]:
    if word.startswith("-") or not glob.has_magic(word):
        return [word]
    return sorted(glob.glob(word)) or [word]  # noqa: PTH207 - keeps the words as they are written
