"""What a command says about itself, in both languages: one value per command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from zenforms.language import Text


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument or option. `metavar` names its value; a flag has none."""

    text: Text
    metavar: Text | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """The words of one command.

    `summary` is a phrase without a full stop; `parameters` is keyed by the names of the
    function's parameters; `examples` are command lines that run as they stand;
    `exits` names the codes beyond 0 and 2.
    """

    summary: Text
    details: Text | None = None
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    exits: Mapping[int, Text] = field(default_factory=dict)

    def with_parameters(self, **more: Parameter) -> "Help":
        """The same words with those of more parameters."""
        return replace(self, parameters={**self.parameters, **more})


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the function that carries it out and returns its exit code, and its words."""

    run: Callable[..., int]
    help: Help
