"""Which form of ours a document is, and what can be said when it is none."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from zenforms import frame_problems, problems
from zenforms.findings import Problem
from zenforms.reading.formmap import FormMap, FormMaps, MappedField
from zenforms.reading.submission import FieldValue, Flag, FormIdentity

FORM_ID = "form_id"
FORM_REVISION = "form_revision"

_NAMED = 5
_NEVER_OURS = {Flag.BAD_FIELD_ENTRY, Flag.BAD_FLAGS}
"""What no viewer makes of a field that we wrote: its value may be lost."""


def identify(fields: Iterable[FieldValue], maps: FormMaps) -> FormIdentity | None:
    """The form that the hidden fields name, when its id is one of ours."""
    values = {field.name: field.value for field in fields}
    form_id, revision = values.get(FORM_ID), values.get(FORM_REVISION)
    if not isinstance(form_id, str) or form_id not in set(maps.ids()):
        return None
    if not isinstance(revision, str) or not (revision.isascii() and revision.isdigit()):
        return None
    return FormIdentity(form_id, int(revision[:9]))


_Affixes = tuple[str, str]


def under_own_names(
    fields: tuple[FieldValue, ...], maps: FormMaps
) -> tuple[tuple[FieldValue, ...], tuple[Problem, ...]]:
    """The fields as our form names them, where a merger put them under another name.

    Programs that merge files hang the fields of each below a parent (`1.summary`), or number their
    names (`summary###1`). Of several forms in one file none is read.
    """
    ours = set(maps.ids())
    found = dict[_Affixes, FieldValue]()
    for field in fields:
        before, named, behind = field.name.partition(FORM_ID)
        if named and field.value in ours:
            found.setdefault((before, behind), field)
    if len(found) > 1:
        told = Problem(frame_problems.SEVERAL_FORMS, {"count": str(len(found))})
        return fields, (told,)
    if not found or ("", "") in found:
        return fields, ()
    ((before, behind), example) = next(iter(found.items()))
    named_so = [f for f in fields if f.name.startswith(before) and f.name.endswith(behind)]
    own = {f.name: f.name[len(before) : len(f.name) - len(behind)] for f in named_so}
    renamed = tuple(replace(f, name=own.get(f.name, f.name)) for f in fields)
    return renamed, (Problem(frame_problems.RENAMED_FIELDS, {"example": example.name}),)


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
    return [*_age(form, maps), *_changes(form, fields, known)]


def _age(form: FormIdentity, maps: FormMaps) -> list[Problem]:
    newest = maps.newest(form.id)
    if form.revision >= newest:
        return []
    arguments = {"form": form.id, "revision": str(form.revision), "latest": str(newest)}
    return [Problem(problems.OLDER_REVISION, arguments)]


def _changes(form: FormIdentity, fields: tuple[FieldValue, ...], known: FormMap) -> list[Problem]:
    if altered := altered_fields(fields, known):
        arguments = {"form": form.id, "field": ", ".join(altered[:_NAMED])}
        return [Problem(problems.ALTERED_FORM, arguments)]
    if is_blank_form(fields, known):
        return [Problem(problems.BLANK_FORM)]
    return []


def altered_fields(fields: Iterable[FieldValue], known: FormMap) -> list[str]:
    """The names of the map's fields that are missing, or are not what the map says.

    Fields beyond the map are the form's own aids, and are left alone.
    """
    found = {field.name: field for field in fields}
    return [wanted.name for wanted in known.fields if _is_altered(found.get(wanted.name), wanted)]


def _is_altered(field: FieldValue | None, wanted: MappedField) -> bool:
    if field is None or field.kind is not wanted.kind or not _NEVER_OURS.isdisjoint(field.flags):
        return True
    return bool(wanted.states) and field.value is not None and field.value not in wanted.states


def is_blank_form(fields: Iterable[FieldValue], known: FormMap) -> bool:
    """Whether nothing was filled in: every field for an answer is empty or on its blank value.

    Which those are our form says, and never the file: viewers lock all fields when one signs.
    """
    asked = [field for field in known.fields if not field.locked]
    blanks: Mapping[str, tuple[str, ...]] = {field.name: field.blanks for field in asked}
    return not any(
        field.value is not None and field.value not in blanks[field.name]
        for field in fields
        if field.name in blanks and not field.hidden
    )
