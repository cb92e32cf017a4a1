"""Writes the “Vérifier” button, the counters and the document script."""

from pypdf.generic import IndirectObject, NameObject

from zenforms.form.aids import VERIFY, counter_name
from zenforms.form.definition import AnyField, TextField
from zenforms.form.layout.elements import FieldBox, Layout, Rect
from zenforms.form.layout.styles import HELP, WHITE
from zenforms.form.scripts import VERIFY_SCRIPT, document_script
from zenforms.form.wording import COUNTER_SPOKEN, VERIFY_LABEL, VERIFY_SPOKEN
from zenforms.form.writing.appearance import CAPTION_SIZE, default_appearance, push_button_content
from zenforms.form.writing.bench import READ_ONLY, Bench, Entries, javascript, text_field, widget
from zenforms.form.writing.objects import Said, add

SCREEN_ONLY = 0
PUSH_BUTTON = 1 << 16
RIGHT_ALIGNED = 2


def add_aids(bench: Bench, layout: Layout) -> dict[FieldBox, IndirectObject]:
    """The aids of a form with scripts; nothing on any other."""
    if not bench.setting.aids:
        return {}
    _add_document_script(bench)
    counters = {counter_name(field.name): field for field in bench.setting.form.fields()}
    widgets: dict[FieldBox, IndirectObject] = {}
    for _, box in layout.boxes():
        if box.name == VERIFY:
            widgets[box] = add(bench.writer, _verify(bench, box.rect))
        elif isinstance(field := counters.get(box.name), TextField):
            widgets[box] = add(bench.writer, _counter(bench, field, box.rect))
    return widgets


def _verify(bench: Bench, rect: Rect) -> Entries:
    lang = bench.setting.lang
    label = VERIFY_LABEL.to(lang)
    content = push_button_content(label, rect, bench.palette, bench.setting.metrics)
    return widget(rect, SCREEN_ONLY) | {
        "FT": "Btn",
        "Ff": PUSH_BUTTON,
        "T": Said(VERIFY),
        "TU": Said(VERIFY_SPOKEN.to(lang)),
        "MK": {"BG": list(bench.palette.accent), "CA": Said(label)},
        "DA": Said(default_appearance(WHITE, CAPTION_SIZE)),
        "AP": {"N": bench.picture(content, rect)},
        "A": javascript(VERIFY_SCRIPT),
    }


def _counter(bench: Bench, field: AnyField, rect: Rect) -> Entries:
    lang = bench.setting.lang
    said = COUNTER_SPOKEN.fill(lang, {"label": field.label.to(lang)})
    return (
        widget(rect, SCREEN_ONLY)
        | text_field(bench, rect, HELP.size)
        | {
            "T": Said(counter_name(field.name)),
            "TU": Said(said),
            "Ff": READ_ONLY,
            "Q": RIGHT_ALIGNED,
        }
    )


def _add_document_script(bench: Bench) -> None:
    script = document_script(bench.setting.form, bench.setting.lang)
    names = {"JavaScript": {"Names": [Said("zenforms"), javascript(script)]}}
    bench.writer.root_object[NameObject("/Names")] = add(bench.writer, names)
