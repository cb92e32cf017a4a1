"""What a command says about itself, in both languages: one value per command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import signature
from typing import get_args

from zenforms.errors import ExitCode
from zenforms.language import Text


@dataclass(frozen=True, slots=True)
class Parameter:
    """What is said of one argument or option, in its annotation beside what typer needs.

    `metavar` names its value; a flag has none.
    """

    text: Text
    metavar: Text | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """The words of one command.

    `summary` is a phrase without a full stop; `parameters` holds the words of those parameters
    that the function itself does not declare, such as `lang`; `examples` are command lines that
    run as they stand; `exits` names the codes beyond 0 and 2.
    """

    summary: Text
    details: Text | None = None
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    exits: Mapping[ExitCode, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the function that carries it out and returns its exit code, and its words."""

    run: Callable[..., ExitCode]
    help: Help

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The words of every parameter, by its name in the function."""
        return {**words_of(self.run), **self.help.parameters}


def words_of(function: Callable[..., object]) -> dict[str, Parameter]:
    """What the annotations of `function` say of its parameters; the last word counts."""
    return {
        name: words[-1]
        for name, parameter in signature(function, eval_str=True).parameters.items()
        if (words := [w for w in get_args(parameter.annotation) if isinstance(w, Parameter)])
    }
