"""Reads a TOML file into a model, what is wrong said with file, line and field; writes a value."""

import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, time
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from zenforms.desk.spool.small import read_own
from zenforms.errors import DeskError
from zenforms.language import Text
from zenforms.validation_messages import mistake_in

Model = TypeVar("Model", bound=BaseModel)
Step = str | int

_TABLE = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\-\" ]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\-\"]+)\s*=")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def read_toml(path: Path, model: type[Model]) -> Model:
    """The values of `path`; raises DeskError that names file, line and field."""
    text = text_of(path)
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line, reason = place_in(error)
        line = line or max(1, len(text.splitlines()))  # “at end of document”
        raise broken(path, reason, line=line) from error
    except RecursionError as error:
        too_deep = Text(fr="trop de crochets imbriqués", en="brackets nested too deeply")
        raise broken(path, too_deep) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = first["loc"]
        field = ".".join(str(step) for step in place)
        raise broken(path, mistake_in(first), line=line_of(text, place), field=field) from error


def place_in(error: tomllib.TOMLDecodeError) -> tuple[int | None, str]:
    """The line, from 1, on which a text ceases to be TOML, and why."""
    found = _AT_LINE.search(str(error))
    return int(found[1]) if found else None, _AT_LINE.sub("", str(error)).strip()


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
    lines = {found: number for number, found in reversed(list(_places(text)))}
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
        raw = read_own(path)
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise broken(path, "UTF-8", line=line) from error
    except OSError as error:
        raise broken(path, error.strerror or type(error).__name__) from error


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
