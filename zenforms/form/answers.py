"""A person's answers: VALUES.toml read as plain data, and what a PDF stores of it.

Codes and labels become export values, texts are checked.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from zenforms.errors import UsageError
from zenforms.form.definition import (
    TICKED,
    AnyField,
    CheckboxField,
    Choice,
    ChoiceField,
    Form,
    LongTextField,
    RadioField,
    TextField,
    code_of,
    is_blank,
    offered,
    same_words,
)
from zenforms.language import Text
from zenforms.tomltext import parse_toml

MOST_BYTES = 4_000_000
"""No file of values is longer."""

_TOO_LONG = f"> {MOST_BYTES} bytes"

Answers = Mapping[str, object]
"""Field name to answer: text for text fields, a code or a label for choices and radio buttons,
True, False or the label for checkboxes; None or an empty text blanks the field."""


class AnswerError(UsageError):
    """An answer cannot be written into the form; the message names the field."""


def field_to_fill(form: Form, name: str) -> AnyField:
    """The field called `name`; raises AnswerError when nobody may fill it."""
    field = form.field(name)
    if field is None:
        known = ", ".join(f.name for f in form.fields() if not _is_read_only(f))
        raise AnswerError(
            Text(
                fr="Le formulaire n'a pas de champ « {name} » à remplir.",
                en="The form has no field “{name}” to fill in.",
            ),
            advice=Text(fr="Champs connus : {known}.", en="Known fields: {known}."),
            arguments={"name": name, "known": known},
        )
    if _is_read_only(field):
        raise AnswerError(
            Text(
                fr="Le champ « {name} » ne se modifie pas.",
                en="The field “{name}” cannot be changed.",
            ),
            advice=Text(fr="Retirez-le des valeurs.", en="Leave it out of the values."),
            arguments={"name": name},
        )
    return field


def holdable(form: Form, answers: Answers) -> Answers:
    """Those of a client's answers that the form can hold as they are, for a correction form."""
    return {name: answer for name, answer in answers.items() if _can_hold(form, name, answer)}


def _can_hold(form: Form, name: str, answer: object) -> bool:
    try:
        stored_answer(field_to_fill(form, name), answer)
    except AnswerError:
        return False
    return True


def stored_answer(field: AnyField, answer: object) -> object:
    """The text, choice or tick that an answer means; raises AnswerError when it means none."""
    match field:
        case TextField() | LongTextField():
            return text_answer(field, answer)
        case ChoiceField() | RadioField():
            return chosen(field, answer)
        case CheckboxField():
            return is_ticked(field, answer)


def text_answer(field: TextField | LongTextField, answer: object) -> str:
    """The text to store; raises AnswerError when it is no text, or too long for the field."""
    if answer is None:
        return ""
    if not isinstance(answer, str):
        raise _refused(field, answer, Text(fr="un texte est attendu", en="a text is expected"))
    text = answer.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(field, TextField) and "\n" in text:
        raise _refused(field, answer, Text(fr="une seule ligne", en="one line only"))
    if field.max_length is not None and len(text) > field.max_length:
        limit = Text(
            fr=f"{len(text)} caractères, {field.max_length} au plus",
            en=f"{len(text)} characters, {field.max_length} at most",
        )
        raise _refused(field, answer, limit)
    return text


def chosen(field: ChoiceField | RadioField, answer: object) -> Choice | None:
    """The choice that is meant, None for no answer; raises AnswerError for any other."""
    if answer is None or answer == "":
        return None
    if isinstance(answer, str):
        if is_blank(field, answer):
            return None
        code = code_of(field, answer)
        if code is not None:
            return next((choice for choice in offered(field) if choice.code == code), None)
    raise _refused(field, answer, _one_of([choice.code for choice in offered(field)]))


def is_ticked(field: CheckboxField, answer: object) -> bool:
    """Whether the box is to be ticked; raises AnswerError when the answer says neither."""
    if answer is None or isinstance(answer, bool):
        return bool(answer)
    if isinstance(answer, str):
        ticked = (TICKED, field.state, field.label.fr, field.label.en)
        if any(same_words(answer, word) for word in ticked):
            return True
        if any(same_words(answer, word) for word in ("", "no", "Off")):
            return False
    raise _refused(field, answer, _one_of(["true", "false"]))


def _is_read_only(field: AnyField) -> bool:
    return isinstance(field, TextField) and field.read_only


def _one_of(codes: Sequence[str]) -> Text:
    listed = ", ".join(codes)
    return Text(fr=f"réponses possibles : {listed}", en=f"possible answers: {listed}")


def _refused(field: AnyField, answer: object, reason: Text) -> AnswerError:
    return AnswerError(
        Text(
            fr="Le champ « {name} » ne peut pas contenir {answer} (" + reason.fr + ").",
            en="The field “{name}” cannot hold {answer} (" + reason.en + ").",
        ),
        advice=Text(fr="Corrigez cette valeur.", en="Mend this value."),
        arguments={"name": field.name, "answer": repr(answer)[:60]},
    )


class ValuesError(UsageError):
    """The file of values is missing or is not valid TOML."""


def values_in(content: bytes) -> dict[str, Any]:
    """The answers that a file of values holds; raises ValueError when it cannot be read."""
    if len(content) > MOST_BYTES:
        raise ValueError(_TOO_LONG)
    return parse_toml(content.decode("utf-8-sig"))


def read_values(path: Path) -> Mapping[str, object]:
    """The answers in `path`, field name to answer; raises ValuesError when it cannot be read.

    Whether the form accepts them is known when it is filled.
    """
    try:
        with path.open("rb") as file:
            return values_in(file.read(MOST_BYTES + 1))
    except (OSError, ValueError) as error:
        raise ValuesError(
            Text(
                fr="Le fichier de valeurs {file} est illisible : {reason}",
                en="The file of values {file} cannot be read: {reason}",
            ),
            advice=Text(
                fr='Écrivez un fichier TOML en UTF-8, par exemple : summary = "…"',
                en='Write a TOML file in UTF-8, for example: summary = "…"',
            ),
            arguments={"file": path.name, "reason": str(error)},
        ) from error
