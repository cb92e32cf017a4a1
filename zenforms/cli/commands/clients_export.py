"""`zenforms clients export`: the register as a spreadsheet."""

import sys

import typer

from zenforms.cli.help import Command, Help
from zenforms.cli.options import DeskOption, ForceOption, OutputOption
from zenforms.cli.speech import Speech
from zenforms.language import Text

_DONE = Text(
    fr="Registre écrit dans {file}. Après l'avoir modifié : zenforms clients import {file}",
    en="Register written to {file}. After changing it: zenforms clients import {file}",
)


def _run(
    context: typer.Context,
    *,
    output: OutputOption,
    desk: DeskOption = None,
    force: ForceOption = False,
) -> int:
    from zenforms.cli.clients import register_of
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.output import STANDARD, write_out
    from zenforms.console.escape import one_line
    from zenforms.desk.register.spreadsheet import csv_of

    lang = context.ensure_object(Speech).lang
    register = register_of(needed_desk(desk))
    write_out(output, csv_of(register, lang), force=force)
    if output != STANDARD:
        sys.stdout.write(_DONE.fill(lang, {"file": one_line(output)}) + "\n")
    return 0


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Écrit le registre dans un tableau CSV, pour un tableur",
            en="Write the register to a CSV table, for a spreadsheet",
        ),
        details=Text(
            fr="UTF-8 avec BOM, séparé par des points-virgules, dates en JJ/MM/AAAA : un double "
            "clic l'ouvre bien. Les listes tiennent dans une cellule, séparées par « | ».",
            en="UTF-8 with BOM, parted by semicolons, days as DD/MM/YYYY: a double click opens it "
            "properly. Lists stand in one cell, parted by “|”.",
        ),
        examples=("zenforms clients export --desk support -o clients.csv",),
        exits={5: Text(fr="le registre est inutilisable", en="the register cannot be used")},
    ),
)
