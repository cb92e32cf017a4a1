"""`zenforms rule CODE`: one rule in full."""

import sys
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import FormatOption, ReportFormat
from zenforms.cli.speech import Speech
from zenforms.errors import UsageError
from zenforms.language import Text


def _run(
    context: typer.Context,
    code: Annotated[
        str,
        typer.Argument(),
        Parameter(
            Text(fr="Le code de la règle, comme ZF101.", en="The rule's code, such as ZF101."),
            Text(fr="CODE", en="CODE"),
        ),
    ],
    *,
    shape: FormatOption = ReportFormat.TEXT,
) -> int:
    from zenforms.console.jsontext import dumps
    from zenforms.console.paper import show, width_of
    from zenforms.console.rulesview import rule_data, rule_lines
    from zenforms.judging.rules.catalog import RETIRED, explained

    lang = context.ensure_object(Speech).lang
    wanted = code.upper()
    rule = explained(RETIRED.get(wanted, wanted))
    if rule is None:
        raise _unknown(code)
    if shape is ReportFormat.JSON:
        sys.stdout.write(dumps({"version": 1, "rule": rule_data(rule)}))
    else:
        show(rule_lines(rule, lang, width_of(sys.stdout)), sys.stdout)
    return 0


def _unknown(code: str) -> UsageError:
    return UsageError(
        Text(fr="Aucune règle ne porte le code {code}.", en="No rule has the code {code}."),
        advice=Text(
            fr="« zenforms rules » les liste toutes.", en="“zenforms rules” lists them all."
        ),
        arguments={"code": code},
    )


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Explique une règle : ce qu'elle dit, pourquoi, et que faire",
            en="Explain a rule: what it says, why, and what to do",
        ),
        examples=("zenforms rule ZF101",),
    ),
)
