"""Our forms as they stand on paper: where answers are, and what a page is known by."""

from collections.abc import Iterator
from functools import lru_cache

from zenforms.desk.setup.maps import form_maps
from zenforms.form.definition import AnyField, CheckboxField, Form, RadioField
from zenforms.form.layout.elements import Layout
from zenforms.form.layout.fonts import metrics
from zenforms.form.layout.pages import layout_form
from zenforms.form.library import earlier_editions, revision_called
from zenforms.form.outline import SHIPPED, FormLibrary
from zenforms.language import Lang
from zenforms.reading.formmap import Anchor, FormMap, PrintedForm, Spot
from zenforms.reading.submission import FormIdentity


@lru_cache(maxsize=8)
def printed_forms(
    identity: FormIdentity, library: FormLibrary = SHIPPED
) -> tuple[PrintedForm, ...]:
    """The form as it stands on paper, in each language and in all words that it went out in.

    Empty when its revision is unknown.

    It is laid out when a printed copy has come, and remembered for the next.
    """
    form_map = form_maps(library).find(identity)
    if form_map is None:
        return ()
    form = revision_called(identity.id, identity.revision, library)
    told = (one for one in earlier_editions(library) if one.identity == form.identity)
    editions = [form, *(one for one in told if one != form)]
    return tuple(
        _printed(one, form_map, layout_form(one, lang=lang, metrics=metrics()))
        for one in editions
        for lang in Lang
    )


def _printed(form: Form, form_map: FormMap, layout: Layout) -> PrintedForm:
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


def _anchors(layout: Layout) -> Iterator[Anchor]:
    """The first line of every printed text: enough to know a page by, wherever it was moved."""
    for page, sheet in enumerate(layout.pages, start=1):
        for element in sheet.elements:
            run = getattr(element, "runs", (None,))[0]
            if run is not None:
                yield Anchor(run.text, page, run.x, run.y)
