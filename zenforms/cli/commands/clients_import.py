"""`zenforms clients import`: a spreadsheet becomes the register."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import FILE, DeskOption
from zenforms.cli.speech import Speech
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zenforms.desk.register.complaint import Complaint
    from zenforms.desk.register.merge import Merge

EXIT_REFUSED = 1

_TRIED = Text(fr="Essai : rien n'est écrit.", en="A trial: nothing is written.")
_DONE = Text(
    fr="Registre écrit dans {file} ; l'ancien est dans {file}.bak.",
    en="Register written to {file}; the old one is in {file}.bak.",
)


def _run(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(),
        Parameter(
            Text(
                fr="Un fichier CSV ; « - » pour l'entrée standard.",
                en="A CSV file; “-” for standard input.",
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
) -> int:
    from zenforms.cli.desk import needed_desk
    from zenforms.console.escape import one_line
    from zenforms.desk.register.clientfile import write_clients
    from zenforms.desk.register.merge import merge
    from zenforms.desk.register.spreadsheet import clients_of, read_csv
    from zenforms.desk.setup.opening import CLIENTS
    from zenforms.judging.policy import Register

    lang, opened = context.ensure_object(Speech).lang, needed_desk(desk)
    known = opened.desk.register or Register()
    clients, complaints = clients_of(read_csv(_content(file)), known)
    if complaints:
        return _refuse(file, complaints, lang)
    merged = merge(known, clients, replaces=replace)
    if bad := _told(file, merged, lang, replaces=replace):
        return bad
    path = opened.root / CLIENTS
    if trial:
        sys.stdout.write(_TRIED.to(lang) + "\n")
    elif not merged.is_nothing:
        write_clients(path, merged.register)
        sys.stdout.write(_DONE.fill(lang, {"file": one_line(str(path))}) + "\n")
    return 0


def _content(file: str) -> bytes:
    from zenforms.cli.sources import check_sources, source_of

    check_sources([file])
    source = source_of(file)
    return source if isinstance(source, bytes) else source.read_bytes()


def _refuse(file: str, complaints: "Iterable[Complaint]", lang: Lang) -> int:
    from zenforms.cli.complaints import lines_of
    from zenforms.console.paper import show, width_of
    from zenforms.console.registerview import broken_line

    width = width_of(sys.stdout)
    show(broken_line(Path(file).name, lang, width), sys.stdout)
    show(lines_of(complaints, lang, width, headings=True), sys.stdout)
    return EXIT_REFUSED


def _told(file: str, merged: "Merge", lang: Lang, *, replaces: bool) -> int:
    """Show what changes and what to look at; the exit code when it must not be written."""
    from zenforms.cli.complaints import lines_of
    from zenforms.console.paper import show, width_of
    from zenforms.console.registerview import change_lines, sound_line
    from zenforms.desk.register.check import look_over
    from zenforms.desk.register.spreadsheet import heading_of
    from zenforms.findings import Severity

    named = set(merged.added) | set(merged.changed)
    clients = merged.register.clients
    complaints = [c for spot, c in look_over(merged.register) if clients[spot.client].id in named]
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
    return 0


COMMAND = Command(
    _run,
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
        ),
        exits={
            1: Text(fr="le tableau contient des erreurs", en="the table holds mistakes"),
            5: Text(fr="le bureau est mal réglé", en="the desk is not set up correctly"),
        },
    ),
)
