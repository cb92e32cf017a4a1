"""What reading must know of our forms, built from their definitions: the one bridge."""

from functools import cache, lru_cache
from pathlib import Path

from zenforms.form.outline import (
    SHIPPED,
    FieldOutline,
    FormLibrary,
    FormOutline,
    archived_files,
    definition_files,
    read_outline,
)
from zenforms.reading.formmap import FormMap, FormMaps, MappedField
from zenforms.reading.submission import FieldKind, FormIdentity

_KINDS = {
    "text": FieldKind.TEXT,
    "long_text": FieldKind.TEXT,
    "hidden": FieldKind.TEXT,
    "choice": FieldKind.CHOICE,
    "radio": FieldKind.RADIO,
    "checkbox": FieldKind.CHECKBOX,
}


@cache
def shipped_maps() -> tuple[FormMap, ...]:
    """The maps of what ships; raises DefinitionError when a definition is broken."""
    return tuple(map(_map_in, (*definition_files(), *archived_files())))


@lru_cache(maxsize=16)
def form_maps(library: FormLibrary = SHIPPED) -> FormMaps:
    """The maps of all forms of a desk, in all revisions that stay readable; its own come first.

    Raises DefinitionError when a definition that ships is broken.
    """
    maps = {m.form: m for m in (*shipped_maps(), *reversed([*map(map_of, library.outlines())]))}
    return FormMaps(tuple(maps.values()), library.words)


def map_of(outline: FormOutline) -> FormMap:
    """The map of one form: every field's name, kind, blank values and states."""
    identity = FormIdentity(outline.form, outline.revision)
    return FormMap(identity, tuple(_mapped(field) for field in outline.fields))


def _map_in(path: Path) -> FormMap:
    try:
        return map_of(read_outline(path))
    except (AttributeError, KeyError, OSError, TypeError, ValueError):
        from zenforms.form.library import read_form  # noqa: PLC0415 - for start-up

        read_form(path)  # says what is wrong
        raise


def _mapped(field: FieldOutline) -> MappedField:
    kind = _KINDS[field.kind]
    return MappedField(field.name, kind, field.blanks, field.states, locked=field.locked)
