"""What every widget is made with and of; checkboxes and radio buttons, their states in ASCII."""

from collections.abc import Mapping
from dataclasses import dataclass

from pypdf import PdfWriter
from pypdf.generic import IndirectObject, StreamObject

from zenforms.form.definition import CheckboxField, Choice, RadioField, offered
from zenforms.form.layout.context import LayoutContext
from zenforms.form.layout.elements import FieldBox, Rect
from zenforms.form.layout.styles import INK, Palette
from zenforms.form.scripts import validate_script
from zenforms.form.wording import option_tooltip
from zenforms.form.writing.appearance import checkbox_content, default_appearance, radio_content
from zenforms.form.writing.fieldfont import RESOURCE
from zenforms.form.writing.objects import PdfText, add, dictionary, entries_of, stream

PRINT = 4
HIDDEN = 2
READ_ONLY = 1

Entries = dict[str, object]
NO_TOGGLE_TO_OFF = 1 << 14
RADIO = 1 << 15
OFF = "Off"
TICK, DOT = "4", "l"
"""What other tools draw from /MK when they redraw a button: ZapfDingbats codes."""


@dataclass(frozen=True, slots=True)
class WidgetFactory:
    """What is needed to make a widget."""

    writer: PdfWriter
    context: LayoutContext
    palette: Palette
    font: IndirectObject

    def picture(self, content: bytes, rect: Rect) -> IndirectObject:
        """An appearance stream as large as `rect`."""
        return add(self.writer, appearance_stream(content, rect, self.font))


def appearance_stream(content: bytes, rect: Rect, font: IndirectObject) -> StreamObject:
    """What is drawn in a widget as large as `rect`, in the field font."""
    box = [0, 0, rect.width, rect.height]
    fonts = {"Font": {RESOURCE: font}}
    entries = {"Type": "XObject", "Subtype": "Form", "BBox": box, "Resources": fonts}
    return stream(content, entries)


def widget(rect: Rect, flags: int = PRINT) -> Entries:
    """The entries of any widget at `rect`."""
    return {
        "Type": "Annot",
        "Subtype": "Widget",
        "Rect": list(rect.corners()),
        "F": flags,
        "BS": {"W": 1, "S": "S"},
        "MK": {},
    }


def text_field(factory: WidgetFactory, rect: Rect, size: float) -> Entries:
    """The entries of any text field, blank, its text `size` points large."""
    return {
        "FT": "Tx",
        "DA": PdfText(default_appearance(INK, size)),
        "AP": {"N": factory.picture(b"/Tx BMC\nEMC", rect)},
    }


def javascript(script: str) -> Entries:
    """An action that runs `script`."""
    return {"S": "JavaScript", "JS": PdfText(script)}


def checkbox(factory: WidgetFactory, field: CheckboxField, rect: Rect) -> Entries:
    """The entries of a checkbox, beside those that all widgets have."""
    pictures = {
        state: factory.picture(checkbox_content(rect.width, factory.palette, on=on), rect)
        for state, on in ((field.state, True), (OFF, False))
    }
    own: Entries = {"FT": "Btn", "Ff": 0, "V": OFF, "AS": OFF}
    return own | _button(factory, field, pictures, TICK)


def radio_group(
    factory: WidgetFactory, field: RadioField, boxes: list[FieldBox], naming: Entries
) -> tuple[IndirectObject, dict[FieldBox, IndirectObject]]:
    """A group of radio buttons, none of them set: its root, and a widget for each box."""
    group = {"FT": "Btn", "Ff": RADIO | NO_TOGGLE_TO_OFF, "V": OFF}
    root = add(factory.writer, naming | group)
    choices = {choice.code: choice for choice in offered(field)}
    widgets = {
        box: add(
            factory.writer, {"Parent": root, **_option(factory, field, choices[code], box.rect)}
        )
        for box in boxes
        if (code := box.choice)
    }
    entries_of(root).update(dictionary({"Kids": [*widgets.values()]}))
    return root, widgets


def _option(factory: WidgetFactory, field: RadioField, choice: Choice, rect: Rect) -> Entries:
    """One radio button; its own /TU tells it from its brothers."""
    pictures = {
        state: factory.picture(radio_content(rect.width, factory.palette, on=on), rect)
        for state, on in ((str(choice.state), True), (OFF, False))
    }
    said = {"TU": PdfText(option_tooltip(field, choice, factory.context.lang)), "AS": OFF}
    return widget(rect) | said | _button(factory, field, pictures, DOT)


def _button(
    factory: WidgetFactory,
    field: CheckboxField | RadioField,
    pictures: Mapping[str, IndirectObject],
    sign: str,
) -> Entries:
    colours = {
        "BC": list(factory.palette.border),
        "BG": list(factory.palette.tint),
        "CA": PdfText(sign),
    }
    script = validate_script(field, factory.context.form) if factory.context.aids else None
    return {
        "MK": colours,
        "DA": PdfText(default_appearance(INK, 0)),
        "AP": {"N": pictures},
        **({"A": javascript(script)} if script else {}),
    }
