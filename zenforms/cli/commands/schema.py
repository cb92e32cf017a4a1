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
    STATS = "stats"
    STATUS = "status"
    FIND = "find"


def _run(
    name: Annotated[
        Schema,
        typer.Argument(),
        Parameter(
            Text(
                fr="Un ticket, une annulation, ce que dit « validate --format json », ou de "
                "même « stats », « status », « find ».",
                en="A ticket, a cancellation, what “validate --format json” says, or likewise "
                "“stats”, “status”, “find”.",
            ),
            Text(fr="|".join(Schema), en="|".join(Schema)),
        ),
    ],
) -> int:
    from zenforms.console.jsontext import dumps
    from zenforms.desk.telling.schema import MODELS as TOLD
    from zenforms.judging.schema import MODELS, schema_for

    sys.stdout.write(dumps(schema_for({**MODELS, **TOLD}[name.value])))
    return 0


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Donne le schéma JSON de ce que zenforms écrit",
            en="Give the JSON Schema of what zenforms writes",
        ),
        examples=("zenforms schema ticket", "zenforms schema stats"),
    ),
)
