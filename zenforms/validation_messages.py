"""What is wrong with a value in a file that people write, said in both languages.

Models raise `mistake(…)`; whoever reads a file turns any complaint of a model into words with
`mistake_in`. Values in the sentence are the file's own: neutralise them before they are shown.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

OURS = "zenforms"
_LONGEST = 80
_QUOTED = re.compile(r"'([^']*)'")

_WORDS: Mapping[str, Text] = {
    "missing": Text(fr="ce champ manque.", en="this field is missing."),
    "extra_forbidden": Text(fr="ce champ n'existe pas.", en="there is no such field."),
    "literal_error": Text(
        fr="« {value} » n'est pas possible ici ; possible : {expected}.",
        en="“{value}” is not possible here; possible: {expected}.",
    ),
    "union_tag_invalid": Text(
        fr="« {tag} » n'est pas possible ici ; possible : {expected_tags}.",
        en="“{tag}” is not possible here; possible: {expected_tags}.",
    ),
    "string_pattern_mismatch": Text(
        fr="« {value} » n'a pas la forme voulue ({pattern}).",
        en="“{value}” does not have the form wanted ({pattern}).",
    ),
    "string_too_long": Text(
        fr="« {value} » est trop long ({max_length} caractères au plus).",
        en="“{value}” is too long (at most {max_length} characters).",
    ),
    "string_too_short": Text(fr="ce champ est vide.", en="this field is empty."),
    "too_short": Text(
        fr="il en faut au moins {min_length}.", en="there must be at least {min_length}."
    ),
    "too_long": Text(
        fr="il en faut au plus {max_length}.", en="there must be at most {max_length}."
    ),
    "greater_than_equal": Text(
        fr="{value} est trop petit ({ge} au moins).", en="{value} is too small (at least {ge})."
    ),
    "less_than_equal": Text(
        fr="{value} est trop grand ({le} au plus).", en="{value} is too large (at most {le})."
    ),
    "finite_number": Text(fr="ce n'est pas un nombre.", en="this is not a number."),
    "string_type": Text(
        fr="un texte entre guillemets est attendu.", en="a text in quotation marks is expected."
    ),
    "tuple_type": Text(
        fr='une liste est attendue, comme ["un", "deux"].',
        en='a list is expected, such as ["one", "two"].',
    ),
}
_FAMILIES: Mapping[str, Text] = {
    "date": Text(
        fr="« {value} » n'est pas une date (AAAA-MM-JJ).", en="“{value}” is no date (YYYY-MM-DD)."
    ),
    "time": Text(fr="« {value} » n'est pas une heure (HH:MM).", en="“{value}” is no time (HH:MM)."),
    "float": Text(fr="« {value} » n'est pas un nombre.", en="“{value}” is not a number."),
    "int": Text(
        fr="« {value} » n'est pas un nombre entier.", en="“{value}” is not a whole number."
    ),
    "bool": Text(fr="true ou false est attendu.", en="true or false is expected."),
    "model": Text(fr="une table est attendue.", en="a table is expected."),
    "dict": Text(fr="une table est attendue.", en="a table is expected."),
    "dataclass": Text(fr="une table est attendue.", en="a table is expected."),
}
_OTHER = Text(fr="valeur inutilisable ({message}).", en="{message}.")


def mistake(said: Text, **words: str) -> PydanticCustomError:
    """The error for a validator to raise: `said`, its `{name}` filled with `words`."""
    shown = {name: _shown(word) for name, word in words.items()}
    spoken = {lang.value: said.fill(lang, shown) for lang in Lang}
    return PydanticCustomError(OURS, "{en}", spoken)


def mistake_in(error: "ErrorDetails") -> Text:
    """What a model says of a value, as a sentence whose arguments are in place."""
    context = {name: str(value) for name, value in (error.get("ctx") or {}).items()}
    if error["type"] == OURS:
        return Text(context["fr"], context["en"])
    said = _WORDS.get(error["type"]) or _family(error["type"])
    context["expected"] = ", ".join(_QUOTED.findall(context.get("expected", "")))
    words = {"value": _shown(error["input"]), "message": error["msg"].rstrip(".")} | context
    return Text(said.fill(Lang.FR, words), said.fill(Lang.EN, words))


def _shown(value: object) -> str:
    """A value as far as a sentence holds it: it may be a book, or a number beyond writing."""
    try:
        said = str(value)
    except (ValueError, RecursionError):
        return "…"
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _family(kind: str) -> Text:
    return _FAMILIES.get(kind.partition("_")[0], _OTHER)
