"""A workbook (XLSX) as rows of text: the sheet that holds a register."""

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

from zenforms.findings import Severity
from zenforms.language import Text

_SIGNS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""Of a zip (XLSX, ODS) and of the files of old (XLS)."""
_MOST_UNPACKED = 200_000_000
_MOST_ROWS, _MOST_COLUMNS = 100_000, 500


class SheetFault(NamedTuple):
    """One thing that is wrong; `line` counts from 1."""

    said: Text
    line: int | None = None
    field: str = ""
    severity: Severity = Severity.ERROR
    arguments: Mapping[str, str] = {}


Rows = list[tuple[int, list[str]]]


class WorkbookError(Exception):
    """The workbook cannot be used: for each reason a sentence, its row, column and arguments."""

    def __init__(self, *reasons: SheetFault) -> None:
        self.reasons = reasons
        super().__init__(reasons[0].said.en)


def is_workbook(content: bytes) -> bool:
    """Whether it is a file of a spreadsheet program rather than a text."""
    return content.startswith(_SIGNS)


def read_workbook(content: bytes, known: Callable[[str], bool]) -> Rows:
    """The rows that hold anything of the sheet with most headings that are `known`.

    Each with its number, from 1. Formulas count as what they gave when the file was saved. Raises
    WorkbookError.
    """
    import openpyxl  # noqa: PLC0415 - only for workbooks: it takes longer than all the rest

    if _is_too_large(content):
        raise WorkbookError(SheetFault(_TOO_LARGE))
    try:
        with warnings.catch_warnings():  # on styles that we do not look at
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        tables = [(sheet, [[*row] for row in _values(sheet)]) for sheet in book.worksheets]
    except Exception as error:  # whatever a damaged file does to the library
        about = {"reason": type(error).__name__}
        raise WorkbookError(SheetFault(_UNREADABLE, arguments=about)) from error
    if not tables:
        return []
    sheet, table = max(tables, key=lambda one: _headings_in(one[1], known))
    if merged := tuple(_merged(sheet)):
        raise WorkbookError(*merged)
    rows = [(number, [_text(cell) for cell in cells]) for number, cells in enumerate(table, 1)]
    return [(number, _trimmed(cells)) for number, cells in rows if any(map(str.strip, cells))]


def _values(sheet: Any) -> Iterator[tuple[object, ...]]:  # noqa: ANN401 - of an untyped library
    if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
        raise WorkbookError(SheetFault(_TOO_LARGE))
    yield from sheet.iter_rows(values_only=True)


def _headings_in(table: list[list[Any]], known: Callable[[str], bool]) -> int:
    head = next((row for row in table if any(_text(cell).strip() for cell in row)), [])
    return sum(known(_text(cell)) for cell in head)


def _text(cell: object) -> str:
    """A cell as the same value stands in a CSV file; days in French, whatever Excel shows."""
    match cell:
        case None:
            return ""
        case bool():
            return "VRAI" if cell else "FAUX"
        case datetime():
            at_midnight = cell.time() == time(0)
            return f"{cell:%d/%m}/{cell.year:04}" + ("" if at_midnight else f" {cell:%H:%M:%S}")
        case date():
            return f"{cell:%d/%m}/{cell.year:04}"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    return str(cell)


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end, of which a sheet has any number."""
    last = max((place for place, cell in enumerate(cells) if cell.strip()), default=-1)
    return cells[: last + 1]


def _merged(sheet: Any) -> Iterator[SheetFault]:  # noqa: ANN401 - of an untyped library
    for one in sheet.merged_cells.ranges:
        start, _, end = str(one.coord).partition(":")
        yield SheetFault(_MERGED, one.min_row, arguments={"from": start, "to": end})


def _is_too_large(content: bytes) -> bool:
    """Whether it would unpack to more than a register ever is."""
    if not content.startswith(_SIGNS[0]):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED
    except (zipfile.BadZipFile, OSError, ValueError):
        return False  # told when it is read


_UNREADABLE = Text(
    fr="ce classeur est illisible ({reason}) : enregistrez-le en .xlsx ou en CSV.",
    en="this workbook cannot be read ({reason}): save it as .xlsx or as CSV.",
)
_TOO_LARGE = Text(
    fr="ce classeur est trop grand pour un registre.",
    en="this workbook is too large for a register.",
)
_MERGED = Text(
    fr="les cellules {from} à {to} sont fusionnées : séparez-les, une ligne par client.",
    en="the cells {from} to {to} are merged: part them, one row for each client.",
)
