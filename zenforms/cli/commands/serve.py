"""`zenforms serve`: the staff board in a browser, and the watcher beside it."""

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import FILE, DeskOption, RootArgument
from zenforms.errors import ExitCode
from zenforms.language import Text

_OPEN = Text(fr="Le tableau : {link}", en="The board: {link}")
_HOW = Text(
    fr="Ouvrez cette adresse dans un navigateur ; Ctrl-C arrête.",
    en="Open this address in a browser; Ctrl-C stops.",
)


def _run(
    context: typer.Context,
    root: RootArgument = None,
    *,
    desk: DeskOption = None,
    listen: Annotated[
        str,
        typer.Option("--listen"),
        Parameter(
            Text(
                fr="Où le tableau répond ; hors de cette machine il lui faut des comptes et TLS.",
                en="Where the board answers; beyond this machine it wants accounts and TLS.",
            ),
            Text(fr="ADRESSE:PORT", en="ADDRESS:PORT"),
        ),
    ] = "127.0.0.1:8420",
    no_watch: Annotated[
        bool,
        typer.Option("--no-watch"),
        Parameter(
            Text(
                fr="Le tableau seul : le dossier inbox est surveillé ailleurs.",
                en="The board alone: the inbox is watched elsewhere.",
            )
        ),
    ] = False,
    cert: Annotated[
        Path | None,
        typer.Option("--cert"),
        Parameter(Text(fr="Le certificat TLS, en PEM.", en="The TLS certificate, PEM."), FILE),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key"),
        Parameter(Text(fr="Sa clé, en PEM.", en="Its key, PEM."), FILE),
    ] = None,
    proxy: Annotated[
        str | None,
        typer.Option("--proxy"),
        Parameter(
            Text(
                fr="Le nom du serveur mandataire qui s'occupe de TLS à la place de --cert.",
                en="The name of the proxy that does TLS instead of --cert.",
            ),
            Text(fr="NOM", en="NAME"),
        ),
    ] = None,
) -> ExitCode:
    from zenforms.cli.desk import needed_root
    from zenforms.web.serving import BoardOpening, serve, watcher_beside

    lang = context.ensure_object(Locale).lang
    place = needed_root(root or desk)
    name = os.environ.get("ZENFORMS_BY", "").strip()[:60]

    def tell(link: str) -> None:
        sys.stdout.write(f"{_OPEN.fill(lang, {'link': link})}\n{_HOW.to(lang)}\n")
        sys.stdout.flush()

    with nullcontext() if no_watch else watcher_beside(place, lang):
        serve(place, BoardOpening(listen, cert, key, proxy, name), lang, tell=tell)
    return ExitCode.OK


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Ouvre le tableau du support dans un navigateur",
            en="Open the support board in a browser",
        ),
        details=Text(
            fr="Ce qui attend, chaque demande avec ses fichiers et sa lettre, les décisions d'un "
            "clic, le dépôt à la souris. Le dossier inbox est surveillé par un processus à part, "
            "qui survit au tableau comme le tableau lui survit.",
            en="What waits, each request with its files and its letter, decisions by click, drops "
            "by mouse. The inbox is watched by a process of its own: the end of one leaves the "
            "other.",
        ),
        examples=(
            "zenforms serve support",
            "zenforms serve support --listen 192.0.2.10:8443 --cert desk.pem --key desk.key",
        ),
        exits={
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé, ou l'adresse est prise",
                en="the desk is not set up correctly, or the address is taken",
            )
        },
    ),
)
