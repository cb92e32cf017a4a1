"""`zenforms validate`: judge what came in, and say what it lacks."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import DESK, FILES, FORMAT, DeskOption, FormatOption, ReportFormat
from zenforms.cli.speech import Speech
from zenforms.language import Text

ReceivedOption = Annotated[
    datetime | None,
    typer.Option("--received", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]),
]


def _run(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument()],
    *,
    shape: FormatOption = ReportFormat.TEXT,
    desk: DeskOption = None,
    received: ReceivedOption = None,
) -> int:
    from zenforms.cli.judgement import judge_all
    from zenforms.console.jsontext import dumps
    from zenforms.console.layout import Line
    from zenforms.console.paper import show, width_of
    from zenforms.console.report import report_lines
    from zenforms.judging.validation import Validation, said_file

    lang = context.ensure_object(Speech).lang
    outcomes = judge_all(files, desk=desk, received=received)
    if shape is ReportFormat.JSON:
        said = Validation(files=tuple(said_file(name, o, lang) for name, o in outcomes))
        sys.stdout.write(dumps(said.model_dump(mode="json")))
    else:
        for number, (name, outcome) in enumerate(outcomes):
            show([Line()] if number else [], sys.stdout)
            show(report_lines(name, outcome, lang, width_of(sys.stdout)), sys.stdout)
    return max(outcome.exit_code for _, outcome in outcomes)


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Juge des demandes reçues et dit ce qui leur manque",
            en="Judge requests that came in and say what they lack",
        ),
        details=Text(
            fr="Rien n'est écrit ni envoyé. Avec un bureau, le client, son contrat et les "
            "versions sont vérifiés aussi ; sans bureau, ce qui n'a pas pu l'être est nommé.",
            en="Nothing is written or sent. With a desk, the client, the contract and the "
            "releases are checked too; without one, what could not be checked is named.",
        ),
        parameters={
            "files": Parameter(
                Text(
                    fr="Ce qui a été reçu ; « - » pour l'entrée standard.",
                    en="What came in; “-” for standard input.",
                ),
                FILES,
            ),
            "shape": FORMAT,
            "desk": DESK,
            "received": Parameter(
                Text(
                    fr="Juger comme si cela était arrivé ce jour-là, à l'heure de Paris ; sinon "
                    "maintenant.",
                    en="Judge as if it had come in on that day, Paris time; else now.",
                ),
                Text(fr="AAAA-MM-JJ[THH:MM]", en="YYYY-MM-DD[THH:MM]"),
            ),
        },
        examples=(
            "zenforms validate demande.pdf",
            "zenforms validate --desk support --format json *.pdf",
        ),
        exits={
            0: Text(
                fr="tout est accepté, classé ou annulé", en="all is accepted, filed or cancelled"
            ),
            1: Text(
                fr="une demande est incomplète ou refusée", en="a request is incomplete or refused"
            ),
            3: Text(fr="un envoi est en quarantaine", en="something is quarantined"),
            4: Text(fr="un envoi est dangereux", en="something is dangerous"),
            5: Text(fr="le bureau est mal réglé", en="the desk is not set up correctly"),
        },
    ),
)
