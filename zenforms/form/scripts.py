"""The aids on screen: a “Vérifier” button, character counters, and the field JavaScript.

The aids are not fields of the definition: never printed, never an answer, absent without scripts.
The scripts are made from the definition, one document script and short calls. They help in Acrobat
and Firefox and are never needed. A script that this room wrote is known by its SHA-256, so that
reading a form that comes back does not report it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from zenforms.form.definition import (
    AID_PREFIX,
    AnyField,
    CheckboxField,
    ChoiceField,
    Form,
    RadioField,
    TextField,
    export_value,
    offered,
)
from zenforms.form.wording import COMPLETE, FORMATS, MISSING, WRONG
from zenforms.language import Lang

VERIFY = f"{AID_PREFIX}verify"
"""The name of the button that lists what is missing."""
PATTERNS = {
    "email": r"^[^\s@]+@[^\s@]+\.[^\s@]+$",
    "telephone": r"^\+?[0-9\s().\/-]{4,}",
    "version": r"[0-9]",
    "request_number": r"^\s*[Zz][Ff][ -]?[0-9]{6}[ -]?[A-Za-z0-9]{5,}\s*$",
}
"""What an answer roughly looks like, to help while typing; the rules of judging are stricter."""
VERIFY_SCRIPT = "zfVerify();"
MARK_SCRIPT = "zfMark();"


def counter_name(field: str) -> str:
    """The name of the counter that belongs to a field."""
    return f"{AID_PREFIX}count_{field}"


def document_script(form: Form, lang: Lang) -> str:
    """The functions and what they need to know of the form; pure ASCII."""
    known = {
        "title": form.title.to(lang),
        "missing": MISSING.to(lang),
        "wrong": WRONG.to(lang),
        "complete": COMPLETE.to(lang),
        "fields": [_known(field, form, lang) for field in form.fields()],
    }
    return f"var zf = {json.dumps(known, sort_keys=True)};\n{_functions()}"


def keystroke_script(field: AnyField) -> str | None:
    """What runs at each key in a field, if anything."""
    if isinstance(field, TextField) and field.counter:
        return f'zfCount("{counter_name(field.name)}", {field.max_length});'
    return None


def validate_script(field: AnyField, form: Form) -> str | None:
    """What runs when an answer has been given, if anything."""
    if isinstance(field, TextField) and field.format:
        return f'zfHint("{field.name}");'
    return MARK_SCRIPT if _decides(field, form) else None


def known_scripts(forms: Iterable[Form]) -> frozenset[str]:
    """The SHA-256 (hexadecimal, of the UTF-8 text) of every script of these forms.

    Both languages, and those that earlier releases wrote.
    """
    return _earlier().union(*(_digests_of(_Held(form)) for form in forms))


class _Held:
    """A form as a key: by identity, as its own hash walks through every field."""

    __slots__ = ("form",)

    def __init__(self, form: Form) -> None:
        self.form = form

    def __hash__(self) -> int:
        return id(self.form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.form is self.form


@lru_cache(maxsize=16)
def _digests_of(held: _Held) -> frozenset[str]:
    return frozenset(hashlib.sha256(s.encode()).hexdigest() for s in _scripts(held.form))


def _scripts(form: Form) -> Iterator[str]:
    yield from (VERIFY_SCRIPT, MARK_SCRIPT)
    yield from (document_script(form, lang) for lang in Lang)
    for field in form.fields():
        yield from filter(None, (keystroke_script(field), validate_script(field, form)))


@cache
def _functions() -> str:
    return (files("zenforms.form") / "aids.js").read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _earlier() -> frozenset[str]:
    lines = (files("zenforms.form") / "earlier_scripts.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _known(field: AnyField, form: Form, lang: Lang) -> dict[str, object]:
    """What the functions need to know of one field."""
    known: dict[str, object] = {
        "name": field.name,
        "label": field.label.to(lang),
        "required": field.required,
        "conditions": list(_conditions(field, form, lang)),
    }
    if isinstance(field, ChoiceField):
        known["blank"] = field.blank.to(lang)
    if isinstance(field, TextField) and field.format:
        known |= {"pattern": PATTERNS[field.format], "hint": FORMATS[field.format].to(lang)}
    return known


def _conditions(field: AnyField, form: Form, lang: Lang) -> Iterator[dict[str, object]]:
    for name, codes in field.required_when.items():
        match form.field(name):
            case CheckboxField(state=state):
                yield {"name": name, "values": [state]}
            case RadioField() | ChoiceField() as other:
                chosen = (choice for choice in offered(other) if choice.code in codes)
                yield {"name": name, "values": [export_value(other, c, lang) for c in chosen]}


def _decides(field: AnyField, form: Form) -> bool:
    """Whether another field's duty hangs on this one."""
    return any(field.name in other.required_when for other in form.fields())
