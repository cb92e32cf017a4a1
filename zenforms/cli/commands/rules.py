"""`zenforms rules`: everything a request is checked for."""

import sys

import typer

from zenforms.cli.help import Command, Help
from zenforms.cli.options import FormatOption, ReportFormat
from zenforms.cli.speech import Speech
from zenforms.language import Text


def _run(context: typer.Context, *, shape: FormatOption = ReportFormat.TEXT) -> int:
    from zenforms.console.jsontext import dumps
    from zenforms.console.paper import show, width_of
    from zenforms.console.rulesview import rule_data, rules_lines
    from zenforms.judging.rules.catalog import LISTED

    lang = context.ensure_object(Speech).lang
    if shape is ReportFormat.JSON:
        sys.stdout.write(dumps({"version": 1, "rules": [rule_data(rule) for rule in LISTED]}))
    else:
        show(rules_lines(LISTED, lang, width_of(sys.stdout)), sys.stdout)
    return 0


COMMAND = Command(
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
