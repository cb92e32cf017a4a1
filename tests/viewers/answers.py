"""What is typed into a form, engine-neutral: values, and where each widget lies.

The places are read from the file itself, so that a driver depends on nothing of the generator.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

Kind = Literal["text", "choice", "radio", "checkbox", "other"]
Values = Mapping[str, str | None]
"""Field name → text, visible label of a choice, on-state of a button; None clears it."""

_HIDDEN = 2
_RADIO = 1 << 15
_PUSH_BUTTON = 1 << 16


@dataclass(frozen=True, slots=True)
class Widget:
    """One rectangle on a page. `page` counts from 0; points from the lower left corner.

    `number` is its object number in the file, 0 when it is a direct object.
    """

    page: int
    rectangle: tuple[float, float, float, float]
    state: str | None
    tooltip: str
    number: int

    @property
    def centre(self) -> tuple[float, float]:
        """Where a person would click."""
        left, bottom, right, top = self.rectangle
        return (left + right) / 2, (bottom + top) / 2


@dataclass(frozen=True, slots=True)
class Answer:
    """One field with what is typed into it. `options` are a choice's export values, in order.

    `is_ticked` tells how a checkbox stood before, because a click only turns it over.
    """

    name: str
    kind: Kind
    value: str | None
    widgets: tuple[Widget, ...]
    options: tuple[str, ...] = ()
    is_ticked: bool = False

    def widget(self) -> Widget:
        """The widget to act on: the wanted button of a radio, else the only one."""
        return next((w for w in self.widgets if w.state == self.value), self.widgets[0])


def answers_for(pdf: Path, values: Values) -> tuple[Answer, ...]:
    """`values` as answers to the fields of `pdf`; raises KeyError for a field it does not have."""
    known = fields_of(pdf)
    return tuple(replace(known[name], value=value) for name, value in values.items())


def fields_of(pdf: Path) -> Mapping[str, Answer]:
    """The visible fields of `pdf` in page order, unanswered."""
    with PdfReader(pdf) as reader:
        found: dict[str, Answer] = {}
        for number, page in enumerate(reader.pages):
            for widget in _widgets(page.get("/Annots")):
                _add(found, widget, number)
        return found


def as_json(answers: tuple[Answer, ...]) -> str:
    """The answers for drivers that are not written in this Python."""
    return json.dumps([asdict(answer) for answer in answers], ensure_ascii=False)


def _widgets(annotations: Any) -> Iterator[DictionaryObject]:  # noqa: ANN401 - a PDF holds anything
    items = annotations.get_object() if annotations is not None else ArrayObject()
    for item in items:
        widget = item.get_object()
        if widget.get("/Subtype") == "/Widget" and not int(widget.get("/F", 0)) & _HIDDEN:
            yield widget


def _add(found: dict[str, Answer], widget: DictionaryObject, page: int) -> None:
    name = str(_inherited(widget, "/T") or "")
    kind = _kind(widget)
    tooltip = str(_inherited(widget, "/TU") or "")
    reference = widget.indirect_reference
    number = reference.idnum if reference is not None else 0
    place = Widget(page, _rectangle(widget), _on_state(widget), tooltip, number)
    before = found[name].widgets if name in found else ()
    ticked = widget.get("/AS", "/Off") != "/Off"
    found[name] = Answer(name, kind, None, (*before, place), _options(widget), is_ticked=ticked)


def _kind(widget: DictionaryObject) -> Kind:
    flags = int(_inherited(widget, "/Ff") or 0)
    match _inherited(widget, "/FT"):
        case "/Tx":
            return "text"
        case "/Ch":
            return "choice"
        case "/Btn" if flags & _RADIO:
            return "radio"
        case "/Btn" if not flags & _PUSH_BUTTON:
            return "checkbox"
    return "other"


def _rectangle(widget: DictionaryObject) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(number) for number in widget["/Rect"])  # type: ignore[attr-defined]
    return left, bottom, right, top


def _on_state(widget: DictionaryObject) -> str | None:
    if _inherited(widget, "/FT") != "/Btn" or "/AP" not in widget:
        return None
    normal = widget["/AP"]["/N"]  # type: ignore[index]
    return next((state[1:] for state in normal if state != "/Off"), None)


def _options(widget: DictionaryObject) -> tuple[str, ...]:
    options = _inherited(widget, "/Opt") or []
    return tuple(str(o[0] if isinstance(o, ArrayObject) else o) for o in options)


def _inherited(widget: DictionaryObject, key: str) -> Any:  # noqa: ANN401 - a PDF holds anything
    node: DictionaryObject | None = widget
    while node is not None:
        if key in node:
            return node[key]
        parent = node.get("/Parent")
        node = parent.get_object() if parent is not None else None
    return None
