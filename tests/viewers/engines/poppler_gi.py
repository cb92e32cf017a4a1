"""poppler under the system's Python, the only one that has its binding."""

import json
import sys
from pathlib import Path
from typing import Any

import gi

gi.require_version("Poppler", "0.18")
from gi.repository import Poppler  # noqa: E402 - the version must be asked for first


def main(source: str, answers: str, target: str) -> None:
    """Fills `source` with the JSON in `answers`, saves to `target`."""
    document = Poppler.Document.new_from_file(Path(source).absolute().as_uri(), None)
    for answer in json.loads(Path(answers).read_text(encoding="utf-8")):
        wanted = [w for w in answer["widgets"] if w["state"] == answer["value"]]
        widget = (wanted or answer["widgets"])[0]
        page = document.get_page(widget["page"])
        _answer(_field_at(page, widget), answer)
    document.save(Path(target).absolute().as_uri())


def _field_at(page: Any, widget: dict[str, Any]) -> Any:  # noqa: ANN401 - untyped binding
    left, bottom, right, top = widget["rectangle"]
    x, y = (left + right) / 2, (bottom + top) / 2
    for mapping in page.get_form_field_mapping():
        area = mapping.area
        if area.x1 <= x <= area.x2 and area.y1 <= y <= area.y2:
            return mapping.field
    raise KeyError(widget["tooltip"])


def _answer(field: Any, answer: dict[str, Any]) -> None:  # noqa: ANN401 - untyped binding
    value = answer["value"]
    match answer["kind"]:
        case "text":
            field.text_set_text(value or "")
        case "choice":
            field.choice_select_item(answer["options"].index(value) if value else 0)
        case "radio" | "checkbox":
            field.button_set_state(value is not None)


main(*sys.argv[1:])
