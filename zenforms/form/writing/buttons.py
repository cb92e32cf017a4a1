"""Checkboxes and radio buttons: drawn as paths, their states in ASCII."""

from collections.abc import Mapping

from pypdf.generic import IndirectObject

from zenforms.form.definition import CheckboxField, Choice, RadioField
from zenforms.form.layout.elements import FieldBox, Rect
from zenforms.form.layout.styles import INK
from zenforms.form.scripts import validate_script
from zenforms.form.wording import option_tooltip
from zenforms.form.writing.appearance import checkbox_content, default_appearance, radio_content
from zenforms.form.writing.bench import Bench, Entries, javascript, widget
from zenforms.form.writing.objects import Said, add, dictionary, entries_of

NO_TOGGLE_TO_OFF = 1 << 14
RADIO = 1 << 15
OFF = "Off"
TICK, DOT = "4", "l"
"""What other tools draw from /MK when they redraw a button: ZapfDingbats codes."""


def checkbox(bench: Bench, field: CheckboxField, rect: Rect) -> Entries:
    """The entries of a checkbox, beside those that all widgets have."""
    pictures = {
        state: bench.picture(checkbox_content(rect.width, bench.palette, on=on), rect)
        for state, on in ((field.state, True), (OFF, False))
    }
    own: Entries = {"FT": "Btn", "Ff": 0, "V": OFF, "AS": OFF}
    return own | _button(bench, field, pictures, TICK)


def radio_group(
    bench: Bench, field: RadioField, boxes: list[FieldBox], naming: Entries
) -> tuple[IndirectObject, dict[FieldBox, IndirectObject]]:
    """A group of radio buttons, none of them set: its root, and a widget for each box."""
    group = {"FT": "Btn", "Ff": RADIO | NO_TOGGLE_TO_OFF, "V": OFF}
    root = add(bench.writer, naming | group)
    choices = {choice.code: choice for choice in field.choices}
    widgets = {
        box: add(bench.writer, {"Parent": root, **_option(bench, field, choices[code], box.rect)})
        for box in boxes
        if (code := box.choice)
    }
    entries_of(root).update(dictionary({"Kids": [*widgets.values()]}))
    return root, widgets


def _option(bench: Bench, field: RadioField, choice: Choice, rect: Rect) -> Entries:
    """One radio button; its own /TU tells it from its brothers."""
    pictures = {
        state: bench.picture(radio_content(rect.width, bench.palette, on=on), rect)
        for state, on in ((str(choice.state), True), (OFF, False))
    }
    said = {"TU": Said(option_tooltip(field, choice, bench.setting.lang)), "AS": OFF}
    return widget(rect) | said | _button(bench, field, pictures, DOT)


def _button(
    bench: Bench,
    field: CheckboxField | RadioField,
    pictures: Mapping[str, IndirectObject],
    sign: str,
) -> Entries:
    colours = {"BC": list(bench.palette.border), "BG": list(bench.palette.tint), "CA": Said(sign)}
    script = validate_script(field, bench.setting.form) if bench.setting.aids else None
    return {
        "MK": colours,
        "DA": Said(default_appearance(INK, 0)),
        "AP": {"N": pictures},
        **({"A": javascript(script)} if script else {}),
    }
