"""Fields side by side: a section's fields packed into rows of twelve columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zenforms.form.definition import AnyField, LongTextField
from zenforms.form.placing.bodies import body_height, place_body
from zenforms.form.placing.cell import Cell
from zenforms.form.placing.heads import Head, head_of, height_of, place_counter, place_head
from zenforms.form.placing.marking import place_mark
from zenforms.form.placing.setting import Setting
from zenforms.form.placing.sheet import GRID, Element, column_left, columns_width


@dataclass(frozen=True, slots=True)
class Row:
    """Fields that share a line of the grid, their heads and their bodies aligned."""

    cells: tuple[Cell, ...]

    @property
    def height(self) -> float:
        """From the top of the labels to the bottom of the boxes."""
        bodies = max(map(body_height, self.cells))
        return max(map(height_of, self._heads())) + bodies

    def place(self, top: float) -> Iterator[Element]:
        """The elements of all cells, the row hanging from `top`."""
        heads = self._heads()
        body_top = top - max(map(height_of, heads))
        for cell, head in zip(self.cells, heads, strict=True):
            yield from place_head(cell, head, body_top)
            yield from place_mark(cell, body_top + height_of(head), body_top)
            yield from place_body(cell, body_top)
            yield from place_counter(cell, body_top)

    def _heads(self) -> tuple[Head, ...]:
        """The heads of all cells, on as many lines as the longest needs, where they can."""
        lines = max(len(head_of(cell)) for cell in self.cells)
        return tuple(head_of(cell, lines) for cell in self.cells)


def rows(setting: Setting, fields: Iterable[AnyField], stretch: float) -> Iterator[Row]:
    """The fields in rows; `stretch` points are added to the first long text."""
    cells: list[Cell] = []
    column = 0
    for field in fields:
        if column + field.columns > GRID:
            yield Row(tuple(cells))
            cells, column = [], 0
        extra = stretch if isinstance(field, LongTextField) else 0.0
        stretch -= extra
        left, width = column_left(column), columns_width(field.columns)
        cells.append(Cell(setting, field, left, width, extra))
        column += field.columns
    yield Row(tuple(cells))
