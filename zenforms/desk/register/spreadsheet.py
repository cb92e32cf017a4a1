"""The register as a CSV file that French spreadsheets open and save: UTF-8 with BOM, `;`.

What comes back is read as kindly as possible: other encodings and separators, the columns in any
order, in either language. Everything that is wrong is told at once, by line and column.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from dataclasses import field as made
from datetime import date
from enum import Enum, auto
from functools import cache
from itertools import islice

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from zenforms.findings import Argument, Severity
from zenforms.judging.policy import Client, Register
from zenforms.judging.text import plain
from zenforms.language import Lang, Text
from zenforms.validation_messages import mistake_in

# The columns of the register as a spreadsheet shows it: one for each field of a client.


class Kind(Enum):
    """What a cell holds."""

    WORDS = auto()
    LIST = auto()
    DAY = auto()
    NUMBER = auto()
    CHOICE = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A field of `Client` under the heading that people read; a choice with its labels."""

    name: str
    heading: Text
    kind: Kind = Kind.WORDS
    labels: Mapping[str, Text] = field(default_factory=dict)


COLUMNS = (
    Column("id", Text(fr="Identifiant", en="Id")),
    Column("name", Text(fr="Nom", en="Name")),
    Column("former_names", Text(fr="Anciens noms", en="Former names"), Kind.LIST),
    Column("mail_domains", Text(fr="Domaines de courriel", en="Mail domains"), Kind.LIST),
    Column("contacts", Text(fr="Référents", en="Contacts of record"), Kind.LIST),
    Column("subscription_from", Text(fr="Abonnement du", en="Subscription from"), Kind.DAY),
    Column("subscription_until", Text(fr="Abonnement au", en="Subscription until"), Kind.DAY),
    Column("tma_from", Text(fr="TMA du", en="TMA from"), Kind.DAY),
    Column("tma_until", Text(fr="TMA au", en="TMA until"), Kind.DAY),
    Column("tma_hours", Text(fr="Heures TMA", en="TMA hours"), Kind.NUMBER),
    Column("warranty_until", Text(fr="Garantie jusqu'au", en="Warranty until"), Kind.DAY),
    Column("licences", Text(fr="Licences", en="Licences"), Kind.LIST),
    Column(
        "covered_developments",
        Text(fr="Développements couverts", en="Covered developments"),
        Kind.LIST,
    ),
    Column(
        "region",
        Text(fr="Région", en="Region"),
        Kind.CHOICE,
        {
            "metropole": Text(fr="métropole", en="mainland"),
            "alsace-moselle": Text(fr="Alsace-Moselle", en="Alsace-Moselle"),
        },
    ),
    Column(
        "language",
        Text(fr="Langue", en="Language"),
        Kind.CHOICE,
        {"fr": Text(fr="français", en="French"), "en": Text(fr="anglais", en="English")},
    ),
)


def column_called(heading: str) -> Column | None:
    """The column that a heading means, in either language or by the field's own name."""
    return _columns().get(plain(heading[:_LONGEST_HEADING]))


@cache
def _columns() -> Mapping[str, Column]:
    return {
        plain(spelling): column
        for column in COLUMNS
        for spelling in (column.name, column.heading.fr, column.heading.en)
    }


def headings(lang: Lang) -> list[str]:
    """The headings in order."""
    return [column.heading.to(lang) for column in COLUMNS]


# One cell of a spreadsheet and the value that it stands for, both ways.
#
# Lists stand in one cell, parted by ` | ` (`\|` is a bar, `\\` a backslash). Days are written
# 31/12/2026, numbers 12,5. A text that a spreadsheet would take for a formula gets a `'` before
# it, which is taken off again when it is read.

Value = str | tuple[str, ...] | date | float | None

_FORMULA = re.compile(r"[=+\-@\t\r]|'[=+\-@\t\r']")
_ERROR = re.compile(
    r"(?i)#{3,}|#(?:REF|NOM|NAME|VALEUR|VALUE|NULL?|NOMBRE|NUM|CALCU?L?|SPILL|FIELD|CHAMP|EPARS"
    r"|PROPAGATION|CONNECT|BLOCKED|UNKNOWN|BUSY!?)[!?]|#DIV/0!|#N/A|#GETTING_DATA|Err\s?: ?5\d\d"
    r"|VRAI|FAUX|TRUE|FALSE"
)
"""What spreadsheets show for a cell whose value they do not have."""
_DEFUSED = re.compile(r"'[=+\-@\t\r']")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 00:00(?::00)?)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_PARTS = re.compile(r"((?:\\.?|[^\\|\n])*+)(?:[|\n]|$)")
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f"))


class CellError(Exception):
    """A cell cannot be understood: what was expected, in both languages."""

    def __init__(self, said: Text, **arguments: str) -> None:
        self.said = said
        self.arguments = arguments
        super().__init__(said.en)


def written(value: object, column: Column, lang: Lang) -> str:
    """The cell for a value of the column's field."""
    match value:
        case None:
            return ""
        case date():
            return value.strftime("%d/%m/") + f"{value.year:04}"
        case float() | int():
            return repr(float(value)).removesuffix(".0").replace(".", ",")
        case tuple():
            return defused(" | ".join(_escaped(str(one)) for one in value))
    if column.kind is Kind.CHOICE:
        return column.labels[str(value)].to(lang)
    return defused(str(value))


def understood(cell: str, column: Column) -> Value:
    """The value of a cell, None when it is empty; raises CellError."""
    text = armed(cell.strip())
    if _ERROR.fullmatch(text):
        raise CellError(_ERROR_CELL, value=text)
    if column.kind is Kind.LIST:
        return _list(text)
    if not text:
        return None
    if column.kind is Kind.DAY:
        return _day(text)
    if column.kind is Kind.NUMBER:
        return _number(text)
    return _choice(text, column) if column.kind is Kind.CHOICE else text


def defused(text: str) -> str:
    """`text` so that no spreadsheet computes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def armed(cell: str) -> str:
    """What was defused, as it was."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def _list(text: str) -> tuple[str, ...]:
    parts = (found[1] for found in _PARTS.finditer(text))
    return tuple(_plain(part.strip()) for part in parts if part.strip())


def _escaped(part: str) -> str:
    return part.replace("\\", "\\\\").replace("|", "\\|")


def _plain(part: str) -> str:
    return re.sub(r"\\(.)", r"\1", part)


def _day(text: str) -> date:
    try:
        if found := _DAY.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        if found := _ISO_DAY.fullmatch(text):
            year, month, day = map(int, found.groups())
            return date(year, month, day)
    except ValueError:
        pass
    raise CellError(_NO_DAY, value=text)


def _number(text: str) -> float:
    try:
        return float(text.translate(_SPACES).replace(",", "."))
    except ValueError:
        raise CellError(_NO_NUMBER, value=text) from None


def _choice(text: str, column: Column) -> str:
    wanted = plain(text)
    for code, label in column.labels.items():
        if wanted in {plain(code), plain(label.fr), plain(label.en)}:
            return code
    known = ", ".join(label.fr for label in column.labels.values())
    raise CellError(_NO_CHOICE, value=text, known=known)


_ERROR_CELL = Text(
    fr="« {value} » est ce que le tableur affiche à la place d'une valeur : corrigez la cellule, "
    "ou élargissez la colonne, avant d'enregistrer.",
    en="“{value}” is what the spreadsheet shows instead of a value: mend the cell, or widen the "
    "column, before saving.",
)
_NO_DAY = Text(
    fr="« {value} » n'est pas une date, comme 31/12/2026.",
    en="“{value}” is no date, such as 31/12/2026.",
)
_NO_NUMBER = Text(
    fr="« {value} » n'est pas un nombre, comme 12,5.", en="“{value}” is no number, such as 12,5."
)
_NO_CHOICE = Text(
    fr="« {value} » n'est pas possible ici ; possible : {known}.",
    en="“{value}” is not possible here; possible: {known}.",
)


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


def read_csv(content: bytes) -> Table:
    """What a spreadsheet saved. Never raises: whatever is wrong is a complaint."""
    text = _decoded(content)
    try:
        lines = list(islice(_lines(text), _MOST_LINES + 1))
    except csv.Error as error:
        return Table(complaints=(Complaint(_NO_TABLE, arguments={"reason": str(error)}),))
    if not lines:
        return Table(complaints=(Complaint(_EMPTY),))
    if len(lines) > _MOST_LINES:
        return Table(complaints=(Complaint(_TOO_MANY_LINES, lines[-1][0]),))
    (line, names), *rest = lines
    if len(names) > _MOST_COLUMNS:
        return Table(complaints=(Complaint(_TOO_MANY_COLUMNS, line),))
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
    head = text[:_LONGEST_HEAD].partition("\n")[0]
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
            shown = name.strip()[:_LONGEST_HEADING]
            yield Complaint(_NO_COLUMN, line, shown, arguments={"name": shown})
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
