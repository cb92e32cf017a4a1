"""The real programs, in one table put together by hand."""

import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.gui import chromium, firefox, okular
from tests.viewers.answers import Answer


class Fill(Protocol):
    """Types the answers into the source, saves to the target, takes pictures on the way."""

    def __call__(
        self, source: Path, answers: tuple[Answer, ...], target: Path, *, pictures: Path
    ) -> None:
        """Raises when the program does not do what a person would see it do."""


@dataclass(frozen=True, slots=True)
class Program:
    """A viewer with a window. `print_to_pdf` is None when it cannot print to a file by itself.

    `engine` is the name of its engine among those of the viewers suite.
    """

    name: str
    command: str
    title: str
    engine: str
    fill: Fill
    print_to_pdf: Callable[[Path, Path], None] | None = None

    def version(self) -> str:
        """The program's name with its version."""
        quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            [self.command, "--version"], capture_output=True, text=True, check=True, env=quiet
        )
        found = re.search(r"\d+(\.\d+)+", done.stdout)
        return f"{self.title} {found[0] if found else '?'}"


PROGRAMS = (
    Program("chromium", "chromium", "Chromium", "pdfium", chromium.fill, chromium.print_to_pdf),
    Program("firefox", "firefox-esr", "Firefox", "pdfjs", firefox.fill, firefox.print_to_pdf),
    Program("okular", "okular", "Okular", "poppler", okular.fill),
)
