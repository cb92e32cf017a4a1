"""The register as a CSV file that French spreadsheets open and save: UTF-8 with BOM, `;`.

What comes back is read as kindly as possible: other encodings and separators, the columns in any
order, in either language. Everything that is wrong is told at once, by line and column.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from itertools import islice

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from zenforms.desk.register.cells import CellError, Value, understood, written
from zenforms.desk.register.columns import (
    COLUMNS,
    LEFT_OUT,
    Column,
    Mapped,
    column_called,
    column_meant,
    headings,
)
from zenforms.desk.register.tabletext import decoded
from zenforms.desk.register.workbook import WorkbookError, is_workbook, read_workbook
from zenforms.findings import Argument, Severity
from zenforms.judging.policy import Client, Register
from zenforms.judging.text import plain
from zenforms.language import Lang, Text
from zenforms.validation_messages import mistake_in

# What is wrong with a file of clients, said with line and field in both languages.


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to mend, or with WARNING to look at. `line` counts from 1.

    Arguments may hold the file's own words: neutralise them before they are shown.
    """

    said: Text
    line: int | None = None
    field: str = ""
    severity: Severity = Severity.ERROR
    arguments: Mapping[str, Argument] = made(default_factory=dict)
    client: str = ""
    """The id of the client that it is about, where no line says it."""

    def message(self, lang: Lang) -> str:
        """The sentence in `lang`, its arguments in place."""
        return self.said.fill(lang, self.arguments)


_SAID = Text(fr="{said}", en="{said}")


def complaint_of(error: ErrorDetails, *, line: int | None, field: str) -> Complaint:
    """What a model says of a value, in our words."""
    return Complaint(_SAID, line, field, arguments={"said": mistake_in(error)})


_SEPARATORS = ";\t,"
_LONGEST_HEADING = 200
_LONGEST_HEAD = 20_000
_MOST_COLUMNS = 200
_MOST_LINES = 20_001


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


def read_table(content: bytes, mapped: Mapped | None = None) -> Table:
    """What a spreadsheet program saved, as CSV or as a workbook. Never raises.

    Whatever is wrong is a complaint; those that weigh less are only to be looked at. `mapped` are
    headings that somebody gave a meaning.
    """
    told: tuple[Complaint, ...] = ()
    if is_workbook(content):
        try:
            lines = read_workbook(content, lambda name: _column(name, mapped) is not None)
        except WorkbookError as error:
            return Table(complaints=tuple(Complaint(*one) for one in error.reasons))
    else:
        text, guessed = decoded(content)
        if guessed:
            about = {"encoding": guessed}
            told = (Complaint(_GUESSED, severity=Severity.WARNING, arguments=about),)
        try:
            lines = list(islice(_lines(text, mapped), _MOST_LINES + 1))
        except csv.Error as error:
            return Table(complaints=(Complaint(_NO_TABLE, arguments={"reason": str(error)}),))
    table = _table(lines, mapped)
    return replace(table, complaints=(*told, *table.complaints))


def read_csv(content: bytes) -> Table:
    """The same, without a mapping."""
    return read_table(content)


def _column(name: str, mapped: Mapped | None) -> Column | None:
    said = name[:_LONGEST_HEADING]
    return (mapped or {}).get(plain(said)) or column_called(said)


def _table(lines: list[tuple[int, list[str]]], mapped: Mapped | None) -> Table:
    if not lines:
        return Table(complaints=(Complaint(_EMPTY),))
    if len(lines) > _MOST_LINES:
        return Table(complaints=(Complaint(_TOO_MANY_LINES, lines[-1][0]),))
    (line, names), *rest = lines
    if len(names) > _MOST_COLUMNS:
        return Table(complaints=(Complaint(_TOO_MANY_COLUMNS, line),))
    columns = [_column(name, mapped) for name in names]
    wrong = [*_unknown(names, columns, line), *_absent(columns, line)]
    if wrong:
        return Table(complaints=tuple(wrong))
    known = [column for column in columns if column is not None]
    return _rows(rest, known)


def clients_of(table: Table, known: Register) -> tuple[tuple[Client, ...], tuple[Complaint, ...]]:
    """The clients of a table, and all complaints; what has no column stays as it is `known`."""
    clients: list[Client] = []
    complaints = list(table.complaints)
    earlier = {client.id: client for client in known.clients}
    seen: dict[str, int] = {}
    for row in table.rows:
        client_id = str(row.values.get("id") or "")
        if client_id in seen:
            arguments = {"id": client_id, "other": str(seen[client_id])}
            complaints.append(Complaint(_TWICE, row.line, "id", arguments=arguments))
        seen.setdefault(client_id, row.line)
        old = earlier.get(client_id)
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


def _lines(text: str, mapped: Mapped | None) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that holds any, with the number at which it begins."""
    offset = 0
    if text.startswith("sep="):  # what Excel wants to be told, and does not hide
        offset, (_, _, text) = 1, text.partition("\n")
    head = text[:_LONGEST_HEAD].partition("\n")[0]
    separator = max(_SEPARATORS, key=lambda one: len(_known_in(head, one, mapped)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield before + 1 + offset, cells
        before = reader.line_num


def _known_in(head: str, separator: str, mapped: Mapped | None) -> list[str]:
    names = (name.strip('"\r') for name in head.split(separator))
    return [name for name in names if _column(name, mapped) or column_meant(name)]


def _unknown(
    names: Iterable[str], columns: Iterable[Column | None], line: int
) -> Iterator[Complaint]:
    for name, column in zip(names, columns, strict=True):
        if column is None and name.strip():
            yield _unknown_column(name.strip()[:_LONGEST_HEADING], line)
        elif column is None:
            yield Complaint(_NAMELESS, line)


def _unknown_column(name: str, line: int) -> Complaint:
    meant = column_meant(name)
    known = ", ".join(column.name for column in COLUMNS)
    about: dict[str, Argument] = {"name": name, "known": known}
    if meant is None:
        return Complaint(_NO_COLUMN, line, name, arguments=about)
    about |= {"meant": meant.heading, "option": f'--map "{name}={meant.name}"'}
    return Complaint(_PERHAPS, line, name, arguments=about)


def _absent(columns: Iterable[Column | None], line: int) -> Iterator[Complaint]:
    present = [column.name for column in columns if column]
    if "id" not in present:
        yield Complaint(_NO_ID, line)
    for name in {one for one in present if present.count(one) > 1 and one != LEFT_OUT.name}:
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
            if column is LEFT_OUT:
                continue
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
    fr="la colonne « {name} » n'est pas connue. Connues : {known}. Dites laquelle c'est avec "
    "--map « {name}=COLONNE », ou laissez-la de côté avec --map « {name}=- ».",
    en="the column “{name}” is not known. Known: {known}. Say which one it is with "
    "--map “{name}=COLUMN”, or leave it out with --map “{name}=-”.",
)
_PERHAPS = Text(
    fr="la colonne « {name} » n'est pas connue ; est-ce « {meant} » ? Alors ajoutez {option}.",
    en="the column “{name}” is not known; is it “{meant}”? Then add {option}.",
)
_GUESSED = Text(
    fr="le fichier ne dit pas son encodage : il est lu comme {encoding}. Vérifiez les accents.",
    en="the file does not say its encoding: it is read as {encoding}. Look at the accents.",
)
_NAMELESS = Text(fr="une colonne n'a pas de titre.", en="a column has no heading.")
_NO_ID = Text(fr="il manque la colonne « Identifiant ».", en="the column “Id” is missing.")
_COLUMN_TWICE = Text(
    fr="la colonne « {name} » est là deux fois.", en="the column “{name}” is there twice."
)
_TOO_MANY = Text(fr="plus de cellules que de colonnes.", en="more cells than columns.")
_TOO_MANY_LINES = Text(
    fr="un registre tient en 20 000 clients au plus.",
    en="a register holds at most 20,000 clients.",
)
_TOO_MANY_COLUMNS = Text(
    fr="ce n'est pas un tableau de clients : trop de colonnes.",
    en="this is no table of clients: too many columns.",
)
_TWICE = Text(
    fr="le client {id} est déjà en ligne {other}.", en="the client {id} is on line {other} already."
)
