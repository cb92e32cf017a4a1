"""`zenforms clients list` and `show`: the register of a desk."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import (
    FILE,
    DeskOption,
    ForceOption,
    FormatOption,
    OutputOption,
    ReportFormat,
)
from zenforms.errors import ExitCode, UsageError
from zenforms.findings import Severity
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from zenforms.desk.register.clientfile import Merge
    from zenforms.desk.register.columns import Column
    from zenforms.desk.register.spreadsheet import Complaint

_EXITS = {
    ExitCode.BROKEN: Text(fr="le registre est inutilisable", en="the register cannot be used")
}


def _list(
    context: typer.Context, *, desk: DeskOption = None, shape: FormatOption = ReportFormat.TEXT
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.register import register_of
    from zenforms.present.clientview import clients_lines
    from zenforms.present.jsontext import dumps
    from zenforms.present.terminal import show

    opened = needed_desk(desk)
    clients = register_of(opened).clients
    if shape is ReportFormat.JSON:
        said = [client.model_dump(mode="json") for client in clients]
        sys.stdout.write(dumps({"version": 1, "clients": said}))
    else:
        lang = context.ensure_object(Locale).lang
        show(clients_lines(clients, opened.clock.now().date(), lang), sys.stdout)
    return ExitCode.OK


def _show(
    context: typer.Context,
    client: Annotated[
        str,
        typer.Argument(),
        Parameter(
            Text(fr="L'identifiant du client.", en="The client's id."), Text(fr="ID", en="ID")
        ),
    ],
    *,
    desk: DeskOption = None,
    shape: FormatOption = ReportFormat.TEXT,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.register import client_called
    from zenforms.present.clientview import client_block
    from zenforms.present.jsontext import dumps
    from zenforms.present.report import block_lines
    from zenforms.present.terminal import show, width_of

    opened = needed_desk(desk)
    known = client_called(opened, client)
    if shape is ReportFormat.JSON:
        sys.stdout.write(dumps({"version": 1, "client": known.model_dump(mode="json")}))
        return ExitCode.OK
    lang = context.ensure_object(Locale).lang
    today = opened.clock.now().date()
    lines = list(block_lines([client_block(known, today, lang)], lang, width_of(sys.stdout)))
    show(lines[1:], sys.stdout)
    return ExitCode.OK


LIST = Command(
    _list,
    Help(
        Text(
            fr="Liste les clients du registre et leurs contrats en cours",
            en="List the clients of the register and their running contracts",
        ),
        examples=("zenforms clients list --desk support",),
        exits=_EXITS,
    ),
)
SHOW = Command(
    _show,
    Help(
        Text(fr="Montre tout sur un client", en="Show everything about one client"),
        examples=("zenforms clients show EXEMPLE-1 --desk support",),
        exits=_EXITS,
    ),
)


# `zenforms clients check`: everything that is wrong with the register, by line and field.


def _run(context: typer.Context, *, desk: DeskOption = None) -> ExitCode:
    from zenforms.cli.desk import needed_root
    from zenforms.cli.register import lines_of
    from zenforms.desk.register.clientfile import check_file
    from zenforms.desk.setup.opening import CLIENTS, sound_policy
    from zenforms.present.clientview import broken_line, sound_line
    from zenforms.present.terminal import show, width_of

    lang, width = context.ensure_object(Locale).lang, width_of(sys.stdout)
    root = needed_root(desk)
    path = root / CLIENTS
    checked = check_file(path, sound_policy(root))
    if checked.register is not None and checked.is_sound:
        show(sound_line(path.name, len(checked.register.clients), lang, width), sys.stdout)
    else:
        show(broken_line(path.name, lang, width), sys.stdout)
    show(lines_of(checked.complaints, lang, width), sys.stdout)
    return ExitCode.OK if checked.is_sound else ExitCode.BROKEN


CHECK = Command(
    _run,
    Help(
        Text(
            fr="Vérifie le registre et nomme chaque erreur par ligne et champ",
            en="Check the register and name every mistake by line and field",
        ),
        details=Text(
            fr="Les points marqués ✗ empêchent d'utiliser le registre ; ceux marqués ▲ méritent "
            "un regard : deux clients au même domaine, aucun référent, un client que ni lettre ni "
            "formulaire scellé ne peut atteindre, un contrat sans début.",
            en="Points marked ✗ keep the register from being used; those marked ▲ deserve a look: "
            "two clients with one mail domain, no contact of record, a client whom no letter and "
            "no sealed form can reach, a contract without a beginning.",
        ),
        examples=("zenforms clients check --desk support",),
        exits={
            ExitCode.BROKEN: Text(
                fr="le registre est inutilisable", en="the register cannot be used"
            )
        },
    ),
)


# `zenforms clients export`: the register as a spreadsheet.

_DONE = Text(
    fr="Registre écrit dans {file}. Après l'avoir modifié : zenforms clients import {file}",
    en="Register written to {file}. After changing it: zenforms clients import {file}",
)


def _clients_export_run(
    context: typer.Context,
    *,
    output: OutputOption,
    desk: DeskOption = None,
    force: ForceOption = False,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.register import register_of
    from zenforms.cli.streams import STANDARD, write_out
    from zenforms.desk.register.spreadsheet import csv_of
    from zenforms.present.terminal import one_line

    lang = context.ensure_object(Locale).lang
    register = register_of(needed_desk(desk))
    write_out(output, csv_of(register, lang), force=force)
    if output != STANDARD:
        sys.stdout.write(_DONE.fill(lang, {"file": one_line(output)}) + "\n")
    return ExitCode.OK


EXPORT = Command(
    _clients_export_run,
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
        exits={
            ExitCode.BROKEN: Text(
                fr="le registre est inutilisable", en="the register cannot be used"
            )
        },
    ),
)


# `zenforms clients import`: a spreadsheet becomes the register.


_TRIED = Text(fr="Essai : rien n'est écrit.", en="A trial: nothing is written.")
_CLIENTS_IMPORT_DONE = Text(
    fr="Registre écrit dans {file} ; l'ancien est dans {file}.bak.",
    en="Register written to {file}; the old one is in {file}.bak.",
)


def _clients_import_run(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(),
        Parameter(
            Text(
                fr="Un fichier CSV ou XLSX ; « - » pour l'entrée standard.",
                en="A CSV or XLSX file; “-” for standard input.",
            ),
            FILE,
        ),
    ],
    *,
    desk: DeskOption = None,
    replace: Annotated[
        bool,
        typer.Option("--replace"),
        Parameter(
            Text(
                fr="Le tableau est tout le registre : les clients absents sont retirés.",
                en="The table is the whole register: clients not named are removed.",
            )
        ),
    ] = False,
    columns: Annotated[
        list[str],
        typer.Option("--map"),
        Parameter(
            Text(
                fr="Ce qu'une colonne veut dire, comme « Raison sociale=name » ; « - » la laisse "
                "de côté. Une fois par colonne.",
                en="What a column means, such as “Company=name”; “-” leaves it out. Once for each "
                "column.",
            ),
            Text(fr="TITRE=COLONNE", en="HEADING=COLUMN"),
        ),
    ] = [],  # noqa: B006 - typer's own; never written to
    trial: Annotated[
        bool,
        typer.Option("--dry-run"),
        Parameter(
            Text(
                fr="Montre ce qui changerait, sans rien écrire.",
                en="Show what would change, without writing.",
            )
        ),
    ] = False,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.desk.register.clientfile import merge, write_clients
    from zenforms.desk.register.columns import mapping_of
    from zenforms.desk.register.spreadsheet import clients_of, read_table
    from zenforms.desk.setup.opening import CLIENTS
    from zenforms.judging.policy import Register
    from zenforms.present.terminal import one_line

    lang, opened = context.ensure_object(Locale).lang, needed_desk(desk)
    known = opened.desk.register or Register()
    mapped = _mapped(mapping_of, columns)
    clients, complaints = clients_of(read_table(_content(file), mapped), known)
    if any(one.severity >= Severity.ERROR for one in complaints):
        return _refuse(file, complaints, lang)
    merged = merge(known, clients, replaces=replace)
    if bad := _told(file, merged, lang, replaces=replace, noticed=complaints):
        return bad
    path = opened.root / CLIENTS
    if trial:
        sys.stdout.write(_TRIED.to(lang) + "\n")
    elif not merged.is_nothing:
        write_clients(path, merged.register)
        sys.stdout.write(_CLIENTS_IMPORT_DONE.fill(lang, {"file": one_line(str(path))}) + "\n")
    return ExitCode.OK


def _mapped(
    read: "Callable[[Iterable[str]], Mapping[str, Column]]", said: list[str]
) -> "Mapping[str, Column]":
    from zenforms.desk.register.columns import MappingError

    try:
        return read(said)
    except MappingError as error:
        raise UsageError(
            error.said,
            advice=Text(
                fr="Par exemple : --map « Raison sociale=name ».",
                en="For example: --map “Company=name”.",
            ),
            arguments=error.arguments,
        ) from error


def _content(file: str) -> bytes:
    from zenforms.cli.sources import check_sources, content_of
    from zenforms.desk.setup.tomlfile import MOST_BYTES

    check_sources([file])
    return content_of(file, most=MOST_BYTES)


def _refuse(file: str, complaints: "Iterable[Complaint]", lang: Lang) -> ExitCode:
    from zenforms.cli.register import lines_of
    from zenforms.present.clientview import broken_line
    from zenforms.present.terminal import show, width_of

    width = width_of(sys.stdout)
    show(broken_line(Path(file).name, lang, width), sys.stdout)
    show(lines_of(complaints, lang, width, headings=True), sys.stdout)
    return ExitCode.NOT_ALL


def _told(
    file: str, merged: "Merge", lang: Lang, *, replaces: bool, noticed: "Iterable[Complaint]"
) -> ExitCode:
    """Show what changes and what to look at; the exit code when it must not be written."""
    from zenforms.cli.register import lines_of
    from zenforms.desk.register.check import look_over
    from zenforms.desk.register.spreadsheet import heading_of
    from zenforms.findings import Severity
    from zenforms.present.clientview import change_lines, sound_line
    from zenforms.present.terminal import show, width_of

    named = set(merged.added) | set(merged.changed)
    clients = merged.register.clients
    found = [c for spot, c in look_over(merged.register) if clients[spot.client].id in named]
    complaints = [*noticed, *found]
    if any(one.severity >= Severity.ERROR for one in complaints):
        return _refuse(file, complaints, lang)
    changed = {one: [heading_of(f, lang) for f in fs] for one, fs in merged.changed.items()}
    show(sound_line(Path(file).name, len(clients), lang), sys.stdout)
    show(
        change_lines(
            added=merged.added,
            changed=changed,
            absent=merged.absent,
            replaces=replaces,
            lang=lang,
        ),
        sys.stdout,
    )
    show(lines_of(complaints, lang, width_of(sys.stdout), headings=True), sys.stdout)
    return ExitCode.OK


IMPORT = Command(
    _clients_import_run,
    Help(
        Text(
            fr="Reprend dans le registre un tableau venu d'un tableur",
            en="Take a table from a spreadsheet into the register",
        ),
        details=Text(
            fr="Les clients du tableau sont ajoutés ou mis à jour ; une colonne absente ne change "
            "rien, une cellule vide efface. La moindre erreur est dite avec sa ligne et sa "
            "colonne, et rien n'est écrit.",
            en="The table's clients are added or updated; a missing column changes nothing, an "
            "empty cell clears. Every mistake is told with its line and column, and nothing is "
            "written then.",
        ),
        examples=(
            "zenforms clients import clients.csv --desk support --dry-run",
            "zenforms clients import clients.csv --desk support",
            'zenforms clients import clients.csv --desk support --map "Langue=-"',
        ),
        exits={
            ExitCode.NOT_ALL: Text(
                fr="le tableau contient des erreurs", en="the table holds mistakes"
            ),
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé", en="the desk is not set up correctly"
            ),
        },
    ),
)
