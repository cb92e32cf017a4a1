"""The values of a command's parameters, without what typer loads to convert them.

Typer converts even a plain word through pydantic, which takes longer to load than a form takes
to read. Words, file names and choices need no such help; every other value, and whatever is to
be complained about, is left to typer.
"""

import os
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import TypeVar, cast, get_args, get_origin

import typer
from typer.core import TyperArgument, TyperOption

Ours = TyperArgument | TyperOption
P = TypeVar("P")


def convert_plainly(parameters: Iterable[P]) -> list[P]:
    """The same parameters, which from now on convert plain values without pydantic."""
    found = list(parameters)
    for parameter in found:
        if isinstance(parameter, TyperArgument | TyperOption):
            _let_convert(parameter, _PlainValues(parameter))
    return found


def _let_convert(parameter: Ours, plain: "_PlainValues") -> None:
    setattr(parameter, "get_runtime_param", lambda: plain)  # noqa: B010 - a method of this one


class _PlainValues:
    """What a parameter answers when typer asks it for its converter."""

    def __init__(self, parameter: Ours) -> None:
        self._of_typer = parameter.get_runtime_param
        self._wanted = parameter.type_descriptor.annotation

    def coerce(self, value: object, param: Ours, ctx: typer.Context) -> object:
        """The value as the command takes it; typer's signature, and its complaints."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        try:
            return _converted(value, self._wanted)
        except _NotPlainError:
            return cast("object", self._of_typer().coerce(value, param=param, ctx=ctx))


class _NotPlainError(Exception):
    """Typer must convert this value, or complain about it."""


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
