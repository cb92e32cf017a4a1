"""`zenforms rules`: everything a request is checked for."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import FormatOption, ReportFormat
from zenforms.errors import ExitCode, UsageError
from zenforms.language import Text


def _run(context: typer.Context, *, shape: FormatOption = ReportFormat.TEXT) -> ExitCode:
    from zenforms.cli.sources import forms_here
    from zenforms.judging.rules.catalog import LISTED
    from zenforms.present.jsontext import dumps
    from zenforms.present.rulesview import rule_data, rules_lines
    from zenforms.present.terminal import show, width_of

    lang, words = context.ensure_object(Locale).lang, forms_here().words
    if shape is ReportFormat.JSON:
        sys.stdout.write(
            dumps({"version": 1, "rules": [rule_data(rule, words) for rule in LISTED]})
        )
    else:
        show(rules_lines(LISTED, lang, width_of(sys.stdout)), sys.stdout)
    return ExitCode.OK


RULES = Command(
    _run,
    Help(
        Text(
            fr="Liste ce qui est vérifié dans une demande",
            en="List what a request is checked for",
        ),
        details=Text(
            fr="Les codes ne changent jamais de sens. « zenforms rule CODE » explique une règle.",
            en="Codes never change their meaning. “zenforms rule CODE” explains a rule.",
        ),
        examples=("zenforms rules", "zenforms rules --format json"),
    ),
)


# `zenforms rule CODE`: one rule in full.


def _rule_run(
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
) -> ExitCode:
    from zenforms.cli.sources import forms_here
    from zenforms.judging.rules.catalog import RETIRED, explained
    from zenforms.present.jsontext import dumps
    from zenforms.present.rulesview import rule_data, rule_lines
    from zenforms.present.terminal import show, width_of

    lang, words = context.ensure_object(Locale).lang, forms_here().words
    wanted = code.upper()
    rule = explained(RETIRED.get(wanted, wanted))
    if rule is None:
        raise _unknown(code)
    if shape is ReportFormat.JSON:
        sys.stdout.write(dumps({"version": 1, "rule": rule_data(rule, words)}))
    else:
        show(rule_lines(rule, lang, width_of(sys.stdout), words=words), sys.stdout)
    return ExitCode.OK


def _unknown(code: str) -> UsageError:
    return UsageError(
        Text(fr="Aucune règle ne porte le code {code}.", en="No rule has the code {code}."),
        advice=Text(
            fr="« zenforms rules » les liste toutes.", en="“zenforms rules” lists them all."
        ),
        arguments={"code": code},
    )


RULE = Command(
    _rule_run,
    Help(
        Text(
            fr="Explique une règle : ce qu'elle dit, pourquoi, et que faire",
            en="Explain a rule: what it says, why, and what to do",
        ),
        examples=("zenforms rule ZF101",),
    ),
)


# `zenforms schema`: the JSON Schema of what zenforms writes.


class Schema(StrEnum):
    """The documents that have a schema."""

    TICKET = "ticket"
    CANCELLATION = "cancellation"
    VALIDATION = "validation"
    STATS = "stats"
    STATUS = "status"
    FIND = "find"


def _schema_run(
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
) -> ExitCode:
    from zenforms.desk.queries.status import MODELS as TOLD
    from zenforms.judging.schema import MODELS, schema_for
    from zenforms.present.jsontext import dumps

    sys.stdout.write(dumps(schema_for({**MODELS, **TOLD}[name.value])))
    return ExitCode.OK


SCHEMA = Command(
    _schema_run,
    Help(
        Text(
            fr="Donne le schéma JSON de ce que zenforms écrit",
            en="Give the JSON Schema of what zenforms writes",
        ),
        examples=("zenforms schema ticket", "zenforms schema stats"),
    ),
)
