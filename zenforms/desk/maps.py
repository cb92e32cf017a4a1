"""What reading must know of our forms, built from their definitions: the one bridge."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from zenforms.form.definition import (
    AnyField,
    CheckboxField,
    ChoiceField,
    Form,
    HiddenField,
    RadioField,
)
from zenforms.form.library import shipped_form, shipped_names
from zenforms.language import Lang
from zenforms.reading.formmap import Anchor, FormMap, FormMaps, MappedField, PrintedForm, Spot
from zenforms.reading.submission import FieldKind, FormIdentity

if TYPE_CHECKING:
    from zenforms.form.sheet import Layout


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


def printed_forms(identity: FormIdentity) -> tuple[PrintedForm, ...]:
    """The form as it stands on paper, in each language; empty when its revision is unknown.

    It is laid out here and now, so only when a printed copy has come.
    """
    # the layout needs the typeface, and no other reading does
    from zenforms.form.layout import layout_form  # noqa: PLC0415 - for start-up
    from zenforms.form.typeface import metrics  # noqa: PLC0415 - for start-up

    form_map = form_maps().find(identity)
    if form_map is None:
        return ()
    form = shipped_form(identity.id)
    layouts = [layout_form(form, lang=lang, metrics=metrics()) for lang in Lang]
    return tuple(_printed(form, form_map, layout) for layout in layouts)


def _printed(form: Form, form_map: FormMap, layout: "Layout") -> PrintedForm:
    spots = tuple(
        Spot(box.name, page, box.rect.corners(), _state(form.field(box.name), box.choice))
        for page, box in layout.boxes()
        if form_map.field(box.name) is not None
    )
    return PrintedForm(form_map, spots, tuple(_anchors(layout)))


def _state(field: AnyField | None, code: str | None) -> str | None:
    if isinstance(field, CheckboxField):
        return field.state
    if isinstance(field, RadioField):
        return next((choice.state for choice in field.choices if choice.code == code), None)
    return None


def _anchors(layout: "Layout") -> Iterator[Anchor]:
    """The first line of every printed text: enough to know a page by, wherever it was moved."""
    for page, sheet in enumerate(layout.sheets, start=1):
        for element in sheet.elements:
            run = getattr(element, "runs", (None,))[0]
            if run is not None:
                yield Anchor(run.text, page, run.x, run.y)
