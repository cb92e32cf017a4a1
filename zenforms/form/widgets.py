"""Writes the fields of a form: AcroForm, field dictionaries, widgets and blank appearances."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, IndirectObject, NameObject

from zenforms.form.appearance import (
    checkbox_content,
    default_appearance,
    line_content,
    radio_content,
)
from zenforms.form.definition import (
    AnyField,
    CheckboxField,
    Choice,
    ChoiceField,
    LongTextField,
    RadioField,
    TextField,
)
from zenforms.form.fieldfont import RESOURCE
from zenforms.form.objects import Said, add, dictionary, stream
from zenforms.form.palette import INK, Palette
from zenforms.form.setting import Setting
from zenforms.form.sheet import ANSWER, FieldBox, Layout, Rect
from zenforms.form.typesize import answer_size
from zenforms.form.wording import option_tooltip, tooltip

PRINT = 4
HIDDEN = 2
READ_ONLY = 1
MULTILINE = 1 << 12
NO_TOGGLE_TO_OFF = 1 << 14
RADIO = 1 << 15
COMBO = 1 << 17
COMMIT_AT_ONCE = 1 << 26
OFF = "Off"
TICK, DOT = "4", "l"
"""What other tools draw from /MK when they redraw a button: ZapfDingbats codes."""

Widgets = Mapping[FieldBox, IndirectObject]


@dataclass(frozen=True, slots=True)
class Bench:
    """What is needed to make a widget."""

    writer: PdfWriter
    setting: Setting
    palette: Palette
    font: IndirectObject

    def picture(self, content: bytes, rect: Rect) -> IndirectObject:
        """An appearance stream as large as `rect`."""
        box = [0, 0, rect.width, rect.height]
        fonts = {"Font": {RESOURCE: self.font}}
        entries = {"Type": "XObject", "Subtype": "Form", "BBox": box, "Resources": fonts}
        return add(self.writer, stream(content, entries))


def add_fields(bench: Bench, layout: Layout, hidden: Mapping[str, str]) -> Widgets:
    """Every field of the form as a blank widget, and the hidden ones with their values."""
    roots: list[IndirectObject] = []
    widgets: dict[FieldBox, IndirectObject] = {}
    for field in bench.setting.form.fields():
        boxes = [box for _, box in layout.boxes() if box.name == field.name]
        root, made = _field(bench, field, boxes)
        roots.append(root)
        widgets.update(made)
    unseen = [_hidden(bench, name, value) for name, value in hidden.items()]
    _put_on_pages(bench.writer, layout, widgets, unseen)
    acroform = {
        "Fields": [*unseen, *roots],
        "DA": Said(default_appearance(INK, ANSWER.size)),
        "DR": {"Font": {RESOURCE: bench.font}},
    }
    root_object = bench.writer.root_object
    root_object[NameObject("/AcroForm")] = add(bench.writer, acroform)
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
        for reference in page["/Annots"]:  # type: ignore[attr-defined]
            reference.get_object()[NameObject("/P")] = page.indirect_reference


def _field(
    bench: Bench, field: AnyField, boxes: list[FieldBox]
) -> tuple[IndirectObject, dict[FieldBox, IndirectObject]]:
    """The field's root object and its widgets; they are one and the same but for radio buttons."""
    if isinstance(field, RadioField):
        return _radio(bench, field, boxes)
    (box,) = boxes
    entries = _naming(bench, field) | _widget(box.rect) | _kind(bench, field, box.rect)
    reference = add(bench.writer, entries)
    return reference, {box: reference}


def _naming(bench: Bench, field: AnyField) -> dict[str, object]:
    said = tooltip(field, bench.setting.form, bench.setting.lang)
    return {"T": Said(field.name), "TU": Said(said)}


def _widget(rect: Rect, flags: int = PRINT) -> dict[str, object]:
    return {
        "Type": "Annot",
        "Subtype": "Widget",
        "Rect": list(rect.corners()),
        "F": flags,
        "BS": {"W": 1, "S": "S"},
        "MK": {},
    }


def _kind(bench: Bench, field: AnyField, rect: Rect) -> dict[str, object]:
    match field:
        case CheckboxField():
            return _checkbox(bench, field, rect)
        case ChoiceField():
            return _list(bench, field, rect)
        case TextField() | LongTextField():
            return _text(bench, field, rect)
    message = f"no widget for {field.kind}"
    raise TypeError(message)


def _text(bench: Bench, field: TextField | LongTextField, rect: Rect) -> dict[str, object]:
    size = answer_size(field, rect.width, bench.setting.metrics)
    flags = MULTILINE if isinstance(field, LongTextField) else 0
    flags |= READ_ONLY if isinstance(field, TextField) and field.read_only else 0
    limit = {} if field.max_length is None else {"MaxLen": field.max_length}
    return {
        "FT": "Tx",
        "Ff": flags,
        "DA": Said(default_appearance(INK, size)),
        "AP": {"N": bench.picture(b"/Tx BMC\nEMC", rect)},
        **limit,
    }


def _list(bench: Bench, field: ChoiceField, rect: Rect) -> dict[str, object]:
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


def _checkbox(bench: Bench, field: CheckboxField, rect: Rect) -> dict[str, object]:
    pictures = {
        state: bench.picture(checkbox_content(rect.width, bench.palette, on=on), rect)
        for state, on in ((field.state, True), (OFF, False))
    }
    return {"FT": "Btn", "Ff": 0, "V": OFF, "AS": OFF} | _button(bench, pictures, TICK)


def _radio(
    bench: Bench, field: RadioField, boxes: list[FieldBox]
) -> tuple[IndirectObject, dict[FieldBox, IndirectObject]]:
    group = {"FT": "Btn", "Ff": RADIO | NO_TOGGLE_TO_OFF, "V": OFF}
    root = add(bench.writer, _naming(bench, field) | group)
    choices = {choice.code: choice for choice in field.choices}
    widgets = {
        box: add(bench.writer, {"Parent": root, **_option(bench, field, choices[code], box.rect)})
        for box in boxes
        if (code := box.choice)
    }
    root.get_object().update(dictionary({"Kids": [*widgets.values()]}))  # type: ignore[union-attr]
    return root, widgets


def _option(bench: Bench, field: RadioField, choice: Choice, rect: Rect) -> dict[str, object]:
    """One radio button; its own /TU tells it from its brothers."""
    pictures = {
        state: bench.picture(radio_content(rect.width, bench.palette, on=on), rect)
        for state, on in ((str(choice.state), True), (OFF, False))
    }
    said = {"TU": Said(option_tooltip(field, choice, bench.setting.lang)), "AS": OFF}
    return _widget(rect) | said | _button(bench, pictures, DOT)


def _button(bench: Bench, pictures: Mapping[str, IndirectObject], sign: str) -> dict[str, object]:
    colours = {"BC": list(bench.palette.border), "BG": list(bench.palette.tint), "CA": Said(sign)}
    return {
        "MK": colours,
        "DA": Said(default_appearance(INK, 0)),
        "AP": {"N": pictures},
    }


def _hidden(bench: Bench, name: str, value: str) -> IndirectObject:
    """A value that travels with the form and is never shown; it needs no place in the tags."""
    nowhere = Rect(0, 0, 0, 0)
    return add(
        bench.writer,
        {
            **_widget(nowhere, HIDDEN),
            "FT": "Tx",
            "T": Said(name),
            "V": Said(value),
            "Ff": READ_ONLY,
            "DA": Said(default_appearance(INK, ANSWER.size)),
            "AP": {"N": bench.picture(b"/Tx BMC\nEMC", nowhere)},
        },
    )
