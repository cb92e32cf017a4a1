"""Where the pages lie on a picture of the screen: white paper on a dark desk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PIL import Image

from tests.viewers.answers import Widget

_A4 = (595.28, 841.89)  # points
_PAPER = 250  # the least brightness of paper, 0 to 255
_SHARE = 0.98  # of the tallest page that every other one measures
_LEAST = 0.2  # of the screen that a page fills from top to bottom


@dataclass(frozen=True, slots=True)
class Sheet:
    """One A4 page on the screen: its upper left corner and its height, in pixels."""

    left: int
    top: int
    height: int

    def place(self, widget: Widget) -> tuple[float, float]:
        """The centre of `widget` in pixels."""
        scale = self.height / _A4[1]
        x, y = widget.centre
        return self.left + x * scale, self.top + (_A4[1] - y) * scale


def sheets(picture: Image.Image) -> tuple[Sheet, ...]:
    """The whole pages on a picture, from top to bottom: the tallest stretches of paper.

    Raises LookupError when there is nothing like a page.
    """
    grey = picture.convert("L")
    columns = {x: tuple(_runs(grey, x)) for x in range(0, grey.width, 4)}
    tallest = max((b - t for runs in columns.values() for t, b in runs), default=0)
    if tallest < grey.height * _LEAST:
        message = "no page on the screen"
        raise LookupError(message)
    x, runs = next((x, runs) for x, runs in columns.items() if _has(runs, tallest))
    whole = [run for run in runs if run[1] - run[0] >= tallest * _SHARE]
    left = _left(grey, x, whole[0])
    return tuple(Sheet(left, top, bottom - top) for top, bottom in whole)


def _has(runs: Iterable[tuple[int, int]], height: int) -> bool:
    return any(bottom - top == height for top, bottom in runs)


def _runs(grey: Image.Image, x: int) -> Iterator[tuple[int, int]]:
    """The stretches of paper in one column."""
    start = None
    for y in range(grey.height):
        is_paper = _brightness(grey, x, y) >= _PAPER
        if is_paper and start is None:
            start = y
        elif not is_paper and start is not None:
            yield start, y
            start = None
    if start is not None:
        yield start, grey.height


def _left(grey: Image.Image, x: int, run: tuple[int, int]) -> int:
    middle = (run[0] + run[1]) // 2
    while x > 0 and _brightness(grey, x - 1, middle) >= _PAPER:
        x -= 1
    return x


def _brightness(grey: Image.Image, x: int, y: int) -> int:
    value = grey.getpixel((x, y))
    return value if isinstance(value, int) else 0
