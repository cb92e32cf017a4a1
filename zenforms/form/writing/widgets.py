"""Writes the fields of a form: AcroForm, field dictionaries, widgets and blank appearances."""

from collections.abc import Iterable, Mapping

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, IndirectObject, NameObject

from zenforms.form.definition import (
    AnyField,
    CheckboxField,
    ChoiceField,
    LongTextField,
    RadioField,
    TextField,
)
from zenforms.form.layout.elements import FieldBox, Layout, Rect
from zenforms.form.layout.styles import ANSWER, INK
from zenforms.form.scripts import keystroke_script, validate_script
from zenforms.form.wording import tooltip
from zenforms.form.writing.aidwidgets import add_aids
from zenforms.form.writing.appearance import default_appearance, line_content
from zenforms.form.writing.bench import (
    HIDDEN,
    READ_ONLY,
    Bench,
    Entries,
    javascript,
    text_field,
    widget,
)
from zenforms.form.writing.buttons import checkbox, radio_group
from zenforms.form.writing.fieldfont import RESOURCE
from zenforms.form.writing.objects import Said, add, entries_of, items_of
from zenforms.form.writing.typesize import answer_size

MULTILINE = 1 << 12
COMBO = 1 << 17
COMMIT_AT_ONCE = 1 << 26

Single = TextField | LongTextField | ChoiceField | CheckboxField
"""A field with one widget."""

Widgets = Mapping[FieldBox, IndirectObject]


def add_fields(bench: Bench, layout: Layout, hidden: Mapping[str, str]) -> Widgets:
    """Every field of the form as a blank widget, and the hidden ones with their values."""
    roots: list[IndirectObject] = []
    widgets: dict[FieldBox, IndirectObject] = {}
    for field in bench.setting.form.fields():
        boxes = [box for _, box in layout.boxes() if box.name == field.name]
        root, made = _field(bench, field, boxes)
        roots.append(root)
        widgets.update(made)
    aids = add_aids(bench, layout)
    widgets.update(aids)
    unseen = [_hidden(bench, name, value) for name, value in hidden.items()]
    _put_on_pages(bench.writer, layout, widgets, unseen)
    acroform = {
        "Fields": [*unseen, *roots, *aids.values()],
        "DA": Said(default_appearance(INK, ANSWER.size)),
        "DR": {"Font": {RESOURCE: bench.font}},
    }
    bench.writer.root_object[NameObject("/AcroForm")] = add(bench.writer, acroform)
    return widgets


def _put_on_pages(
    writer: PdfWriter, layout: Layout, widgets: Widgets, unseen: Iterable[IndirectObject]
) -> None:
    """Each page's widgets in tab order; the hidden ones on the first page, after all others."""
    for number, sheet in enumerate(layout.sheets):
        page = writer.pages[number]
        references = [widgets[box] for box in sheet.boxes()]
        page[NameObject("/Annots")] = ArrayObject(references + ([] if number else [*unseen]))
        page[NameObject("/Tabs")] = NameObject("/S")
        for reference in items_of(page["/Annots"]):
            entries_of(reference)[NameObject("/P")] = page.indirect_reference


def _field(
    bench: Bench, field: AnyField, boxes: list[FieldBox]
) -> tuple[IndirectObject, dict[FieldBox, IndirectObject]]:
    """The field's root object and its widgets; they are one and the same but for radio buttons."""
    setting = bench.setting
    mark = setting.marks.get(field.name)
    said = tooltip(field, setting.form, setting.lang, mark.sentence if mark else None)
    naming: Entries = {"T": Said(field.name), "TU": Said(said)}
    if isinstance(field, RadioField):
        return radio_group(bench, field, boxes, naming)
    (box,) = boxes
    reference = add(bench.writer, naming | widget(box.rect) | _kind(bench, field, box.rect))
    return reference, {box: reference}


def _kind(bench: Bench, field: Single, rect: Rect) -> Entries:
    if isinstance(field, CheckboxField):
        return checkbox(bench, field, rect)
    if isinstance(field, ChoiceField):
        return _list(bench, field, rect) | _actions(bench, field)
    return _text(bench, field, rect) | _actions(bench, field)


def _text(bench: Bench, field: TextField | LongTextField, rect: Rect) -> Entries:
    size = answer_size(field, rect.width, bench.setting.metrics)
    flags = MULTILINE if isinstance(field, LongTextField) else 0
    flags |= READ_ONLY if isinstance(field, TextField) and field.read_only else 0
    limit = {} if field.max_length is None else {"MaxLen": field.max_length}
    return text_field(bench, rect, size) | {"Ff": flags, **limit}


def _list(bench: Bench, field: ChoiceField, rect: Rect) -> Entries:
    lang = bench.setting.lang
    blank = field.blank.to(lang)
    options = [blank, *(choice.label.to(lang) for choice in field.choices)]
    content = line_content(blank, rect, ANSWER.size, INK)
    return {
        "FT": "Ch",
        "Ff": COMBO | COMMIT_AT_ONCE,
        "Opt": [Said(option) for option in options],
        "V": Said(blank),
        "DV": Said(blank),
        "DA": Said(default_appearance(INK, ANSWER.size)),
        "AP": {"N": bench.picture(content, rect)},
    }


def _actions(bench: Bench, field: AnyField) -> Entries:
    """What runs while a field is filled in, on a form with scripts."""
    if not bench.setting.aids:
        return {}
    scripts = {"K": keystroke_script(field), "V": validate_script(field, bench.setting.form)}
    actions = {event: javascript(script) for event, script in scripts.items() if script}
    return {"AA": actions} if actions else {}


def _hidden(bench: Bench, name: str, value: str) -> IndirectObject:
    """A value that travels with the form and is never shown; it needs no place in the tags."""
    nowhere = Rect(0, 0, 0, 0)
    own = {"T": Said(name), "V": Said(value), "Ff": READ_ONLY}
    entries = widget(nowhere, HIDDEN) | text_field(bench, nowhere, ANSWER.size) | own
    return add(bench.writer, entries)
