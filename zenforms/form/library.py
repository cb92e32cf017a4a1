"""Finds and reads the form definitions: `forms/*.toml`, in the package or in the checkout."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tomllib import TOMLDecodeError

from pydantic import ValidationError

from zenforms.errors import DefinitionError
from zenforms.form.definition import Form
from zenforms.form.outline import archived_files, definition_files
from zenforms.language import Text
from zenforms.resources import resource
from zenforms.tomltext import parse_toml
from zenforms.validation_messages import mistake_in


@cache
def shipped_form(name: str) -> Form:
    """The form called `name` that ships with zenforms; raises DefinitionError when unknown."""
    known = shipped_names()
    if name not in known:
        raise DefinitionError(
            Text(fr="Aucun formulaire ne s'appelle « {name} ».", en="No form is called “{name}”."),
            advice=Text(fr="Formulaires connus : {known}.", en="Known forms: {known}."),
            arguments={"name": name, "known": ", ".join(known)},
        )
    return read_form(resource("forms") / f"{name}.toml")


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


def read_form(path: Path) -> Form:
    """The definition in `path`; raises DefinitionError naming file, field and key."""
    try:
        return Form.model_validate(parse_toml(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, TOMLDecodeError) as error:
        raise _broken(path, str(error)) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "form"
        raise _broken(path, mistake_in(first), place) from error


def _broken(path: Path, reason: str | Text, place: str = "") -> DefinitionError:
    return DefinitionError(
        Text(
            fr="La définition de formulaire {file} est inutilisable : {place}{reason}",
            en="The form definition {file} cannot be used: {place}{reason}",
        ),
        advice=Text(
            fr="Corrigez le fichier, puis relancez la commande.",
            en="Mend the file, then run the command again.",
        ),
        arguments={"file": path.name, "reason": reason, "place": f"{place} – " if place else ""},
    )
