"""What stands above a field: its label, “obligatoire” and its help, on one line or on two."""

from collections.abc import Iterator

from zenforms.form.aids import counter_name
from zenforms.form.definition import CheckboxField
from zenforms.form.placing.cell import Cell
from zenforms.form.placing.setting import Piece, baseline
from zenforms.form.placing.sheet import MARKER, Element, FieldBox, Rect, Run, Style, Tag, TextBlock

HEAD_GAP = 1.5
"""Between a second line and the box below it."""
COUNTER_WIDTH = 60.0

Head = tuple[tuple[Piece, ...], ...]


def head_of(cell: Cell, lines: int = 1) -> Head:
    """What stands above a field, on `lines` lines when it can be set so.

    Nothing above a checkbox, whose label stands beside it. Raises LayoutError when it does not
    even fit on two lines.
    """
    if isinstance(cell.field, CheckboxField):
        return ()
    fitting = [head for head in _ways(cell) if _fits(cell, head)]
    if not fitting:
        cell.refuse(cell.label, (*cell.duty, *cell.help))
    return next((head for head in fitting if len(head) >= lines), fitting[0])


def height_of(head: Head) -> float:
    """The height of the lines above a body, in points."""
    return sum(_tallest(line).leading for line in head) + HEAD_GAP * (len(head) > 1)


def place_head(cell: Cell, head: Head, body_top: float) -> Iterator[Element]:
    """The head directly above `body_top`."""
    y = body_top + height_of(head)
    runs: list[Run] = []
    for line in head:
        runs += cell.setting.line(line, cell.left, baseline(y, _tallest(line)))
        y -= _tallest(line).leading
    if runs:
        yield TextBlock(Tag.PARAGRAPH, tuple(runs))


def place_counter(cell: Cell, body_top: float) -> Iterator[Element]:
    """The counter at the right end of the head, if there is one."""
    if cell.is_counted:
        bottom = body_top + 1
        rect = Rect(cell.right - COUNTER_WIDTH, bottom, cell.right, bottom + MARKER.leading)
        yield FieldBox(counter_name(cell.field.name), rect)


def _ways(cell: Cell) -> Iterator[Head]:
    """The ways to set label, “obligatoire” and help, the best first."""
    label, duty, aid = cell.label, cell.duty, cell.help
    for lines in (
        ((*label, *duty, *aid),),
        ((*label, *duty), aid),
        (label, (*duty, *aid)),
        ((*label, *aid), duty),
    ):
        yield tuple(line for line in lines if line)


def _fits(cell: Cell, head: Head) -> bool:
    room = cell.width - (COUNTER_WIDTH if cell.is_counted else 0)
    return all(cell.setting.width(*line) <= room for line in head)


def _tallest(line: tuple[Piece, ...]) -> Style:
    return max((style for _, style in line), key=lambda style: style.leading)
