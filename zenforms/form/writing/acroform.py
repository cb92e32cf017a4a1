"""Writes the AcroForm: every field of the form, blank, the hidden ones, and the aids on screen.

The aids are the “Vérifier” button, the character counters and the document script. The client's
name is set in its read-only field as large as it fits, on one line or on two.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, IndirectObject, NameObject

from zenforms.form.definition import (
    AnyField,
    CheckboxField,
    ChoiceField,
    LongTextField,
    RadioField,
    TextField,
    offered,
)
from zenforms.form.layout.context import overflow
from zenforms.form.layout.elements import FieldBox, Layout, Rect
from zenforms.form.layout.fonts import Metrics, drawable
from zenforms.form.layout.styles import ANSWER, HELP, INK, WHITE
from zenforms.form.scripts import (
    VERIFY,
    VERIFY_SCRIPT,
    counter_name,
    document_script,
    keystroke_script,
    validate_script,
)
from zenforms.form.wording import COUNTER_SPOKEN, VERIFY_LABEL, VERIFY_SPOKEN, tooltip
from zenforms.form.writing.appearance import (
    CAPTION_SIZE,
    PADDING,
    answer_size,
    default_appearance,
    line_content,
    lines_content,
    push_button_content,
    wrapped,
)
from zenforms.form.writing.fieldfont import RESOURCE, WEIGHT
from zenforms.form.writing.objects import (
    PdfText,
    add,
    entries_of,
    items_of,
)
from zenforms.form.writing.widgets import (
    HIDDEN,
    READ_ONLY,
    Entries,
    WidgetFactory,
    checkbox,
    javascript,
    radio_group,
    text_field,
    widget,
)
from zenforms.language import Text

MULTILINE = 1 << 12
COMBO = 1 << 17
COMMIT_AT_ONCE = 1 << 26

Single = TextField | LongTextField | ChoiceField | CheckboxField
"""A field with one widget."""

Widgets = Mapping[FieldBox, IndirectObject]
SCREEN_ONLY = 0
PUSH_BUTTON = 1 << 16
RIGHT_ALIGNED = 2
NAME_FIELD = "client_name"
ONE_LINE = (12.0, 11.0, 10.0)
TWO_LINES = (9.0, 8.5, 8.0)


@dataclass(frozen=True, slots=True)
class WrittenFields:
    """The widgets that are seen, by their place, and the hidden fields by name."""

    widgets: Widgets
    hidden: Mapping[str, IndirectObject]


def add_fields(factory: WidgetFactory, layout: Layout) -> WrittenFields:
    """Every field of the form as a blank widget, and the hidden ones without their values."""
    roots: list[IndirectObject] = []
    widgets: dict[FieldBox, IndirectObject] = {}
    for field in factory.context.form.fields():
        boxes = [box for _, box in layout.boxes() if box.name == field.name]
        root, made = _field(factory, field, boxes)
        roots.append(root)
        widgets.update(made)
    aids = add_aids(factory, layout)
    widgets.update(aids)
    hidden = {field.name: _hidden(factory, field.name) for field in factory.context.form.hidden}
    unseen = [*hidden.values()]
    _put_on_pages(factory.writer, layout, widgets, unseen)
    acroform = {
        "Fields": [*unseen, *roots, *aids.values()],
        "DA": PdfText(default_appearance(INK, ANSWER.size)),
        "DR": {"Font": {RESOURCE: factory.font}},
    }
    factory.writer.root_object[NameObject("/AcroForm")] = add(factory.writer, acroform)
    return WrittenFields(widgets, hidden)


def _put_on_pages(
    writer: PdfWriter, layout: Layout, widgets: Widgets, unseen: Iterable[IndirectObject]
) -> None:
    """Each page's widgets in tab order; the hidden ones on the first page, after all others."""
    for number, sheet in enumerate(layout.pages):
        page = writer.pages[number]
        references = [widgets[box] for box in sheet.boxes()]
        page[NameObject("/Annots")] = ArrayObject(references + ([] if number else [*unseen]))
        page[NameObject("/Tabs")] = NameObject("/S")
        for reference in items_of(page["/Annots"]):
            entries_of(reference)[NameObject("/P")] = page.indirect_reference


def _field(
    factory: WidgetFactory, field: AnyField, boxes: list[FieldBox]
) -> tuple[IndirectObject, dict[FieldBox, IndirectObject]]:
    """The field's root object and its widgets; they are one and the same but for radio buttons."""
    context = factory.context
    mark = context.marks.get(field.name)
    said = tooltip(field, context.form, context.lang, mark.sentence if mark else None)
    naming: Entries = {"T": PdfText(field.name), "TU": PdfText(said)}
    if isinstance(field, RadioField):
        return radio_group(factory, field, boxes, naming)
    (box,) = boxes
    reference = add(factory.writer, naming | widget(box.rect) | _kind(factory, field, box.rect))
    return reference, {box: reference}


def _kind(factory: WidgetFactory, field: Single, rect: Rect) -> Entries:
    if isinstance(field, CheckboxField):
        return checkbox(factory, field, rect)
    if isinstance(field, ChoiceField):
        return _list(factory, field, rect) | _actions(factory, field)
    return _text(factory, field, rect) | _actions(factory, field)


def _text(factory: WidgetFactory, field: TextField | LongTextField, rect: Rect) -> Entries:
    size = answer_size(field, rect.width, factory.context.metrics)
    flags = MULTILINE if isinstance(field, LongTextField) else 0
    flags |= READ_ONLY if isinstance(field, TextField) and field.read_only else 0
    limit = {} if field.max_length is None else {"MaxLen": field.max_length}
    return text_field(factory, rect, size) | {"Ff": flags, **limit}


def _list(factory: WidgetFactory, field: ChoiceField, rect: Rect) -> Entries:
    lang = factory.context.lang
    blank = field.blank.to(lang)
    options = [blank, *(choice.label.to(lang) for choice in offered(field))]
    content = line_content(blank, rect, ANSWER.size, INK)
    return {
        "FT": "Ch",
        "Ff": COMBO | COMMIT_AT_ONCE,
        "Opt": [PdfText(option) for option in options],
        "V": PdfText(blank),
        "DV": PdfText(blank),
        "DA": PdfText(default_appearance(INK, ANSWER.size)),
        "AP": {"N": factory.picture(content, rect)},
    }


def _actions(factory: WidgetFactory, field: AnyField) -> Entries:
    """What runs while a field is filled in, on a form with scripts."""
    if not factory.context.aids:
        return {}
    scripts = {"K": keystroke_script(field), "V": validate_script(field, factory.context.form)}
    actions = {event: javascript(script) for event, script in scripts.items() if script}
    return {"AA": actions} if actions else {}


def _hidden(factory: WidgetFactory, name: str) -> IndirectObject:
    """A value that travels with the form and is never shown; it needs no place in the tags."""
    nowhere = Rect(0, 0, 0, 0)
    own = {"T": PdfText(name), "Ff": READ_ONLY}
    entries = widget(nowhere, HIDDEN) | text_field(factory, nowhere, ANSWER.size) | own
    return add(factory.writer, entries)


def add_aids(factory: WidgetFactory, layout: Layout) -> dict[FieldBox, IndirectObject]:
    """The aids of a form with scripts; nothing on any other."""
    if not factory.context.aids:
        return {}
    _add_document_script(factory)
    counters = {counter_name(field.name): field for field in factory.context.form.fields()}
    widgets: dict[FieldBox, IndirectObject] = {}
    for _, box in layout.boxes():
        if box.name == VERIFY:
            widgets[box] = add(factory.writer, _verify(factory, box.rect))
        elif isinstance(field := counters.get(box.name), TextField):
            widgets[box] = add(factory.writer, _counter(factory, field, box.rect))
    return widgets


def _verify(factory: WidgetFactory, rect: Rect) -> Entries:
    lang = factory.context.lang
    label = VERIFY_LABEL.to(lang)
    content = push_button_content(label, rect, factory.palette, factory.context.metrics)
    return widget(rect, SCREEN_ONLY) | {
        "FT": "Btn",
        "Ff": PUSH_BUTTON,
        "T": PdfText(VERIFY),
        "TU": PdfText(VERIFY_SPOKEN.to(lang)),
        "MK": {"BG": list(factory.palette.accent), "CA": PdfText(label)},
        "DA": PdfText(default_appearance(WHITE, CAPTION_SIZE)),
        "AP": {"N": factory.picture(content, rect)},
        "A": javascript(VERIFY_SCRIPT),
    }


def _counter(factory: WidgetFactory, field: AnyField, rect: Rect) -> Entries:
    lang = factory.context.lang
    said = COUNTER_SPOKEN.fill(lang, {"label": field.label.to(lang)})
    return (
        widget(rect, SCREEN_ONLY)
        | text_field(factory, rect, HELP.size)
        | {
            "T": PdfText(counter_name(field.name)),
            "TU": PdfText(said),
            "Ff": READ_ONLY,
            "Q": RIGHT_ALIGNED,
        }
    )


def _add_document_script(factory: WidgetFactory) -> None:
    script = document_script(factory.context.form, factory.context.lang)
    names = {"JavaScript": {"Names": [PdfText("zenforms"), javascript(script)]}}
    factory.writer.root_object[NameObject("/Names")] = add(factory.writer, names)


def client_name(name: str, rect: Rect, metrics: Metrics) -> tuple[Entries, bytes]:
    """The entries that store the name in its field, and the content that draws it.

    Raises LayoutError when it does not fit even at 8 points.
    """
    size, lines = _set(name, rect, metrics)
    is_short = len(lines) == 1
    content = (
        line_content(name, rect, size, INK) if is_short else lines_content(lines, rect, size, INK)
    )
    flags = READ_ONLY if is_short else READ_ONLY | MULTILINE
    appearance = PdfText(default_appearance(INK, size))
    return {"V": PdfText(name), "DA": appearance, "Ff": flags}, content


def _set(name: str, rect: Rect, metrics: Metrics) -> tuple[float, tuple[str, ...]]:
    """The size and the lines at which the name fits."""
    for size, allowed in _attempts():
        lines = wrapped(name, rect, size, metrics)
        if len(lines) <= allowed:
            return size, lines
    smallest = TWO_LINES[-1]
    excess = metrics.width(drawable(name), WEIGHT, smallest) - 2 * (rect.width - 2 * PADDING)
    raise overflow(name, Text(fr="Nom du client", en="Client name"), excess)


def _attempts() -> Iterator[tuple[float, int]]:
    yield from ((size, 1) for size in ONE_LINE)
    yield from ((size, 2) for size in TWO_LINES)
