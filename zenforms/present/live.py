"""A board on a terminal that is drawn over whenever something changes."""

from collections.abc import Iterable
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from zenforms.present.terminal import STYLES, Line


class LiveBoard:
    """Shows lines in place; use it in a `with` block, on a terminal only."""

    def __init__(self, stream: TextIO) -> None:
        console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self._live = Live(console=console, auto_refresh=False, vertical_overflow="crop")

    def __enter__(self) -> Self:
        self._live.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.__exit__(kind, error, trace)

    def show(self, lines: Iterable[Line]) -> None:
        """Replace what is shown. The lines are harmless already."""
        drawn = (Text(line.text, style=STYLES[line.tone], no_wrap=True) for line in lines)
        self._live.update(Group(*drawn), refresh=True)
