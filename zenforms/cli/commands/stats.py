"""`zenforms stats`: what a desk received and what became of it, in figures."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import (
    DeskOption,
    PageFormat,
    PageFormatOption,
    RootArgument,
)
from zenforms.cli.speech import Speech
from zenforms.language import Text

DayOption = datetime | None
_DAY = Text(fr="AAAA-MM-JJ", en="YYYY-MM-DD")


def _run(
    context: typer.Context,
    root: RootArgument = None,
    *,
    shape: PageFormatOption = PageFormat.TEXT,
    since: Annotated[
        DayOption,
        typer.Option("--since", formats=["%Y-%m-%d"]),
        Parameter(Text(fr="Seulement à partir de ce jour.", en="Only from this day on."), _DAY),
    ] = None,
    until: Annotated[
        DayOption,
        typer.Option("--until", formats=["%Y-%m-%d"]),
        Parameter(Text(fr="Seulement jusqu'à ce jour compris.", en="Only up to this day."), _DAY),
    ] = None,
    desk: DeskOption = None,
) -> int:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.views.statspage import statistics_page
    from zenforms.cli.views.statsview import statistics_lines
    from zenforms.console.jsontext import dumps
    from zenforms.console.paper import show, width_of
    from zenforms.desk.telling.statistics import Period, statistics_of

    lang = context.ensure_object(Speech).lang
    period = Period(since.date() if since else None, until.date() if until else None)
    statistics = statistics_of(needed_desk(root or desk), period)
    if shape is PageFormat.JSON:
        sys.stdout.write(dumps(statistics.model_dump(mode="json")))
    elif shape is PageFormat.HTML:
        sys.stdout.write(statistics_page(statistics, lang))
    else:
        show(statistics_lines(statistics, lang, width_of(sys.stdout)), sys.stdout)
    return 0


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Compte les demandes : issues, défauts fréquents, clients, tours, échéances",
            en="Count the requests: outcomes, frequent findings, clients, rounds, due dates",
        ),
        details=Text(
            fr="Lu dans les dossiers du bureau, sans verrou. En HTML : une page avec des "
            "graphiques, à imprimer ou à transmettre.",
            en="Read from the desk's folders, without a lock. In HTML: a page with plots, to print "
            "or to pass on.",
        ),
        examples=(
            "zenforms stats support",
            "zenforms stats support --format html > statistiques.html",
        ),
        exits={5: Text(fr="le bureau est mal réglé", en="the desk is not set up correctly")},
    ),
)
