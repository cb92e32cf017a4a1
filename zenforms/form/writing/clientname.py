"""The client's name in its read-only field: as large as it fits, on one line or on two."""

from collections.abc import Iterator

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject

from zenforms.form.layout.context import overflow
from zenforms.form.layout.elements import Rect
from zenforms.form.layout.fonts import Metrics, drawable
from zenforms.form.layout.styles import INK
from zenforms.form.writing.appearance import (
    PADDING,
    default_appearance,
    line_content,
    lines_content,
    wrapped,
)
from zenforms.form.writing.fieldfont import WEIGHT
from zenforms.form.writing.objects import Said, dictionary
from zenforms.form.writing.written import rect_of, store_text
from zenforms.language import Text

NAME_FIELD = "client_name"
ONE_LINE = (12.0, 11.0, 10.0)
TWO_LINES = (9.0, 8.5, 8.0)
READ_ONLY = 1
MULTILINE = 1 << 12


def write_client_name(
    writer: PdfWriter, widget: DictionaryObject, name: str, metrics: Metrics
) -> None:
    """Stores the name and draws it; raises LayoutError when it does not fit even at 8 points."""
    rect = rect_of(widget)
    size, lines = _set(name, rect, metrics)
    if len(lines) == 1:
        content = line_content(name, rect, size, INK)
    else:
        content = lines_content(lines, rect, size, INK)
        widget.update(dictionary({"Ff": READ_ONLY | MULTILINE}))
    widget.update(dictionary({"DA": Said(default_appearance(INK, size))}))
    store_text(writer, widget, name, content)


def _set(name: str, rect: Rect, metrics: Metrics) -> tuple[float, tuple[str, ...]]:
    """The size and the lines at which the name fits."""
    for size, allowed in _attempts():
        lines = wrapped(name, rect, size, metrics)
        if len(lines) <= allowed:
            return size, lines
    smallest = TWO_LINES[-1]
    excess = metrics.width(drawable(name), WEIGHT, smallest) - 2 * (rect.width - 2 * PADDING)
    raise overflow(name, Text(fr="Nom du client", en="Client name"), excess)


def _attempts() -> Iterator[tuple[float, int]]:
    yield from ((size, 1) for size in ONE_LINE)
    yield from ((size, 2) for size in TWO_LINES)
