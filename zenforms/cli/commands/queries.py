"""`zenforms status`: what a desk needs from people, and whether it is watched."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import (
    DeskOption,
    FormatOption,
    ReportFormat,
    RequestArgument,
    RootArgument,
)
from zenforms.errors import ExitCode
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zenforms.desk.queries.doctor import Check
    from zenforms.present.document import Part


def _run(
    context: typer.Context,
    root: RootArgument = None,
    *,
    desk: DeskOption = None,
    shape: FormatOption = ReportFormat.TEXT,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.views.statusview import status_lines
    from zenforms.desk.queries.status import status_of
    from zenforms.present.jsontext import dumps
    from zenforms.present.terminal import show, width_of

    status = status_of(needed_desk(root or desk))
    if shape is ReportFormat.JSON:
        sys.stdout.write(dumps(status.model_dump(mode="json")))
    else:
        lang = context.ensure_object(Locale).lang
        show(status_lines(status, lang, width_of(sys.stdout)), sys.stdout)
    return ExitCode.OK


STATUS = Command(
    _run,
    Help(
        Text(
            fr="Montre ce qui attend quelqu'un, et si le bureau est surveillé",
            en="Show what waits for somebody, and whether the desk is watched",
        ),
        details=Text(
            fr="D'abord ce que les clients ont écrit et que personne n'a lu, puis retards et "
            "échéances de la TMA, quarantaine, refus et demandes renvoyées. Ne prend aucun verrou.",
            en="First what clients wrote and nobody has read, then TMA commitments overdue and "
            "due, quarantine, refusals and returned requests. Takes no lock.",
        ),
        examples=("zenforms status support", "zenforms status support --format json"),
        exits={
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé", en="the desk is not set up correctly"
            )
        },
    ),
)


# `zenforms find`: requests by what people remember of them.

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


def _find_run(
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
) -> ExitCode:
    from zenforms.cli.desk import desk_and_words
    from zenforms.cli.views.requestview import found_lines
    from zenforms.desk.queries.finding import find_requests
    from zenforms.present.jsontext import dumps
    from zenforms.present.terminal import show, width_of

    opened, wanted = desk_and_words(words or [], desk)
    findings = find_requests(opened, wanted, open_only=open_only)
    if shape is ReportFormat.JSON:
        sys.stdout.write(dumps(findings.model_dump(mode="json")))
    else:
        lang = context.ensure_object(Locale).lang
        show(found_lines(findings, lang, width_of(sys.stdout)), sys.stdout)
    return ExitCode.OK


FIND = Command(
    _find_run,
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
        exits={
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé", en="the desk is not set up correctly"
            )
        },
    ),
)


# `zenforms show`: one request, wherever it lies.


def _show_run(
    context: typer.Context,
    request: RequestArgument,
    *,
    desk: DeskOption = None,
    shape: FormatOption = ReportFormat.TEXT,
) -> ExitCode:
    from zenforms.cli.desk import desk_and_number
    from zenforms.cli.views.requestview import request_data, request_lines
    from zenforms.desk.papers.memory import drops_of_request, standing_for
    from zenforms.desk.papers.requests import find_request
    from zenforms.present.jsontext import dumps
    from zenforms.present.terminal import show, width_of

    lang = context.ensure_object(Locale).lang
    opened, number = desk_and_number(request, desk)
    named = find_request(opened.root, number)
    drops = drops_of_request(opened.root, named, opened.clock.now().date())
    filed = standing_for(named, drops)
    if shape is ReportFormat.JSON:
        sys.stdout.write(dumps(request_data(opened, filed)))
    else:
        show(request_lines(opened, filed, lang, width_of(sys.stdout)), sys.stdout)
    return ExitCode.OK


SHOW = Command(
    _show_run,
    Help(
        Text(
            fr="Montre où en est une demande, et son rapport",
            en="Show where a request stands, and its report",
        ),
        examples=("zenforms show support ZF-260512-VTWAY",),
        exits={ExitCode.BROKEN: Text(fr="la demande n'existe pas", en="there is no such request")},
    ),
)


# `zenforms doctor`: whether a desk is set up well.

EXITS = (ExitCode.OK, ExitCode.NOT_ALL, ExitCode.BROKEN)
"""By the worst check: well, doubtful, ill."""


def _doctor_run(
    context: typer.Context,
    root: RootArgument = None,
    *,
    desk: DeskOption = None,
    repair: Annotated[
        bool,
        typer.Option("--repair"),
        Parameter(
            Text(
                fr="Répare d'abord ce que le reste du bureau permet de retrouver.",
                en="First mend what can be told from the rest of the desk.",
            )
        ),
    ] = False,
) -> ExitCode:
    from zenforms.desk.queries.doctor import examine_desk
    from zenforms.desk.setup.place import find_desk
    from zenforms.present.document import Chapter
    from zenforms.present.report import block_lines
    from zenforms.present.terminal import one_line, show, width_of

    lang = context.ensure_object(Locale).lang
    place = find_desk(root or desk) or Path.cwd()
    if repair:
        _mend(place, lang)
    checks = examine_desk(place)
    parts = tuple(part for check in checks for part in _told(check, lang))
    block = Chapter(one_line(str(place)), parts)
    show(list(block_lines([block], lang, width_of(sys.stdout)))[1:], sys.stdout)
    return EXITS[max((check.health for check in checks), default=0)]


_MENDED = Text(fr="réparé : {number} {place}", en="mended: {number} {place}")


def _mend(root: Path, lang: Lang) -> None:
    """Mend the desk, and say what was."""
    from zenforms.desk.decisions.repair import repaired
    from zenforms.desk.setup.opening import open_desk
    from zenforms.present.terminal import one_line

    for one in repaired(open_desk(root)):
        about = {"number": one.number or "", "place": one_line(one.place)}
        sys.stdout.write(f"✓ {_MENDED.fill(lang, about)}\n")


def _told(check: "Check", lang: Lang) -> "Iterator[Part]":
    from zenforms.present.document import Advice, Note
    from zenforms.present.terminal import Tone, harmless

    arguments = harmless(check.arguments, lang)
    signs = (("✓", Tone.GOOD), ("▲", Tone.WARNING), ("✗", Tone.BAD))
    sign, tone = signs[check.health]
    yield Note(check.said.fill(lang, arguments), sign, tone)
    if check.advice and check.health:
        yield Advice(check.advice.fill(lang, arguments))


DOCTOR = Command(
    _doctor_run,
    Help(
        Text(fr="Vérifie les réglages d'un bureau", en="Check how a desk is set up"),
        details=Text(
            fr="Dossiers, droits, réglages, clé, place libre, demandes abîmées : chaque point en "
            "une phrase, avec ce qu'il faut faire. Avec --repair, ce que le reste du bureau permet "
            "de retrouver est réécrit ; rien de lisible n'est changé.",
            en="Folders, rights, settings, key, free space, damaged requests: one sentence each, "
            "with what to do. With --repair, what the rest of the desk tells is written anew; "
            "nothing that can be read is changed.",
        ),
        examples=("zenforms doctor support", "zenforms doctor support --repair"),
        exits={
            ExitCode.NOT_ALL: Text(fr="un point est douteux", en="something is doubtful"),
            ExitCode.BROKEN: Text(
                fr="le bureau ne peut pas travailler ainsi", en="the desk cannot work like this"
            ),
        },
    ),
)
