"""The page of `--help`: laid out alike for every command, in the language asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zenforms.cli.help import Help, Parameter
from zenforms.cli.options import HELP, LANG
from zenforms.errors import ExitCode
from zenforms.language import Lang, Text
from zenforms.present.terminal import definitions, wrapped

_USAGE = Text(fr="Utilisation : ", en="Usage: ")
_PLACE = Text(fr="COMMANDE [...]", en="COMMAND [...]")
_HEADING = Text(fr="{title} :", en="{title}:")
_ARGUMENTS = Text(fr="Arguments", en="Arguments")
_OPTIONS = Text(fr="Options", en="Options")
_EXAMPLES = Text(fr="Exemples", en="Examples")
_EXITS = Text(fr="Codes de sortie", en="Exit codes")
_REQUIRED = Text(fr="Obligatoire.", en="Required.")
_DEFAULT = Text(fr="Par défaut : {value}.", en="Default: {value}.")
_COMMON_EXITS: Mapping[ExitCode, Text] = {
    ExitCode.OK: Text(fr="tout s'est bien passé", en="all went well"),
    ExitCode.USAGE: Text(
        fr="la commande est mal écrite", en="the command is not written correctly"
    ),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A parameter as the page shows it. An argument has no option names."""

    name: str
    options: tuple[str, ...] = ()
    required: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Commands of a group under one heading."""

    title: Text
    commands: tuple[tuple[str, Text], ...]


def page(
    path: str,
    about: Help,
    parameters: Sequence[Shown],
    words: Mapping[str, Parameter],
    *,
    lang: Lang,
    listings: Sequence[Listing] = (),
) -> str:
    """The help of the command called as `path`; a group also lists its commands.

    A parameter that has no `words` under its name is not shown.
    """
    pairs = [(p, words[p.name]) for p in parameters if p.name in words]
    arguments = [pair for pair in pairs if not pair[0].options]
    options = [pair for pair in pairs if pair[0].options]
    blocks = (
        wrapped(_usage(path, arguments, lang) + (f" {_PLACE.to(lang)}" if listings else "")),
        _opening(about, lang),
        *(_listed(listing, lang) for listing in listings),
        _table(_ARGUMENTS, arguments, lang),
        _table(_OPTIONS, (*options, *_always(words)), lang),
        _examples(about, lang),
        _exits(about, lang),
    )
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _always(words: Mapping[str, Parameter]) -> Iterable[tuple[Shown, Parameter]]:
    """The options of every command; one may mean more by its language than others."""
    yield Shown("lang", ("--lang",)), words.get("lang", LANG)
    yield Shown("help", ("--help",)), HELP


def _heading(title: Text, lang: Lang) -> str:
    return _HEADING.fill(lang, {"title": title})


def _usage(path: str, arguments: Iterable[tuple[Shown, Parameter]], lang: Lang) -> str:
    words = [_term(shown, words, lang) for shown, words in arguments]
    return " ".join([_USAGE.to(lang) + path, "[OPTIONS]", *words])


def _opening(about: Help, lang: Lang) -> list[str]:
    lines = wrapped(f"{about.summary.to(lang)}.", first="  ")
    return [*lines, "", *wrapped(about.details.to(lang), first="  ")] if about.details else lines


def _listed(listing: Listing, lang: Lang) -> list[str]:
    rows = ((name, summary.to(lang)) for name, summary in listing.commands)
    return [_heading(listing.title, lang), *definitions(rows)]


def _table(title: Text, pairs: Iterable[tuple[Shown, Parameter]], lang: Lang) -> list[str]:
    rows = [(_term(shown, words, lang), _said(shown, words, lang)) for shown, words in pairs]
    return [_heading(title, lang), *definitions(rows)] if rows else []


def _term(shown: Shown, words: Parameter, lang: Lang) -> str:
    metavar = words.metavar.to(lang) if words.metavar else ""
    return f"{', '.join(shown.options)} {metavar}".strip()


def _said(shown: Shown, words: Parameter, lang: Lang) -> str:
    sentences = [words.text.to(lang)]
    if shown.required and shown.options:
        sentences.append(_REQUIRED.to(lang))
    if shown.default is not None:
        sentences.append(_DEFAULT.fill(lang, {"value": shown.default}))
    return " ".join(sentences)


def _examples(about: Help, lang: Lang) -> list[str]:
    lines = [f"  {line}" for line in about.examples]
    return [_heading(_EXAMPLES, lang), *lines] if lines else []


def _exits(about: Help, lang: Lang) -> list[str]:
    if not about.exits:
        return []
    codes = sorted({**_COMMON_EXITS, **about.exits}.items())
    return [
        _heading(_EXITS, lang),
        *definitions((str(code), text.to(lang)) for code, text in codes),
    ]
