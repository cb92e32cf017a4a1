"""`words.toml`: the words of the desk, read strictly; the rest stays the charter's."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from string import Formatter
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from zenforms.desk.setup.tomlfile import read_toml
from zenforms.judging.connections import Decision
from zenforms.judging.request import Domain, TmaService
from zenforms.language import Text
from zenforms.sanitize import HARMFUL
from zenforms.validation_messages import mistake
from zenforms.words import OF_THE_CHARTER, Words, marks

_LONGEST = 120
_OF_LETTERS = frozenset({"vendor", "contact", "email", "telephone"})
_NOT_A_WORD = Text(
    fr="« {word} » doit tenir sur une ligne de {most} caractères au plus, sans accolades.",
    en="“{word}” must stand on one line of at most {most} characters, without braces.",
)
_UNKNOWN = Text(
    fr="« {sentence} » nomme {{{unknown}}} ; possible : {known}.",
    en="“{sentence}” names {{{unknown}}}; possible: {known}.",
)
_NO_CODE = Text(
    fr="« {code} » n'est pas un code connu ; possible : {known}.",
    en="“{code}” is no known code; possible: {known}.",
)
_GONE = Text(fr="", en="")
_NONE_LEFT = Text(fr="il doit en rester au moins deux.", en="at least two must remain.")


def _both(value: object) -> object:
    """One text for both languages may be written as a plain string."""
    return {"fr": value, "en": value} if isinstance(value, str) else value


def _is_word(word: str) -> str:
    if not word.strip() or len(word) > _LONGEST or HARMFUL.search(word) or set("{}") & set(word):
        raise mistake(_NOT_A_WORD, word=word, most=str(_LONGEST))
    return word.strip()


def _is_phrase(phrase: Text) -> Text:
    return Text(fr=_is_word(phrase.fr), en=_is_word(phrase.en))


def _known(known: frozenset[str], sentence: Text) -> Text:
    for said in (sentence.fr, sentence.en):
        try:
            named = {name for _, name, _, _ in Formatter().parse(said) if name is not None}
        except ValueError:
            named = {"…"}
        if unknown := sorted(name for name in named if name.lower() not in known):
            words = {"sentence": said, "unknown": unknown[0], "known": ", ".join(sorted(known))}
            raise mistake(_UNKNOWN, **words)
    return sentence


def _may_name_words(sentence: Text) -> Text:
    return _known(marks(), sentence)


def _may_name_the_vendor(sentence: Text) -> Text:
    return _known(marks() | _OF_LETTERS, sentence)


Word = Annotated[str, AfterValidator(_is_word)]
Phrase = Annotated[Text, BeforeValidator(_both), AfterValidator(_is_phrase)]
Step = Annotated[Text, BeforeValidator(_both), AfterValidator(_may_name_words)]
SignatureLine = Annotated[Text, BeforeValidator(_both), AfterValidator(_may_name_the_vendor)]
Labels = Mapping[str, Phrase | Literal[False]]


def _codes(labels: Labels, known: type[StrEnum]) -> Labels:
    for code in labels:
        if code not in set(known):
            raise mistake(_NO_CODE, code=code, known=", ".join(known))
    if len(set(known)) - sum(label is False for label in labels.values()) < 2:  # noqa: PLR2004
        raise mistake(_NONE_LEFT)
    return labels


def _are_domains(labels: Labels) -> Labels:
    return _codes(labels, Domain)


def _are_services(labels: Labels) -> Labels:
    return _codes(labels, TmaService)


class WordsFile(Decision):
    """What may stand in the file; see `Words` for what each is."""

    product: Word | None = None
    desktop: Phrase | None = None
    console: Phrase | None = None
    client_area: Phrase | None = None
    suite: Phrase | None = None
    template: Phrase | None = None
    templates: Phrase | None = None
    log_folder: Word | None = None
    log_names: tuple[Word, ...] | None = None
    programs: tuple[Word, ...] | None = None
    recorder: Phrase | None = None
    recorder_steps: Annotated[tuple[Step, ...], Field(max_length=12)] | None = None
    controller: Annotated[str, Field(max_length=300)] | None = None
    signature: Annotated[tuple[SignatureLine, ...], Field(min_length=1, max_length=8)] | None = None
    domains: Annotated[Labels, AfterValidator(_are_domains)] | None = None
    tma_services: Annotated[Labels, AfterValidator(_are_services)] | None = None

    def words(self) -> Words:
        """The words, those of the charter where the file has none.

        Who names a product names what goes with it: the suite and the programs are called after
        it, unless the file says otherwise.
        """
        said = {name: getattr(self, name) for name in type(self).model_fields}
        for name in ("domains", "tma_services"):
            labels: Labels = said[name] or {}
            said[name] = tuple(
                (code, label or Text(fr="", en="")) for code, label in labels.items()
            )
        if self.product:
            named = self.product
            said["suite"] = said["suite"] or Text(fr=f"suite {named}", en=f"{named} suite")
            said["programs"] = self.programs if self.programs is not None else (named,)
            said["log_names"] = self.log_names if self.log_names is not None else (named,)
        return Words(**{name: value for name, value in said.items() if value is not None})


def read_words(path: Path) -> Words:
    """The words in `path`, the charter's without it; raises DeskError naming line and field."""
    return read_toml(path, WordsFile).words() if path.exists() else OF_THE_CHARTER
