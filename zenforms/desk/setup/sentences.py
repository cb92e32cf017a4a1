"""`sentences.toml`: sentences of rules and letters in the desk's own words, checked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from string import Formatter
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from zenforms.desk.setup.tomlfile import broken, line_of, read_toml, text_of
from zenforms.errors import DeskError
from zenforms.judging.rules.catalog import explained
from zenforms.language import Lang, Text
from zenforms.present.letters.names import letter_sentences
from zenforms.words import Words, marks

PARTS = ("title", "message", "why", "remedy")
_IN_LETTERS = frozenset({"number", "day", "vendor"})
_LONGEST = 1000

Said = Annotated[str, Field(min_length=1, max_length=_LONGEST)]
Sentence = dict[Lang, Said]
"""A sentence in one language or both; the other stays as it ships."""


class SentencesFile(BaseModel):
    """What may stand in the file: tables of rules by their code, and `letters` by name."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, dict[str, Sentence]]

    letters: dict[str, dict[str, Sentence]] = Field(default_factory=dict)


def with_sentences(words: Words, path: Path) -> Words:
    """The words with the sentences of the file; raises DeskError naming line and field."""
    read = read_toml(path, SentencesFile)
    text = text_of(path)
    try:
        return replace(
            words,
            rules=tuple(_rules(read.__pydantic_extra__ or {})),
            letters=tuple(_letters(read.letters)),
        )
    except _WrongError as wrong:
        raise wrong.told(path, text) from wrong


class _WrongError(Exception):
    """Something in the file means nothing: where, and what."""

    def __init__(self, place: tuple[str, ...], said: Text, **words: str) -> None:
        self.place = place
        self.said = said
        self.words = words
        super().__init__(said.en)

    def told(self, path: Path, text: str) -> DeskError:
        reason = Text(self.said.fill(Lang.FR, self.words), self.said.fill(Lang.EN, self.words))
        return broken(path, reason, line=line_of(text, self.place), field=".".join(self.place))


def _rules(tables: Mapping[str, Mapping[str, Sentence]]) -> Iterator[tuple[str, Text]]:
    for code, parts in tables.items():
        rule = explained(code)
        if rule is None:
            raise _WrongError((code,), _NO_RULE, code=code)
        for part, said in parts.items():
            if part not in PARTS:
                raise _WrongError((code, part), _NO_NAME, name=part, known=", ".join(PARTS))
            shipped: Text = getattr(rule.wording, part)
            arguments = _named(shipped.fr) if part == "message" else frozenset[str]()
            yield f"{code}.{part}", _checked((code, part), said, shipped, arguments)


def _letters(tables: Mapping[str, Mapping[str, Sentence]]) -> Iterator[tuple[Text, Text]]:
    for letter, names in tables.items():
        known = letter_sentences().get(letter)
        if known is None:
            letters = ", ".join(letter_sentences())
            raise _WrongError(("letters", letter), _NO_NAME, name=letter, known=letters)
        for name, said in names.items():
            place = ("letters", letter, name)
            if name not in known:
                raise _WrongError(place, _NO_NAME, name=name, known=", ".join(known))
            shipped = known[name]
            yield shipped, _checked(place, said, shipped, _named(shipped.fr) | _IN_LETTERS)


def _checked(
    place: tuple[str, ...], said: Sentence, shipped: Text, arguments: frozenset[str]
) -> Text:
    for sentence in said.values():
        try:
            named = _named(sentence)
        except ValueError:
            named = frozenset({"…"})
        if unknown := sorted(n for n in named - arguments if n.lower() not in marks()):
            known = ", ".join(sorted(arguments | marks()))
            raise _WrongError(place, _NO_ARGUMENT, name=unknown[0], known=known)
    return Text(fr=said.get(Lang.FR, shipped.fr), en=said.get(Lang.EN, shipped.en))


def _named(sentence: str) -> frozenset[str]:
    return frozenset(n for _, n, _, _ in Formatter().parse(sentence) if n is not None)


_NO_RULE = Text(fr="aucune règle ne porte le code {code}.", en="no rule has the code {code}.")
_NO_NAME = Text(
    fr="« {name} » n'est pas le nom d'une phrase ; possible : {known}.",
    en="“{name}” is not the name of a sentence; possible: {known}.",
)
_NO_ARGUMENT = Text(
    fr="la phrase nomme {{{name}}} ; possible : {known}.",
    en="the sentence names {{{name}}}; possible: {known}.",
)
