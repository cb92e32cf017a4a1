"""`zenforms find`: requests by what people remember of them."""

import sys
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import DeskOption, FormatOption, ReportFormat
from zenforms.cli.speech import Speech
from zenforms.language import Text

WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(),
    Parameter(
        Text(
            fr="Ce que l'on sait de la demande, s'il le faut après le dossier du bureau.",
            en="What is known of the request, if need be after the desk's folder.",
        ),
        Text(fr="[DOSSIER] [MOT...]", en="[FOLDER] [WORD...]"),
    ),
]


def _run(
    context: typer.Context,
    words: WordsArgument = None,
    *,
    desk: DeskOption = None,
    open_only: Annotated[
        bool,
        typer.Option("--open"),
        Parameter(
            Text(fr="Seulement les tickets encore ouverts.", en="Only tickets that are open.")
        ),
    ] = False,
    shape: FormatOption = ReportFormat.TEXT,
) -> int:
    from zenforms.cli.desk import desk_and_words
    from zenforms.cli.views.findview import found_lines
    from zenforms.console.jsontext import dumps
    from zenforms.console.paper import show, width_of
    from zenforms.desk.telling.finding import find_requests

    opened, wanted = desk_and_words(words or [], desk)
    findings = find_requests(opened, wanted, open_only=open_only)
    if shape is ReportFormat.JSON:
        sys.stdout.write(dumps(findings.model_dump(mode="json")))
    else:
        lang = context.ensure_object(Speech).lang
        show(found_lines(findings, lang, width_of(sys.stdout)), sys.stdout)
    return 0


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Retrouve des demandes par un nom, une adresse, un mot",
            en="Find requests by a name, an address, a word",
        ),
        details=Text(
            fr="Cherche chaque mot dans le numéro, le client, les réponses et le nom de l'envoi ; "
            "les accents et les majuscules ne comptent pas. Sans mot : les demandes les plus "
            "récentes. Ne prend aucun verrou.",
            en="Looks for every word in the number, the client, the answers and the name of the "
            "drop; accents and capitals do not count. Without a word: the newest requests. Takes "
            "no lock.",
        ),
        examples=("zenforms find support camille facture", "zenforms find support --open"),
        exits={5: Text(fr="le bureau est mal réglé", en="the desk is not set up correctly")},
    ),
)
