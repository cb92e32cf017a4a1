"""`zenforms status`: what a desk needs from people, and whether it is watched."""

import sys

import typer

from zenforms.cli.help import Command, Help
from zenforms.cli.options import (
    DeskOption,
    FormatOption,
    ReportFormat,
    RootArgument,
)
from zenforms.cli.speech import Speech
from zenforms.language import Text


def _run(
    context: typer.Context,
    root: RootArgument = None,
    *,
    desk: DeskOption = None,
    shape: FormatOption = ReportFormat.TEXT,
) -> int:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.views.statusview import status_lines
    from zenforms.console.jsontext import dumps
    from zenforms.console.paper import show, width_of
    from zenforms.desk.telling.status import status_of

    status = status_of(needed_desk(root or desk))
    if shape is ReportFormat.JSON:
        sys.stdout.write(dumps(status.model_dump(mode="json")))
    else:
        lang = context.ensure_object(Speech).lang
        show(status_lines(status, lang, width_of(sys.stdout)), sys.stdout)
    return 0


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Montre ce qui attend quelqu'un, et si le bureau est surveillé",
            en="Show what waits for somebody, and whether the desk is watched",
        ),
        details=Text(
            fr="Retards et échéances de la TMA d'abord, puis quarantaine, suites, refus et "
            "demandes renvoyées. Ne prend aucun verrou.",
            en="TMA commitments overdue and due first, then quarantine, follow-ups, refusals and "
            "returned requests. Takes no lock.",
        ),
        examples=("zenforms status support", "zenforms status support --format json"),
        exits={5: Text(fr="le bureau est mal réglé", en="the desk is not set up correctly")},
    ),
)
