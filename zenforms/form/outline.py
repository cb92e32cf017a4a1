"""What a definition says about the fields of a PDF, read without the rest of it.

Reading a PDF needs only their names, kinds, states and blank values; the model of a whole
definition, which checks it, takes longer to load than a form takes to read.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from zenforms.language import Text
from zenforms.resources import resource
from zenforms.tomltext import parse_toml
from zenforms.words import OF_THE_CHARTER, Words

BLANK = Text(fr="(à choisir)", en="(choose)")
"""What a closed list starts on, unless its definition says otherwise."""

CHECKED = "Oui"
"""The on-state of a checkbox, unless its definition says otherwise."""


HIDDEN = ("form_id", "form_revision", "client_id", "seal", "channel", "thread")
"""What every form of ours carries unseen, unless its definition says otherwise."""


@dataclass(frozen=True, slots=True)
class FormLibrary:
    """The forms of one desk, as values: those that ship, in its words, and its own.

    `own` maps the name of a form to its TOML; such a form stands beside the shipped ones, or in
    the place of the one of its name. `issued` maps `form@revision` to editions as JSON that the
    desk has sent out, oldest first: what is about in older words, or in an older revision, is
    read by them.
    """

    own: tuple[tuple[str, str], ...] = ()
    issued: tuple[tuple[str, str], ...] = ()
    words: Words = OF_THE_CHARTER

    def outlines(self) -> Iterator["FormOutline"]:
        """The outlines of its own forms and of what it has sent out, the newest first."""
        for _, text in self.own:
            yield outline_of(parse_toml(text))
        for _, text in reversed(self.issued):
            yield outline_of(json.loads(text))


SHIPPED = FormLibrary()
"""The forms that ship, in the words of the charter."""


class FieldOutline(NamedTuple):
    """One field: its kind as the definition calls it, a button's states, a list's blanks.

    `locked` is what the form goes out with: no client fills it in.
    """

    name: str
    kind: str
    states: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    locked: bool = False


class FormOutline(NamedTuple):
    """One form: its id and revision, and its fields, hidden ones last."""

    form: str
    revision: int
    fields: tuple[FieldOutline, ...]


def definition_files() -> tuple[Path, ...]:
    """The definitions of the forms that are made today, by name."""
    return tuple(sorted(resource("forms").glob("*.toml")))


def archived_files() -> tuple[Path, ...]:
    """The definitions of earlier revisions, `FORM@REVISION.toml`: what is still about is read."""
    return tuple(sorted((resource("forms") / "archive").glob("*.toml")))


def read_outline(path: Path) -> FormOutline:
    """The outline of the definition in `path`.

    Raises whatever comes of a broken one: `library.read_form` tells what is wrong with it.
    """
    return outline_of(parse_toml(path.read_text(encoding="utf-8")))


def outline_of(definition: Mapping[str, Any]) -> FormOutline:
    """The outline of a definition that was parsed; raises whatever comes of a broken one."""
    return FormOutline(definition["form"], definition["revision"], tuple(_fields(definition)))


def _fields(definition: Mapping[str, Any]) -> Iterator[FieldOutline]:
    for section in definition["sections"]:
        yield from (_field(field) for field in section["fields"])
    hidden = definition.get("hidden", [{"name": name, "kind": "hidden"} for name in HIDDEN])
    yield from (_field(field) for field in hidden)


def _field(field: Mapping[str, Any]) -> FieldOutline:
    name, kind = field["name"], field["kind"]
    if kind == "checkbox":
        return FieldOutline(name, kind, states=(field.get("state", CHECKED),))
    if kind == "radio":
        return FieldOutline(name, kind, states=tuple(c["state"] for c in field["choices"]))
    if kind == "choice":
        blank = Text(**field["blank"]) if "blank" in field else BLANK
        return FieldOutline(name, kind, blanks=(blank.fr, blank.en))
    return FieldOutline(name, kind, locked=field.get("read_only", False))
