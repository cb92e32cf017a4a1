"""`zenforms show`: one request, wherever it lies."""

import sys

import typer

from zenforms.cli.help import Command, Help
from zenforms.cli.options import (
    DeskOption,
    FormatOption,
    ReportFormat,
    RequestArgument,
)
from zenforms.cli.speech import Speech
from zenforms.language import Text


def _run(
    context: typer.Context,
    request: RequestArgument,
    *,
    desk: DeskOption = None,
    shape: FormatOption = ReportFormat.TEXT,
) -> int:
    from zenforms.cli.desk import desk_and_number
    from zenforms.cli.views.requestview import request_data, request_lines
    from zenforms.console.jsontext import dumps
    from zenforms.console.paper import show, width_of
    from zenforms.desk.papers.kindred import drops_of_request, standing_for
    from zenforms.desk.papers.requests import find_request

    lang = context.ensure_object(Speech).lang
    opened, number = desk_and_number(request, desk)
    named = find_request(opened.root, number)
    drops = drops_of_request(opened.root, named, opened.clock.now().date())
    filed = standing_for(named, drops)
    if shape is ReportFormat.JSON:
        sys.stdout.write(dumps(request_data(opened, filed)))
    else:
        show(request_lines(opened, filed, lang, width_of(sys.stdout)), sys.stdout)
    return 0


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Montre où en est une demande, et son rapport",
            en="Show where a request stands, and its report",
        ),
        examples=("zenforms show support ZF-260512-VTWAY",),
        exits={5: Text(fr="la demande n'existe pas", en="there is no such request")},
    ),
)
