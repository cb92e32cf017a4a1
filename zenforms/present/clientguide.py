"""The guide for clients, made from the form that they get, in the words of the desk."""

import re
from collections.abc import Iterator

from zenforms.form.definition import (
    AnyField,
    CheckboxField,
    ChoiceField,
    Form,
    RadioField,
    Section,
    TextField,
    offered,
)
from zenforms.form.library import PSR_GUIDE
from zenforms.form.wording import marker
from zenforms.language import Lang
from zenforms.resources import resource
from zenforms.words import OF_THE_CHARTER, Words

_TEMPLATE = "guide-client.fr.md"
_TABLE = re.compile(r"<!-- questions (?P<name>\w+) -->\n")
_PLACE = re.compile(r"(?:### [^\n]*\n\n)?<!-- questions (?P<name>\w+) -->\n")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)\n\n?")
_STEPS = "<!-- steps psr -->"
_HEAD = "| question | à savoir | |\n|---|---|---|"
_LANG = Lang.FR


def client_guide(form: Form, words: Words = OF_THE_CHARTER, *, pictures: bool = False) -> str:
    """The guide as Markdown, in French.

    Each section of the form has its questions as a table: where the guide speaks of it, or at the
    end of the questions. With `pictures` it shows those of the repository's own pages.
    """
    text = (resource("forms") / _TEMPLATE).read_text(encoding="utf-8")
    text = words.put_into({"fr": text, "en": ""})["fr"]
    if not pictures:
        text = _PICTURE.sub("", text)
    sections = {section.name: section for section in form.sections}
    named = [found["name"] for found in _TABLE.finditer(text)]
    text = _PLACE.sub(lambda found: _place(found, sections, form), text)
    text = text.replace(_STEPS, "\n".join(_steps(form)))
    more = [f"### {s.title.to(_LANG)}\n\n{_table(s, form)}\n\n" for s in form.sections]
    unnamed = "".join(m for m, s in zip(more, form.sections, strict=True) if s.name not in named)
    end = text.index("\n## ", text.rindex("<!-- /questions -->")) + 1
    return text[:end] + unnamed + text[end:]


def _place(found: re.Match[str], sections: dict[str, Section], form: Form) -> str:
    """The table of a section under its heading; neither when the form has no such section."""
    section = sections.get(found["name"])
    if section is None:
        return ""
    heading = f"### {section.title.to(_LANG)}\n\n" if found[0].startswith("###") else ""
    return f"{heading}{_table(section, form)}\n"


def _table(section: Section, form: Form) -> str:
    rows = (_row(field, form) for field in section.fields)
    opening = f"<!-- questions {section.name} -->"
    return "\n".join([opening, _HEAD, *rows, "<!-- /questions -->"])


def _steps(form: Form) -> Iterator[str]:
    """How to make a recording, in the form's own steps, after the guide's first."""
    guide = next((one for one in form.guides if one.name == PSR_GUIDE), None)
    for number, step in enumerate(guide.steps if guide else (), start=2):
        yield f"{number}. {step.to(_LANG)}"


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
    return "Au choix\u00a0: " + ", ".join(choice.label.to(_LANG) for choice in offered(field))


def _needed(field: AnyField, form: Form) -> str:
    if isinstance(field, TextField) and field.read_only:
        return "déjà rempli"
    if isinstance(field, CheckboxField) and field.required:
        return "à cocher"
    return marker(field, form, _LANG) or ""
