"""What is wrong with a file of clients, said with line and field in both languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made

from pydantic_core import ErrorDetails

from zenforms.findings import Argument, Severity
from zenforms.language import Lang, Text


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to mend, or with WARNING to look at. `line` counts from 1.

    Arguments may hold the file's own words: neutralise them before they are shown.
    """

    said: Text
    line: int | None = None
    field: str = ""
    severity: Severity = Severity.ERROR
    arguments: Mapping[str, Argument] = made(default_factory=dict)
    client: str = ""
    """The id of the client that it is about, where no line says it."""

    def message(self, lang: Lang) -> str:
        """The sentence in `lang`, its arguments in place."""
        return self.said.fill(lang, self.arguments)


_QUOTED = re.compile(r"'([^']*)'")

_SAID: Mapping[str, Text] = {
    "missing": Text(fr="ce champ manque.", en="this field is missing."),
    "extra_forbidden": Text(fr="ce champ n'existe pas.", en="there is no such field."),
    "literal_error": Text(
        fr="« {value} » n'est pas possible ici ; possible : {expected}.",
        en="“{value}” is not possible here; possible: {expected}.",
    ),
    "string_pattern_mismatch": Text(
        fr="« {value} » ne convient pas : des majuscules, des chiffres et des tirets, 20 au plus.",
        en="“{value}” does not fit: capitals, digits and hyphens, at most 20.",
    ),
    "string_too_long": Text(
        fr="« {value} » est trop long ({max_length} caractères au plus).",
        en="“{value}” is too long (at most {max_length} characters).",
    ),
    "string_too_short": Text(fr="ce champ est vide.", en="this field is empty."),
    "string_type": Text(
        fr="un texte entre guillemets est attendu.", en="a text in quotation marks is expected."
    ),
    "tuple_type": Text(
        fr='une liste est attendue, comme ["un", "deux"].',
        en='a list is expected, such as ["one", "two"].',
    ),
    "finite_number": Text(fr="ce n'est pas un nombre.", en="this is not a number."),
    "not_one_line": Text(
        fr="{words} doit tenir sur une ligne, sans espaces autour ni signes invisibles.",
        en="{words} must stand on one line, without spaces around it or invisible signs.",
    ),
    "reversed_period": Text(
        fr="la fin ({last}) est avant le début ({first}).",
        en="the end ({last}) lies before the beginning ({first}).",
    ),
    "id_twice": Text(
        fr="deux clients portent l'identifiant {id}.", en="two clients have the id {id}."
    ),
}
_DATE = Text(
    fr="« {value} » n'est pas une date (AAAA-MM-JJ).", en="“{value}” is no date (YYYY-MM-DD)."
)
_NUMBER = Text(fr="« {value} » n'est pas un nombre.", en="“{value}” is not a number.")
_OTHER = Text(fr="{message}.", en="{message}.")


def complaint_of(error: ErrorDetails, *, line: int | None, field: str) -> Complaint:
    """What a model says of a value, in our words."""
    kind = error["type"]
    said = _SAID.get(kind) or _by_family(kind)
    context = {name: str(value) for name, value in (error.get("ctx") or {}).items()}
    context["expected"] = ", ".join(_QUOTED.findall(context.get("expected", "")))
    arguments = {"value": str(error["input"]), "message": error["msg"].rstrip(".")} | context
    return Complaint(said, line, field, arguments=arguments)


def _by_family(kind: str) -> Text:
    if kind.startswith("date"):
        return _DATE
    if kind.startswith("float"):
        return _NUMBER
    return _OTHER
