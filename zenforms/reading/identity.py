"""Which form of ours a document is, and what can be said when it is none."""

from collections.abc import Iterable, Mapping

from zenforms import problems
from zenforms.findings import Problem
from zenforms.reading.formmap import FormMap, FormMaps
from zenforms.reading.submission import FieldValue, FormIdentity

FORM_ID = "form_id"
FORM_REVISION = "form_revision"


def identify(fields: Iterable[FieldValue], maps: FormMaps) -> FormIdentity | None:
    """The form that the hidden fields name, when its id is one of ours."""
    values = {field.name: field.value for field in fields}
    form_id, revision = values.get(FORM_ID), values.get(FORM_REVISION)
    if not isinstance(form_id, str) or form_id not in set(maps.ids()):
        return None
    if not isinstance(revision, str) or not (revision.isascii() and revision.isdigit()):
        return None
    return FormIdentity(form_id, int(revision[:9]))


def identity_problems(
    form: FormIdentity | None, fields: tuple[FieldValue, ...], maps: FormMaps
) -> list[Problem]:
    """What the identity of a document with fields gives cause to say."""
    if form is None:
        return [Problem(problems.FOREIGN_FORM)]
    known = maps.find(form)
    if known is None:
        arguments = {"form": form.id, "revision": str(form.revision)}
        return [Problem(problems.UNKNOWN_REVISION, arguments)]
    if is_blank_form(fields, known):
        return [Problem(problems.BLANK_FORM)]
    return []


def is_blank_form(fields: Iterable[FieldValue], known: FormMap) -> bool:
    """Whether nothing was filled in: every editable field is empty or on its blank value."""
    blanks: Mapping[str, tuple[str, ...]] = {f.name: f.blanks for f in known.fields}
    return not any(
        field.value is not None and field.value not in blanks[field.name]
        for field in fields
        if field.name in blanks and not field.read_only and not field.hidden
    )
