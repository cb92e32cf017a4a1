"""Reads a TOML file into a model, what is wrong said with file, line and field; writes a value."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from zenforms.desk.setup.slips import in_the_whole, not_text, place_in
from zenforms.desk.spool.small import read_own
from zenforms.errors import DeskError
from zenforms.handles import NotAFileError
from zenforms.language import Text
from zenforms.tomltext import parse_toml
from zenforms.validation_messages import mistake_in

MOST_BYTES = 4_000_000
"""No file of settings is longer: ten thousand clients are shorter."""

Model = TypeVar("Model", bound=BaseModel)
Step = str | int

_NO_SMALL_FILE = Text(
    fr="ce n'est pas un fichier ordinaire de quatre mégaoctets au plus",
    en="this is no regular file of at most four megabytes",
)
_TABLE = re.compile(r"\s*+(\[\[?)([A-Za-z0-9_.\-\" \t]++)\]\]?\s*+(#.*)?$")
_KEY = re.compile(r"\s*+([A-Za-z0-9_.\-\"]++)\s*+=")


def read_toml(path: Path, model: type[Model]) -> Model:
    """The values of `path`; raises DeskError that names file, line and field."""
    text = text_of(path)
    try:
        return model.model_validate(parse_toml(text))
    except tomllib.TOMLDecodeError as error:
        line, reason = place_in(error, text)
        raise broken(path, reason, line=line) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = first["loc"]
        field = ".".join(str(step) for step in place)
        raise broken(path, mistake_in(first), line=line_of(text, place), field=field) from error


def broken(
    path: Path, reason: str | Text, *, line: int | None = None, field: str = ""
) -> DeskError:
    """The error for a file of the desk that cannot be used."""
    return DeskError(
        Text(
            fr="Le fichier {file} est inutilisable, ligne {line} : {field}{reason}"
            if line
            else "Le fichier {file} est inutilisable : {field}{reason}",
            en="The file {file} cannot be used, line {line}: {field}{reason}"
            if line
            else "The file {file} cannot be used: {field}{reason}",
        ),
        advice=Text(
            fr="Corrigez-le dans un éditeur de texte ; « zenforms doctor » le vérifie.",
            en="Mend it in a text editor; “zenforms doctor” checks it.",
        ),
        arguments={
            "file": str(path),
            "line": str(line or ""),
            "field": f"{field} – " if field else "",
            "reason": reason,
        },
    )


def line_of(text: str, place: Sequence[Step]) -> int | None:
    """The line, from 1, on which the value at `place` stands, or the nearest table around it."""
    return line_in(places_in(text), place)


def places_in(text: str) -> Mapping[tuple[Step, ...], int]:
    """Every table and value that a text names, with its line, from 1."""
    return {found: number for number, found in reversed(list(_places(text)))}


def line_in(lines: Mapping[tuple[Step, ...], int], place: Sequence[Step]) -> int | None:
    """The line of the value at `place`, or of the nearest table around it."""
    for length in range(len(place), 0, -1):
        if tuple(place[:length]) in lines:
            return lines[tuple(place[:length])]
    return None


def _places(text: str) -> Iterator[tuple[int, tuple[Step, ...]]]:
    table: tuple[Step, ...] = ()
    counts: dict[tuple[Step, ...], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            table = _steps(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            yield number, table
        elif key := _KEY.match(line):
            yield number, table + _steps(key[1])


def _steps(dotted: str) -> tuple[Step, ...]:
    return tuple(part.strip().strip('"') for part in dotted.split("."))


def text_of(path: Path) -> str:
    """The text of `path`, its lines ended by line feeds; raises DeskError when it has none."""
    try:
        raw = read_own(path, most=MOST_BYTES)
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        reason = not_text(raw)
        line = raw[: error.start].count(b"\n") + 1 if error.start else None
        raise broken(path, reason, line=line) from error
    except NotAFileError as error:
        raise broken(path, _NO_SMALL_FILE) from error
    except OSError as error:
        raise broken(path, error.strerror or type(error).__name__) from error
    if slip := in_the_whole(text):
        raise broken(path, slip)
    return text


def toml_value(value: object) -> str:
    """One value as TOML; raises TypeError for what TOML cannot say."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(str(value), ensure_ascii=False)
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return f"[{', '.join(toml_value(item) for item in value)}]"
    raise TypeError(type(value).__name__)
