"""The register as a CSV file that French spreadsheets open and save: UTF-8 with BOM, `;`.

What comes back is read as kindly as possible: other encodings and separators, the columns in any
order, in either language. Everything that is wrong is told at once, by line and column.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from zenforms.desk.register.cells import CellError, Value, understood, written
from zenforms.desk.register.columns import COLUMNS, Column, column_called, headings
from zenforms.desk.register.complaint import Complaint, complaint_of
from zenforms.judging.policy import Client, Register
from zenforms.language import Lang, Text

_SEPARATORS = ";\t,"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what its cells say of a client, by field. `line` is from 1."""

    line: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A spreadsheet as read; with complaints it must not be used."""

    rows: tuple[Row, ...] = ()
    complaints: tuple[Complaint, ...] = ()


def csv_of(register: Register, lang: Lang) -> bytes:
    """The whole register as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings(lang))
    for client in register.clients:
        writer.writerow(written(getattr(client, c.name), c, lang) for c in COLUMNS)
    return codecs.BOM_UTF8 + out.getvalue().encode()


def read_csv(content: bytes) -> Table:
    """What a spreadsheet saved. Never raises: whatever is wrong is a complaint."""
    text = _decoded(content)
    try:
        lines = list(_lines(text))
    except csv.Error as error:
        return Table(complaints=(Complaint(_NO_TABLE, arguments={"reason": str(error)}),))
    if not lines:
        return Table(complaints=(Complaint(_EMPTY),))
    (line, names), *rest = lines
    columns = [column_called(name) for name in names]
    wrong = [*_unknown(names, columns, line), *_absent(columns, line)]
    if wrong:
        return Table(complaints=tuple(wrong))
    known = [column for column in columns if column is not None]
    return _rows(rest, known)


def clients_of(table: Table, known: Register) -> tuple[tuple[Client, ...], tuple[Complaint, ...]]:
    """The clients of a table, and all complaints; what has no column stays as it is `known`."""
    clients: list[Client] = []
    complaints = list(table.complaints)
    seen: dict[str, int] = {}
    for row in table.rows:
        client_id = str(row.values.get("id") or "")
        if client_id in seen:
            arguments = {"id": client_id, "other": str(seen[client_id])}
            complaints.append(Complaint(_TWICE, row.line, "id", arguments=arguments))
        seen.setdefault(client_id, row.line)
        old = known.client(client_id)
        values = {**(old.model_dump() if old else {}), **_given(row)}
        try:
            clients.append(Client.model_validate(values))
        except ValidationError as error:
            complaints += _wrong(error, row.line)
    return tuple(clients), tuple(complaints)


def heading_of(name: str, lang: Lang) -> str:
    """The heading of the column for a field; the name itself for what is no column."""
    return next((c.heading.to(lang) for c in COLUMNS if c.name == name), name)


def _given(row: Row) -> Mapping[str, Value]:
    """The values of a row; an empty cell is the default of its field."""
    defaults = {name: field.default for name, field in Client.model_fields.items()}
    return {n: defaults[n] if v is None and n in defaults else v for n, v in row.values.items()}


def _decoded(content: bytes) -> str:
    """Text as spreadsheets save it: UTF-8 or UTF-16 with a mark, UTF-8 without, else cp1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that holds any, with the number at which it begins."""
    offset = 0
    if text.startswith("sep="):  # what Excel wants to be told, and does not hide
        offset, (_, _, text) = 1, text.partition("\n")
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=lambda one: len(_known_in(head, one)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield before + 1 + offset, cells
        before = reader.line_num


def _known_in(head: str, separator: str) -> list[str]:
    return [name for name in head.split(separator) if column_called(name.strip('"\r'))]


def _unknown(
    names: Iterable[str], columns: Iterable[Column | None], line: int
) -> Iterator[Complaint]:
    for name, column in zip(names, columns, strict=True):
        if column is None and name.strip():
            yield Complaint(_NO_COLUMN, line, name.strip(), arguments={"name": name.strip()})
        elif column is None:
            yield Complaint(_NAMELESS, line)


def _absent(columns: Iterable[Column | None], line: int) -> Iterator[Complaint]:
    present = [column.name for column in columns if column]
    if "id" not in present:
        yield Complaint(_NO_ID, line)
    for name in {one for one in present if present.count(one) > 1}:
        yield Complaint(_COLUMN_TWICE, line, name, arguments={"name": name})


def _rows(lines: Iterable[tuple[int, list[str]]], columns: list[Column]) -> Table:
    rows: list[Row] = []
    complaints: list[Complaint] = []
    for line, cells in lines:
        if any(cell.strip() for cell in cells[len(columns) :]):
            complaints.append(Complaint(_TOO_MANY, line))
            continue
        values: dict[str, Value] = {}
        for column, cell in zip(columns, cells, strict=False):
            try:
                values[column.name] = understood(cell, column)
            except CellError as error:
                arguments = error.arguments
                complaints.append(Complaint(error.said, line, column.name, arguments=arguments))
        rows.append(Row(line, values))
    return Table(tuple(rows), tuple(complaints))


def _wrong(error: ValidationError, line: int) -> Iterator[Complaint]:
    for one in error.errors(include_url=False):
        name = next((str(step) for step in one["loc"] if isinstance(step, str)), "")
        yield complaint_of(one, line=line, field=name)


_NO_TABLE = Text(
    fr="ce n'est pas un tableau CSV ({reason}).", en="this is no CSV table ({reason})."
)
_EMPTY = Text(fr="le fichier est vide.", en="the file is empty.")
_NO_COLUMN = Text(
    fr="la colonne « {name} » n'est pas connue.", en="the column “{name}” is not known."
)
_NAMELESS = Text(fr="une colonne n'a pas de titre.", en="a column has no heading.")
_NO_ID = Text(fr="il manque la colonne « Identifiant ».", en="the column “Id” is missing.")
_COLUMN_TWICE = Text(
    fr="la colonne « {name} » est là deux fois.", en="the column “{name}” is there twice."
)
_TOO_MANY = Text(fr="plus de cellules que de colonnes.", en="more cells than columns.")
_TWICE = Text(
    fr="le client {id} est déjà en ligne {other}.", en="the client {id} is on line {other} already."
)
