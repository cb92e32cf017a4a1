r"""One cell of a spreadsheet and the value that it stands for, both ways.

Lists stand in one cell, parted by ` | ` (`\|` is a bar, `\\` a backslash). Days are written
31/12/2026, numbers 12,5. A text that a spreadsheet would take for a formula gets a `'` before
it, which is taken off again when it is read.
"""

import re
from datetime import date

from zenforms.desk.register.columns import Column, Kind
from zenforms.judging.text import plain
from zenforms.language import Lang, Text

Value = str | tuple[str, ...] | date | float | None

_FORMULA = re.compile(r"[=+\-@\t\r]|'[=+\-@\t\r']")
_DEFUSED = re.compile(r"'[=+\-@\t\r']")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 00:00(?::00)?)?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_PARTS = re.compile(r"((?:\\.?|[^\\|\n])*+)(?:[|\n]|$)")
_BROKEN = re.compile(
    r"#(?:REF|NOM|NAME|VALEUR|VALUE|DIV/0|NUL|NULL|NOMBRE|NUM|SPILL|EPARS|CALC|PROPAGATION|BLOQUE"
    r"|BLOCKED|CHAMP|FIELD|CONNEXION|CONNECT|INCONNU|UNKNOWN)[!?]?|#N/A|#{3,}|Err:\d{3}"
    r"|VRAI|FAUX|TRUE|FALSE"
)
"""What a spreadsheet shows instead of a value: an error, a column too narrow, true or false."""
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
    if _BROKEN.fullmatch(cell.strip()):  # not when it was defused: then it is meant
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
    is_risky = _FORMULA.match(text) or _BROKEN.fullmatch(text.lstrip("'"))
    return f"'{text}" if is_risky else text


def armed(cell: str) -> str:
    """What was defused, as it was."""
    was_defused = _DEFUSED.match(cell) or (cell[:1] == "'" and _BROKEN.fullmatch(cell.lstrip("'")))
    return cell[1:] if was_defused else cell


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


_NO_DAY = Text(
    fr="« {value} » n'est pas une date, comme 31/12/2026.",
    en="“{value}” is no date, such as 31/12/2026.",
)
_ERROR_CELL = Text(
    fr="« {value} » n'est pas une valeur : c'est ce qu'un tableur montre à la place d'une erreur, "
    "d'une colonne trop étroite ou d'un calcul. Corrigez la cellule.",
    en="“{value}” is no value: it is what a spreadsheet shows for an error, a column too narrow or "
    "a computation. Mend the cell.",
)
_NO_NUMBER = Text(
    fr="« {value} » n'est pas un nombre, comme 12,5.", en="“{value}” is no number, such as 12,5."
)
_NO_CHOICE = Text(
    fr="« {value} » n'est pas possible ici ; possible : {known}.",
    en="“{value}” is not possible here; possible: {known}.",
)
