"""The questions of the form as tables in the clients' guide, made from the form's definition.

A table stands between `<!-- questions NAME -->`, NAME being a section of the form, and
`<!-- /questions -->`; everything around it is written by hand.
"""

import re
from pathlib import Path

from zenforms.form.definition import (
    AnyField,
    CheckboxField,
    ChoiceField,
    Form,
    RadioField,
    Section,
    TextField,
)
from zenforms.form.library import shipped_form
from zenforms.form.wording import marker
from zenforms.language import Lang

GUIDE = Path(__file__).parent.parent.parent / "docs" / "guide-client.md"
_FORM, _LANG = "assistance-request", Lang.FR
_TABLE = re.compile(r"<!-- questions (?P<name>\w+) -->\n.*?<!-- /questions -->", re.DOTALL)


def with_questions(guide: str) -> str:
    """The guide with its tables as the form is now; raises KeyError for an unknown section."""
    form = shipped_form(_FORM)
    sections = {section.name: section for section in form.sections}
    return _TABLE.sub(lambda found: _table(found["name"], sections[found["name"]], form), guide)


def sections_in(guide: str) -> list[str]:
    """The sections that have a table, in order."""
    return [found["name"] for found in _TABLE.finditer(guide)]


def _table(name: str, section: Section, form: Form) -> str:
    rows = [_row(field, form) for field in section.fields]
    head = "| question | à savoir | |\n|---|---|---|"
    return "\n".join([f"<!-- questions {name} -->", head, *rows, "<!-- /questions -->"])


def _row(field: AnyField, form: Form) -> str:
    known = _sentence(field.help.to(_LANG) if field.help else "", _choices(field))
    return f"| **{field.label.to(_LANG)}** | {known} | {_needed(field, form)} |"


def _sentence(*parts: str) -> str:
    """The parts as sentences; paths keep their backslashes in Markdown."""
    said = (part if part.endswith((".", "»")) else f"{part}." for part in parts if part)
    return " ".join(said).replace("\\", "\\\\").replace("[…]", "\\[…\\]")


def _choices(field: AnyField) -> str:
    if not isinstance(field, ChoiceField | RadioField):
        return ""
    return "Au choix\u00a0: " + ", ".join(choice.label.to(_LANG) for choice in field.choices)


def _needed(field: AnyField, form: Form) -> str:
    if isinstance(field, TextField) and field.read_only:
        return "déjà rempli"
    if isinstance(field, CheckboxField) and field.required:
        return "à cocher"
    return marker(field, form, _LANG) or ""


if __name__ == "__main__":
    GUIDE.write_text(with_questions(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
