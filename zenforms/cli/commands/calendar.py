"""`zenforms calendar`: the due dates of open tickets for a calendar program."""

import sys

import typer

from zenforms.cli.help import Command, Help
from zenforms.cli.options import (
    DeskOption,
    ForceOption,
    OutputOption,
    RootArgument,
)
from zenforms.cli.speech import Speech
from zenforms.language import Text

_DONE = Text(fr="{count} échéances écrites dans {file}.", en="{count} due dates written to {file}.")
_ONE = Text(fr="Une échéance écrite dans {file}.", en="One due date written to {file}.")
_NONE = Text(
    fr="Aucune échéance en cours ; {file} est un calendrier vide.",
    en="Nothing is due; {file} is an empty calendar.",
)


def _run(
    context: typer.Context,
    root: RootArgument = None,
    *,
    output: OutputOption,
    desk: DeskOption = None,
    force: ForceOption = False,
) -> int:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.output import STANDARD, write_out
    from zenforms.console.escape import one_line
    from zenforms.desk.telling.duedates import Kept, due_dates
    from zenforms.desk.telling.icalendar import calendar_of

    lang, opened = context.ensure_object(Speech).lang, needed_desk(root or desk)
    today = opened.clock.now().date()
    open_ones = {Kept.DUE, Kept.OVERDUE}
    dates = [due for due in due_dates(opened.root) if due.stands(today) in open_ones]
    content = calendar_of(dates, opened.desk.policy.vendor, lang)
    write_out(output, content, force=force)
    if output != STANDARD:
        said = {0: _NONE, 1: _ONE}.get(len(dates), _DONE)
        told = {"count": str(len(dates)), "file": one_line(output)}
        sys.stdout.write(said.fill(lang, told) + "\n")
    return 0


COMMAND = Command(
    _run,
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
        exits={5: Text(fr="le bureau est mal réglé", en="the desk is not set up correctly")},
    ),
)
