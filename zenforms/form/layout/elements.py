"""What stands on the pages of a form: frozen values with their place, in reading order.

All lengths are in points; the origin is the bottom left corner of an A4 page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from zenforms.form.layout.styles import Style

MM = 72 / 25.4
PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
MARGIN = 15 * MM
GUTTER = 4 * MM
GRID = 12
CONTENT_WIDTH = PAGE_WIDTH - 2 * MARGIN
CONTENT_TOP = PAGE_HEIGHT - MARGIN
CONTENT_BOTTOM = 55.0
"""Nothing but the footer stands below this line."""


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle in points, from the page's bottom left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def corners(self) -> tuple[float, float, float, float]:
        """(left, bottom, right, top), as a PDF writes it."""
        return self.left, self.bottom, self.right, self.top


class Tag(StrEnum):
    """What a block of text is to a screen reader: a structure type of PDF 1.7."""

    TITLE = "H1"
    HEADING = "H2"
    SUBHEADING = "H3"
    PARAGRAPH = "P"
    STEP_NUMBER = "Lbl"
    STEP = "LBody"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one line; `x` is its left end, `y` its baseline."""

    text: str
    x: float
    y: float
    style: Style


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Text that is read as one."""

    tag: Tag
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class FieldBox:
    """Where a widget sits. `choice` is the code of a radio button, None for any other field."""

    name: str
    rect: Rect
    choice: str | None = None


class DecorationShape(StrEnum):
    """What a decoration looks like; decorations are skipped by screen readers."""

    FIELD = "field"
    LIST = "list"
    READ_ONLY = "read_only"
    PANEL = "panel"
    RULE = "rule"
    SIGN = "sign"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Decoration:
    """Something drawn that says nothing."""

    shape: DecorationShape
    rect: Rect


@dataclass(frozen=True, slots=True)
class Picture:
    """The vendor's logo, drawn as large as `rect` allows at its top right; `alt` names it."""

    rect: Rect
    path: Path
    alt: str


Element = TextBlock | FieldBox | Decoration | Picture


@dataclass(frozen=True, slots=True)
class FormPage:
    """One page; its elements are in reading order, which is also the tab order."""

    elements: tuple[Element, ...]

    def marked(self) -> Iterator[TextBlock | Picture]:
        """What is read aloud on this page; the place in this order is the marked content id."""
        return (e for e in self.elements if isinstance(e, TextBlock | Picture))

    def boxes(self) -> Iterator[FieldBox]:
        """The widgets on this page, in tab order."""
        return (element for element in self.elements if isinstance(element, FieldBox))


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole form on its pages."""

    pages: tuple[FormPage, ...]

    def boxes(self) -> Iterator[tuple[int, FieldBox]]:
        """Every widget with its page, counted from 1."""
        for page, sheet in enumerate(self.pages, start=1):
            for box in sheet.boxes():
                yield page, box

    def find(self, name: str, choice: str | None = None) -> tuple[int, Rect]:
        """The page (from 1) and rectangle of a field, or of one of its radio buttons.

        Raises KeyError when there is no such widget.
        """
        for page, box in self.boxes():
            if (box.name, box.choice) == (name, choice):
                return page, box.rect
        raise KeyError((name, choice))


def column_left(column: int) -> float:
    """The left edge of a grid column, counted from 0."""
    return MARGIN + column * (CONTENT_WIDTH + GUTTER) / GRID


def columns_width(columns: int) -> float:
    """The width of some adjacent grid columns with the gutters between them."""
    return columns * (CONTENT_WIDTH + GUTTER) / GRID - GUTTER
