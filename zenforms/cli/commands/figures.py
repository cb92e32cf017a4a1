"""`zenforms stats`: what a desk received and what became of it, in figures."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import (
    DeskOption,
    ForceOption,
    OutputOption,
    PageFormat,
    PageFormatOption,
    RootArgument,
)
from zenforms.errors import ExitCode
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
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.views.statsview import statistics_lines, statistics_page
    from zenforms.desk.queries.statistics import Period, statistics_of
    from zenforms.present.jsontext import dumps
    from zenforms.present.terminal import show, width_of

    lang = context.ensure_object(Locale).lang
    period = Period(since.date() if since else None, until.date() if until else None)
    statistics = statistics_of(needed_desk(root or desk), period)
    if shape is PageFormat.JSON:
        sys.stdout.write(dumps(statistics.model_dump(mode="json")))
    elif shape is PageFormat.HTML:
        sys.stdout.write(statistics_page(statistics, lang))
    else:
        show(statistics_lines(statistics, lang, width_of(sys.stdout)), sys.stdout)
    return ExitCode.OK


STATS = Command(
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
        exits={
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé", en="the desk is not set up correctly"
            )
        },
    ),
)


# `zenforms calendar`: the due dates of open tickets for a calendar program.

_DONE = Text(fr="{count} échéances écrites dans {file}.", en="{count} due dates written to {file}.")
_ONE = Text(fr="Une échéance écrite dans {file}.", en="One due date written to {file}.")
_NONE = Text(
    fr="Aucune échéance en cours ; {file} est un calendrier vide.",
    en="Nothing is due; {file} is an empty calendar.",
)


def _calendar_run(
    context: typer.Context,
    root: RootArgument = None,
    *,
    output: OutputOption,
    desk: DeskOption = None,
    force: ForceOption = False,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.streams import STANDARD, write_out
    from zenforms.desk.queries.duedates import Kept, calendar_of, due_dates
    from zenforms.present.terminal import one_line

    lang, opened = context.ensure_object(Locale).lang, needed_desk(root or desk)
    today = opened.clock.now().date()
    open_ones = {Kept.DUE, Kept.OVERDUE}
    dates = [due for due in due_dates(opened.root) if due.stands(today) in open_ones]
    content = calendar_of(dates, opened.desk.policy.vendor, lang)
    write_out(output, content, force=force)
    if output != STANDARD:
        said = {0: _NONE, 1: _ONE}.get(len(dates), _DONE)
        told = {"count": str(len(dates)), "file": one_line(output)}
        sys.stdout.write(said.fill(lang, told) + "\n")
    return ExitCode.OK


CALENDAR = Command(
    _calendar_run,
    Help(
        Text(
            fr="Écrit les échéances de la TMA dans un fichier d'agenda (.ics)",
            en="Write the TMA due dates to a calendar file (.ics)",
        ),
        details=Text(
            fr="Une journée entière par engagement à tenir ou en retard ; Outlook, Thunderbird et "
            "les autres l'ouvrent. Refait, il est le même tant que rien ne change.",
            en="A whole day for each commitment that is due or overdue; Outlook, Thunderbird and "
            "others open it. Made again it is the same while nothing changes.",
        ),
        examples=("zenforms calendar support -o echeances.ics",),
        exits={
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé", en="the desk is not set up correctly"
            )
        },
    ),
)
