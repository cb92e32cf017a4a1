"""The two languages people read, and a sentence said in both."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

NBSP = "\u00a0"  # never U+202F: it is not in WinAnsi, so the form's font could not draw it

_BEFORE = re.compile(r" (?=[:;?!»])")
_AFTER = re.compile(r"(?<=«) ")


class Lang(StrEnum):
    """A language that people read: French by default, English on request."""

    FR = "fr"
    EN = "en"


def typeset(french: str) -> str:
    """French as it is printed: U+00A0 before : ; ? ! » and after «, and the typographic ’."""
    return _AFTER.sub(NBSP, _BEFORE.sub(NBSP, french)).replace("'", "’")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in French and in English; `{name}` stands for an argument.

    The French is typeset on the way in, so that nobody has to type U+00A0 in a source file.
    """

    # read by pydantic when a Text stands in a TOML file; a plain dict: the ground imports nothing
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    fr: str
    en: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "fr", typeset(self.fr))

    def to(self, lang: Lang) -> str:
        """The sentence in `lang`, its arguments still open."""
        return self.fr if lang is Lang.FR else self.en

    def fill(self, lang: Lang, arguments: Mapping[str, "str | Text"]) -> str:
        """The sentence in `lang` with its arguments; raises KeyError when one is missing.

        Arguments may hold a client's own words: whoever prints the result neutralises it.
        """
        spoken = {
            name: value.to(lang) if isinstance(value, Text) else value
            for name, value in arguments.items()
        }
        return self.to(lang).format_map(spoken)
