"""`zenforms schema`: the JSON Schema of what zenforms writes."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.language import Text


class Schema(StrEnum):
    """The documents that have a schema."""

    TICKET = "ticket"
    CANCELLATION = "cancellation"
    VALIDATION = "validation"


def _run(name: Annotated[Schema, typer.Argument()]) -> int:
    from zenforms.console.jsontext import dumps
    from zenforms.judging.schema import schema_of

    sys.stdout.write(dumps(schema_of(name.value)))
    return 0


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Donne le schéma JSON de ce que zenforms écrit",
            en="Give the JSON Schema of what zenforms writes",
        ),
        parameters={
            "name": Parameter(
                Text(
                    fr="ticket, annulation, ou ce que dit « validate --format json ».",
                    en="A ticket, a cancellation, or what “validate --format json” says.",
                ),
                Text(fr="ticket|cancellation|validation", en="ticket|cancellation|validation"),
            )
        },
        examples=("zenforms schema ticket",),
    ),
)
