"""The door: typer commands made from the table, each one only when it is called or listed."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from enum import Enum
from typing import Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from zenforms import __version__
from zenforms.cli.conversion import convert_plainly
from zenforms.cli.help import Command, Parameter, words_of
from zenforms.cli.locale import Locale
from zenforms.cli.page import Listing, Shown, page
from zenforms.cli.streams import quiet_after_broken_pipe
from zenforms.cli.table import CHAPTERS, GROUPS, Entry, entries
from zenforms.errors import UsageError
from zenforms.language import Lang, Text

# Typer exports none of the classes of what it hands to the methods that it lets others write.
AnyCommand = Any
AnyContext = Any
AnyFormatter = Any
AnyParameter = Any


class SpokenCommand(TyperCommand):
    """A command whose help is written by us, in the language that was asked for."""

    about: Command

    def speak(self, lang: Lang) -> None:
        """Tell typer the words too: completion and complaints show them."""
        said = self.about.parameters
        for shown in self.params:
            words = said.get(shown.name or "")
            if words and isinstance(shown, TyperArgument | TyperOption):
                shown.help = words.text.to(lang)
                shown.metavar = words.metavar.to(lang) if words.metavar else None

    def get_params(self, ctx: AnyContext) -> list[AnyParameter]:
        """As typer does, but plain values are converted without pydantic."""
        return convert_plainly(super().get_params(ctx))

    def parse_args(self, ctx: AnyContext, args: list[str]) -> list[str]:
        """As typer does, but a word too many is told in our words."""
        ctx.allow_extra_args = True
        surplus = super().parse_args(ctx, args)
        if surplus and not ctx.resilient_parsing:
            raise _surplus(surplus[0], ctx.command_path)
        return surplus

    def invoke(self, ctx: AnyContext) -> object:
        """As typer does, but a reader that leaves is no error: typer would leave with 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return quiet_after_broken_pipe()

    def format_help(self, ctx: AnyContext, formatter: AnyFormatter) -> None:
        """The page of this command."""
        shown, words = _shown(self.params), self.about.parameters
        formatter.write(page(ctx.command_path, self.about.help, shown, words, lang=_lang(ctx)))


class Door(TyperGroup):
    """A group of commands that are made when they are called. `prefix` is its own name."""

    prefix: str = ""

    def list_commands(self, ctx: AnyContext) -> list[str]:  # noqa: ARG002 - typer's signature
        """The names of the commands here, in the order of the table."""
        return list(dict.fromkeys(name for name, _ in self._known()))

    def get_command(self, ctx: AnyContext, cmd_name: str) -> AnyCommand | None:
        """Import and make one command, or None when there is no such command."""
        entry = next((entry for name, entry in self._known() if name == cmd_name), None)
        if entry is None:
            return None
        if cmd_name in GROUPS and not self.prefix:
            return _group(cmd_name)
        return _command(cmd_name, entry, _lang(ctx))

    def get_params(self, ctx: AnyContext) -> list[AnyParameter]:
        """As typer does, but plain values are converted without pydantic."""
        return convert_plainly(super().get_params(ctx))

    def parse_args(self, ctx: AnyContext, args: list[str]) -> list[str]:
        """As typer does, but without a command the help is shown."""
        return super().parse_args(ctx, args or ["--help"])

    def resolve_command(
        self, ctx: AnyContext, args: list[str]
    ) -> tuple[str | None, AnyCommand | None, list[str]]:
        """As typer does, but an unknown command is told in our words."""
        if args and not ctx.resilient_parsing and args[0] not in self.list_commands(ctx):
            raise _unknown(args[0], self.list_commands(ctx), ctx.command_path)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: AnyContext, formatter: AnyFormatter) -> None:
        """The page of this group, with its commands."""
        about, listings = GROUPS[self.prefix.strip()], self._listings()
        shown, words = _shown(self.params), {**words_of(_root), **about.parameters}
        written = page(ctx.command_path, about, shown, words, lang=_lang(ctx), listings=listings)
        formatter.write(written)

    def _known(self) -> Iterator[tuple[str, Entry]]:
        """The commands of this group: the next word of each path, and the entry."""
        for entry in entries():
            if entry.path.startswith(self.prefix):
                yield entry.path.removeprefix(self.prefix).split(" ")[0], entry

    def _listings(self) -> list[Listing]:
        mine = {
            chapter.title: [e for e in chapter.entries if e.path.startswith(self.prefix)]
            for chapter in CHAPTERS
        }
        return [
            Listing(title, tuple((e.path, e.load().help.summary) for e in listed))
            for title, listed in mine.items()
            if listed
        ]


def door() -> AnyCommand:
    """The whole command line, ready to be called with a `Locale` as its context object."""
    app = typer.Typer(
        cls=Door, rich_markup_mode=None, pretty_exceptions_enable=False, name="zenforms"
    )
    app.callback()(_root)
    return typer.main.get_command(app)


def help_of(path: str, lang: Lang) -> str:
    """The page that `zenforms PATH --help` shows."""
    command, context = door(), None
    for word in ["zenforms", *path.split()]:
        if isinstance(command, Door) and context is not None:
            command = command.get_command(context, word) or command
        context = command.make_context(
            word, [], parent=context, resilient_parsing=True, obj=Locale(lang)
        )
    return command.get_help(context) + "\n" if context else ""


def _say_version(asked: bool) -> None:  # noqa: FBT001 - typer calls it with the flag's value
    if asked:
        typer.echo(f"zenforms {__version__}")
        raise typer.Exit


def _root(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_say_version),
        Parameter(Text(fr="Affiche la version.", en="Show the version.")),
    ] = False,
) -> None:
    """Nothing happens here: the option speaks for itself."""


def _group(name: str) -> Door:
    group = Door(name=name, rich_markup_mode=None)
    group.prefix = f"{name} "
    return group


def _command(name: str, entry: Entry, lang: Lang) -> AnyCommand:
    found = entry.load()
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name, cls=SpokenCommand)(found.run)
    made = typer.main.get_command(app)
    if isinstance(made, SpokenCommand):
        made.about = found
        made.speak(lang)
    return made


def _shown(parameters: Sequence[AnyParameter]) -> list[Shown]:
    return [
        Shown(
            name=p.name or "",
            options=() if isinstance(p, TyperArgument) else tuple(p.opts),
            required=p.required,
            default=_default(p.default),
        )
        for p in parameters
        if isinstance(p, TyperArgument | TyperOption)
    ]


def _default(value: object) -> str | None:
    if isinstance(value, Enum):
        return str(value.value)
    is_told = isinstance(value, int | str) and not isinstance(value, bool) and value != ""
    return str(value) if is_told else None


def _lang(ctx: AnyContext) -> Lang:
    speech: Locale = ctx.ensure_object(Locale)
    return speech.lang


def _surplus(word: str, path: str) -> UsageError:
    return UsageError(
        Text(fr="« {word} » est de trop après « {path} ».", en="“{word}” is one word too many."),
        advice=Text(
            fr="Tapez « {path} --help » pour voir comment l'écrire.",
            en="Type “{path} --help” to see how to write it.",
        ),
        arguments={"word": word, "path": path},
    )


def _unknown(word: str, known: Sequence[str], path: str) -> UsageError:
    near = get_close_matches(word, known, n=1)
    advice = Text(fr="Vouliez-vous dire « {path} {near} » ?", en="Did you mean “{path} {near}”?")
    look = Text(
        fr="Tapez « {path} --help » pour voir les commandes.",
        en="Type “{path} --help” to see the commands.",
    )
    return UsageError(
        Text(
            fr="« {path} » n'a pas de commande « {word} ».",
            en="“{path}” has no command “{word}”.",
        ),
        advice=advice if near else look,
        arguments={"path": path, "word": word, "near": near[0] if near else ""},
    )
