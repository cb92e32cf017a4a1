"""`zenforms validate`: judge what came in, and say what it lacks."""

import sys
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import FILES, DeskOption
from zenforms.errors import ExitCode
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zenforms.judging.case import Outcome

    Judged = Iterator[tuple[str, Outcome]]


class Shape(StrEnum):
    """How verdicts are written: one text or JSON, a line of JSON each, or a page to forward."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


ReceivedOption = Annotated[
    datetime | None,
    typer.Option("--received", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]),
    Parameter(
        Text(
            fr="Juger comme si cela était arrivé ce jour-là, à l'heure de Paris ; sinon "
            "maintenant.",
            en="Judge as if it had come in on that day, Paris time; else now.",
        ),
        Text(fr="AAAA-MM-JJ[THH:MM]", en="YYYY-MM-DD[THH:MM]"),
    ),
]


def _run(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(),
        Parameter(
            Text(
                fr="Ce qui a été reçu ; « - » pour l'entrée standard.",
                en="What came in; “-” for standard input.",
            ),
            FILES,
        ),
    ],
    *,
    shape: Annotated[
        Shape,
        typer.Option("--format"),
        Parameter(
            Text(
                fr="text pour lire ; json pour un programme, jsonl une ligne par fichier dès "
                "qu'il est jugé ; html une page à transmettre ou à imprimer.",
                en="text to read; json for a program, jsonl one line a file as soon as it is "
                "judged; html a page to forward or print.",
            ),
            Text(fr="text|json|jsonl|html", en="text|json|jsonl|html"),
        ),
    ] = Shape.TEXT,
    desk: DeskOption = None,
    received: ReceivedOption = None,
) -> ExitCode:
    from zenforms.cli.drops import judge_all

    lang = context.ensure_object(Locale).lang
    exits = [ExitCode.OK]
    write = {Shape.TEXT: _text, Shape.JSON: _json, Shape.JSONL: _jsonl, Shape.HTML: _html}[shape]
    write(_counted(judge_all(files, desk=desk, received=received), exits), lang)
    return max(exits)


def _counted(judged: "Judged", exits: list[ExitCode]) -> "Judged":
    for name, outcome in judged:
        exits.append(outcome.exit_code)
        yield name, outcome


def _text(judged: "Judged", lang: Lang) -> None:
    from zenforms.present.report import build_report, report_lines
    from zenforms.present.terminal import Line, show, width_of

    for number, (name, outcome) in enumerate(judged):
        show([Line()] if number else [], sys.stdout)
        model = build_report(name, outcome, lang)
        show(report_lines(model, lang, width_of(sys.stdout)), sys.stdout)
        sys.stdout.flush()


def _json(judged: "Judged", lang: Lang) -> None:
    from zenforms.judging.schema import Validation, said_file
    from zenforms.present.jsontext import dumps

    said = Validation(files=tuple(said_file(name, outcome, lang) for name, outcome in judged))
    sys.stdout.write(dumps(said.model_dump(mode="json")))


def _jsonl(judged: "Judged", lang: Lang) -> None:
    from zenforms.judging.schema import said_file
    from zenforms.present.jsontext import dumps_line

    for name, outcome in judged:
        said = {"version": 1, **said_file(name, outcome, lang).model_dump(mode="json")}
        sys.stdout.write(dumps_line(said))
        sys.stdout.flush()


def _html(judged: "Judged", lang: Lang) -> None:
    from zenforms.present.report import build_report
    from zenforms.present.reportpage import reports_page

    accounts = (build_report(name, outcome, lang) for name, outcome in judged)
    sys.stdout.write(reports_page(accounts, lang))


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
        examples=(
            "zenforms validate demande.pdf",
            "zenforms validate --desk support --format json *.pdf",
            "zenforms validate --desk support --format html demande.pdf",
        ),
        exits={
            ExitCode.OK: Text(
                fr="tout est accepté, classé ou annulé", en="all is accepted, filed or cancelled"
            ),
            ExitCode.NOT_ALL: Text(
                fr="une demande est incomplète ou refusée", en="a request is incomplete or refused"
            ),
            ExitCode.SET_ASIDE: Text(
                fr="un envoi est en quarantaine", en="something is quarantined"
            ),
            ExitCode.DANGEROUS: Text(fr="un envoi est dangereux", en="something is dangerous"),
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé", en="the desk is not set up correctly"
            ),
        },
    ),
)
