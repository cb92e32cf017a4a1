"""What reading must know of our forms, built from their definitions: the one bridge."""

from functools import cache

from zenforms.form.definition import (
    AnyField,
    CheckboxField,
    ChoiceField,
    Form,
    HiddenField,
    RadioField,
)
from zenforms.form.library import shipped_form, shipped_names
from zenforms.reading.formmap import FormMap, FormMaps, MappedField
from zenforms.reading.submission import FieldKind, FormIdentity


@cache
def form_maps() -> FormMaps:
    """The maps of all forms that ship with zenforms.

    Raises DefinitionError when a definition is broken.
    """
    return FormMaps(tuple(map_of(shipped_form(name)) for name in shipped_names()))


def map_of(form: Form) -> FormMap:
    """The map of one form: every field's name, kind, blank values and states."""
    visible = [_mapped(field) for field in form.fields()]
    hidden = [_hidden(field) for field in form.hidden]
    return FormMap(FormIdentity(form.form, form.revision), (*visible, *hidden))


def _mapped(field: AnyField) -> MappedField:
    if isinstance(field, ChoiceField):
        return MappedField(field.name, FieldKind.CHOICE, blanks=(field.blank.fr, field.blank.en))
    if isinstance(field, RadioField):
        states = tuple(choice.state for choice in field.choices if choice.state)
        return MappedField(field.name, FieldKind.RADIO, states=states)
    if isinstance(field, CheckboxField):
        return MappedField(field.name, FieldKind.CHECKBOX, states=(field.state,))
    return MappedField(field.name, FieldKind.TEXT)


def _hidden(field: HiddenField) -> MappedField:
    return MappedField(field.name, FieldKind.TEXT)
