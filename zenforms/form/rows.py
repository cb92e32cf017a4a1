"""Fields side by side: a section's fields packed into rows of twelve columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zenforms.form.cells import Cell, leading_of
from zenforms.form.definition import AnyField, LongTextField
from zenforms.form.setting import Setting
from zenforms.form.sheet import GRID, Element, column_left, columns_width

ROW_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Row:
    """Fields that share a line of the grid, their heads and their bodies aligned."""

    cells: tuple[Cell, ...]

    @property
    def head_height(self) -> float:
        """The height of the tallest head."""
        return max(sum(leading_of(line) for line in cell.head()) for cell in self.cells)

    @property
    def height(self) -> float:
        """From the top of the labels to the bottom of the boxes."""
        return self.head_height + max(cell.body_height() for cell in self.cells)

    def place(self, top: float) -> Iterator[Element]:
        """The elements of all cells, the row hanging from `top`."""
        for cell in self.cells:
            yield from cell.place(top, self.head_height)


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
