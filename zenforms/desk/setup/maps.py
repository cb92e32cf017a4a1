"""What reading must know of our forms, built from their definitions: the one bridge."""

from functools import cache
from pathlib import Path

from zenforms.form.outline import (
    FieldOutline,
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
def form_maps() -> FormMaps:
    """The maps of all forms that ship with zenforms, in all revisions that stay readable.

    Raises DefinitionError when a definition is broken.
    """
    return FormMaps(tuple(map(_map_in, (*definition_files(), *archived_files()))))


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
