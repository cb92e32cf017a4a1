"""The values of a command's parameters, without what typer loads to convert them.

Typer converts even a plain word through pydantic, which takes longer to load than a form takes
to read. Words, file names and choices need no such help; every other value, and whatever is to
be complained about, is left to typer.
"""

import os
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, get_args, get_origin

from typer.core import TyperArgument, TyperOption

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typer._click.core import Context
    from typer._click.core import Parameter as AnyParameter

    Ours = TyperArgument | TyperOption


def convert_plainly(parameters: "Iterable[AnyParameter]") -> None:
    """Let `parameters` convert plain values without pydantic."""
    for parameter in parameters:
        if isinstance(parameter, TyperArgument | TyperOption):
            _set_converter(parameter, _PlainValues())


class _PlainValues:
    """Stands where typer keeps what converts the values of a parameter."""

    def coerce(self, value: object, param: "Ours", ctx: "Context") -> object:
        """The value as the command takes it; typer's signature, and its complaints."""
        many = param.multiple or param.nargs == -1
        if value is None:
            return () if many else None
        try:
            return _converted(value, param.type_descriptor.annotation)
        except _NotPlainError:
            _set_converter(param, None)  # typer makes its own as soon as it is asked
            return param.get_runtime_param().coerce(value, param=param, ctx=ctx)


class _NotPlainError(Exception):
    """Typer must convert this value, or complain about it."""


def _set_converter(parameter: "Ours", converter: _PlainValues | None) -> None:
    # typer fills this attribute on first use; it has no public way in
    parameter._runtime_param = converter  # type: ignore[assignment]  # noqa: SLF001


def _converted(value: object, annotation: object) -> object:
    if get_origin(annotation) is list and isinstance(value, list | tuple):
        (kind,) = get_args(annotation)
        return [_converted(item, kind) for item in value]
    if isinstance(annotation, type) and isinstance(value, annotation):
        return value  # a default, or a word that is wanted as a word
    if isinstance(value, str) and isinstance(annotation, type):
        if issubclass(annotation, Enum):
            return _choice(value, annotation)
        if annotation is Path and _may_be_opened(value):
            return Path(value)
    raise _NotPlainError


def _choice(value: str, choices: type[Enum]) -> Enum:
    chosen = next((choice for choice in choices if choice.value == value), None)
    if chosen is None:
        raise _NotPlainError
    return chosen


def _may_be_opened(name: str) -> bool:
    """Whether the file can be read, or does not exist: the command itself speaks of that."""
    return os.access(name, os.R_OK) or not os.access(name, os.F_OK)
