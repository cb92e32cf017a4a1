"""Writes values as TOML, and a model's defaults as a file with comments."""

import json
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, time

from pydantic import BaseModel

from zenforms.language import Lang, Text

_WIDTH = 96

Comments = Mapping[str, Text]


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


def commented_defaults(
    model: BaseModel, comments: Comments, lang: Lang, *, written: str
) -> Iterator[str]:
    """The lines of a file that says what `model` holds, all of it commented out.

    Only the table called `written` stands there as if somebody had decided it.
    """
    values = _values(model)
    tables = {name: value for name, value in values.items() if _is_table(value)}
    for name, value in values.items():
        if name not in tables:
            yield from _entry(name, value, comments.get(name), lang)
    for name, table in tables.items():
        yield from ("", *comment_lines(comments.get(name), lang), f"[{name}]")
        for key, value in _values(table).items():
            lines = _entry(key, value, comments.get(f"{name}.{key}"), lang)
            yield from _uncommented(lines) if name == written and value is not None else lines


def comment_lines(comment: Text | None, lang: Lang) -> Iterator[str]:
    """A comment, wrapped."""
    if comment is not None:
        yield from (f"# {line}" for line in textwrap.wrap(comment.to(lang), _WIDTH))


def _entry(name: str, value: object, comment: Text | None, lang: Lang) -> Iterator[str]:
    yield from comment_lines(comment, lang)
    yield f"#{name} = {toml_value(value)}" if value is not None else f"#{name} ="


def _uncommented(lines: Iterator[str]) -> Iterator[str]:
    return (line if line.startswith("# ") else line.removeprefix("#") for line in lines)


def _values(table: object) -> Mapping[str, object]:
    if isinstance(table, BaseModel):
        return {name: getattr(table, name) for name in type(table).model_fields}
    if is_dataclass(table) and not isinstance(table, type):
        return asdict(table)
    return table if isinstance(table, Mapping) else {}


def _is_table(value: object) -> bool:
    return isinstance(value, BaseModel | Mapping) or is_dataclass(value)
