"""Which language to speak: known before any command is, because `--help` needs it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zenforms.errors import UsageError
from zenforms.language import Lang, Text

_OPTION = "--lang"
_VARIABLE = "ZENFORMS_LANG"


@dataclass(frozen=True, slots=True)
class Locale:
    """The language of the messages. `asked` is the one that `--lang` named, if it did."""

    lang: Lang = Lang.FR
    asked: Lang | None = None


def heard(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Locale, list[str]]:
    """The language asked for, and the arguments without `--lang`, which may stand anywhere.

    Raises UsageError when the option or the variable names no language that is spoken here.
    """
    asked: Lang | None = None
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word == _OPTION or word.startswith(f"{_OPTION}="):
            asked = _language(_value(word, words), _OPTION)
        else:
            rest.append(word)
    return Locale(asked or _from(environ), asked), rest


def _from(environ: Mapping[str, str]) -> Lang:
    named = environ.get(_VARIABLE)
    return _language(named, _VARIABLE) if named else Lang.FR


def _value(word: str, following: Iterator[str]) -> str:
    return word.partition("=")[2] if "=" in word else next(following, "")


def _language(name: str, source: str) -> Lang:
    try:
        return Lang(name.lower())
    except ValueError:
        raise UsageError(
            Text(
                fr="{source} attend fr ou en, pas « {name} ».",
                en="{source} takes fr or en, not “{name}”.",
            ),
            advice=Text(
                fr="Écrivez {source}=fr ou {source}=en.", en="Write {source}=fr or {source}=en."
            ),
            arguments={"source": source, "name": name},
        ) from None
