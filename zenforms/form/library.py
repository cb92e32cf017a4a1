"""Finds and reads the form definitions: those that ship, and those of a desk, in its words."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Any

from pydantic import ValidationError

from zenforms.errors import DefinitionError
from zenforms.form.definition import AnyField, Choice, ChoiceField, Form, RadioField, Section
from zenforms.form.outline import SHIPPED, FormLibrary, archived_files, definition_files
from zenforms.language import Lang, Text
from zenforms.tomltext import parse_toml
from zenforms.validation_messages import mistake_in
from zenforms.words import OF_THE_CHARTER, Labels, Words

PSR_GUIDE = "psr"
"""The instructions whose steps a desk's words may replace."""

# What ships with zenforms.


def shipped_form(name: str) -> Form:
    """The form called `name` that ships with zenforms; raises DefinitionError when unknown."""
    return form_called(name, SHIPPED)


@cache
def archived_forms() -> Mapping[str, Form]:
    """The earlier revisions that stay readable, by `form@revision`."""
    return {form.identity: form for form in map(read_form, archived_files())}


def shipped_revision(name: str, revision: int) -> Form:
    """The form as it was in `revision`; the one that is made today when that is not kept.

    Raises DefinitionError when no form has this name.
    """
    return archived_forms().get(f"{name}@{revision}") or shipped_form(name)


def shipped_names() -> tuple[str, ...]:
    """The names of the forms that are made today, sorted."""
    return tuple(path.stem for path in definition_files())


def read_form(path: Path, words: Words = OF_THE_CHARTER) -> Form:
    """The definition in `path`; raises DefinitionError naming file, field and key."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path.name, str(error)) from error
    return form_in(text, path.name, words)


def form_in(text: str, name: str, words: Words = OF_THE_CHARTER) -> Form:
    """The definition in a TOML text from the file called `name`; raises DefinitionError."""
    try:
        definition = parse_toml(text)
    except TOMLDecodeError as error:
        raise _broken(name, str(error)) from error
    try:
        return Form.model_validate(_worded(definition, words))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise _broken(name, mistake_in(first), _place(first["loc"], definition)) from error


# What a desk has.


def form_called(name: str, library: FormLibrary) -> Form:
    """The form of this name as the desk makes it today; raises DefinitionError when unknown."""
    if name not in form_names(library):
        known = ", ".join(form_names(library))
        raise DefinitionError(
            Text(fr="Aucun formulaire ne s'appelle « {name} ».", en="No form is called “{name}”."),
            advice=Text(fr="Formulaires connus : {known}.", en="Known forms: {known}."),
            arguments={"name": name, "known": known},
        )
    return known_forms(library)[name]


def form_names(library: FormLibrary) -> tuple[str, ...]:
    """The names of the forms that the desk makes, sorted."""
    return tuple(sorted({*shipped_names(), *(name for name, _ in library.own)}))


def revision_called(name: str, revision: int, library: FormLibrary) -> Form:
    """The form as it was in `revision`, else as it is made today; raises DefinitionError."""
    return known_forms(library).get(f"{name}@{revision}") or form_called(name, library)


@lru_cache(maxsize=16)
def known_forms(library: FormLibrary) -> Mapping[str, Form]:
    """All forms that the desk understands: by id as made today, by `id@revision` as they were.

    Raises DefinitionError for a form of the desk's that cannot be used.
    """
    current, earlier = forms_as_made(library), earlier_editions(library)
    known = dict(archived_forms())
    for form in (*earlier, *current.values()):
        known[form.identity] = _with_earlier(form, earlier)
    return known | {name: known[form.identity] for name, form in current.items()}


@lru_cache(maxsize=16)
def forms_as_made(library: FormLibrary) -> Mapping[str, Form]:
    """The forms as they are made today, by name; raises DefinitionError, as above."""
    shipped = {path.stem: read_form(path, library.words) for path in definition_files()}
    return shipped | {name: _own_form(name, text, library.words) for name, text in library.own}


@lru_cache(maxsize=16)
def earlier_editions(library: FormLibrary) -> tuple[Form, ...]:
    """What has gone out: as it ships, before the desk had words of its own, and all it kept."""
    issued = [Form.model_validate_json(text) for _, text in library.issued]
    return (*map(read_form, definition_files()), *issued)


def edition_of(form: Form) -> str:
    """The form as it goes out, in JSON: what `FormLibrary.issued` keeps."""
    return json.dumps(form.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)


def asks_alike(one: Form, other: Form) -> bool:
    """Whether both hold the same fields of the same kinds: what one asks, the other can read."""
    return _asked(one) == _asked(other)


def _asked(form: Form) -> Mapping[str, object]:
    return {f.name: (f.kind, getattr(f, "state", None), _states(f)) for f in form.fields()}


def _states(field: AnyField) -> frozenset[str | None]:
    choices = field.choices if isinstance(field, RadioField) else ()
    return frozenset(choice.state for choice in choices)


def _own_form(name: str, text: str, words: Words) -> Form:
    form = form_in(text, f"{name}.toml", words)
    if form.form != name:
        wrong = Text(
            fr="form = « {form} » : le fichier doit porter le même nom que son formulaire.",
            en="form = “{form}”: the file must be called like its form.",
        )
        said = {"form": form.form}
        reason = Text(wrong.fill(Lang.FR, said), wrong.fill(Lang.EN, said))
        raise _broken(f"{name}.toml", reason, "form")  # noqa: EM102 - a name, no message
    return form


def _with_earlier(form: Form, editions: Iterable[Form]) -> Form:
    """The form, its choices understood under all labels that they went out with."""
    same = [one for one in editions if one.identity == form.identity and one != form]
    if not same:
        return form
    sections = tuple(_section_with_earlier(section, same) for section in form.sections)
    return form.model_copy(update={"sections": sections})


def _section_with_earlier(section: Section, editions: Iterable[Form]) -> Section:
    fields = tuple(_field_with_earlier(field, editions) for field in section.fields)
    return section.model_copy(update={"fields": fields})


def _field_with_earlier(field: AnyField, editions: Iterable[Form]) -> AnyField:
    if not isinstance(field, ChoiceField | RadioField):
        return field
    choices = {choice.code: choice for choice in field.choices}
    for edition in editions:
        earlier = edition.field(field.name)
        for choice in getattr(earlier, "choices", ()):
            choices[choice.code] = _known_also(choices.get(choice.code), choice)
    return field.model_copy(update={"choices": tuple(choices.values())})


def _known_also(today: Choice | None, earlier: Choice) -> Choice:
    if today is None:
        return earlier.model_copy(update={"retired": True})
    labels = dict.fromkeys((*today.known_as, earlier.label, *earlier.known_as))
    labels.pop(today.label, None)
    return today.model_copy(update={"known_as": tuple(labels)})


# The words of a desk, put into a definition before it is read.


def _worded(definition: Mapping[str, Any], words: Words) -> Mapping[str, Any]:
    worded: dict[str, Any] = _put(definition, words)
    labels = {"domain": words.domains, "tma_service": words.tma_services}
    for field in _fields_in(worded):
        if field.get("name") in labels and isinstance(field.get("choices"), list):
            field["choices"] = list(_labelled(field["choices"], labels[field["name"]], words))
    if steps := words.recorder_steps:
        for guide in worded.get("guides", ()):
            if isinstance(guide, dict) and guide.get("name") == PSR_GUIDE:
                guide["steps"] = [_put({"fr": s.fr, "en": s.en}, words) for s in steps]
    return worded


def _put(value: Any, words: Words) -> Any:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, dict):
        if value.keys() == {"fr", "en"} and all(isinstance(said, str) for said in value.values()):
            return dict(words.put_into(value))
        return {key: _put(item, words) for key, item in value.items()}
    return [_put(item, words) for item in value] if isinstance(value, list) else value


def _fields_in(definition: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for section in definition.get("sections", ()):
        fields = section.get("fields", ()) if isinstance(section, dict) else ()
        yield from (field for field in fields if isinstance(field, dict))


def _labelled(choices: Iterable[Any], labels: Labels, words: Words) -> Iterator[Any]:
    known = dict(labels)
    for choice in choices:
        label = known.get(str(choice.get("code"))) if isinstance(choice, dict) else None
        if label is None:
            yield choice
        elif label.fr or label.en:
            yield choice | {"label": _put({"fr": label.fr, "en": label.en}, words)}
        else:
            yield choice | {"retired": True}


# What is wrong with a definition.


def _place(steps: Iterable[str | int], definition: Mapping[str, Any]) -> str:
    """The way to a mistake, with the names of sections and fields beside their numbers."""
    place: list[str] = []
    here: Any = definition
    for step in steps:
        if isinstance(here, dict) and step == here.get("kind"):
            continue  # which kind of field it is, no key of its own
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = {}
        name = here.get("name") or here.get("code") if isinstance(here, dict) else None
        place.append(f"{step} ({name})" if isinstance(step, int) and name else str(step))
    return ".".join(place) or "form"


def _broken(name: str, reason: str | Text, place: str = "") -> DefinitionError:
    return DefinitionError(
        Text(
            fr="La définition de formulaire {file} est inutilisable : {place}{reason}",
            en="The form definition {file} cannot be used: {place}{reason}",
        ),
        advice=Text(
            fr="Corrigez le fichier, puis relancez la commande.",
            en="Mend the file, then run the command again.",
        ),
        arguments={"file": name, "reason": reason, "place": f"{place} – " if place else ""},
    )
