"""`zenforms clients list` and `show`: the register of a desk."""

import sys
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import DeskOption, FormatOption, ReportFormat
from zenforms.cli.speech import Speech
from zenforms.language import Text

_EXITS = {5: Text(fr="le registre est inutilisable", en="the register cannot be used")}


def _list(
    context: typer.Context, *, desk: DeskOption = None, shape: FormatOption = ReportFormat.TEXT
) -> int:
    from zenforms.cli.clients import register_of
    from zenforms.cli.desk import needed_desk
    from zenforms.console.clientview import clients_lines
    from zenforms.console.jsontext import dumps
    from zenforms.console.paper import show

    opened = needed_desk(desk)
    clients = register_of(opened).clients
    if shape is ReportFormat.JSON:
        said = [client.model_dump(mode="json") for client in clients]
        sys.stdout.write(dumps({"version": 1, "clients": said}))
    else:
        lang = context.ensure_object(Speech).lang
        show(clients_lines(clients, opened.clock.now().date(), lang), sys.stdout)
    return 0


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
) -> int:
    from zenforms.cli.clients import client_called
    from zenforms.cli.desk import needed_desk
    from zenforms.console.clientview import client_block
    from zenforms.console.jsontext import dumps
    from zenforms.console.paper import show, width_of
    from zenforms.console.report import block_lines

    opened = needed_desk(desk)
    known = client_called(opened, client)
    if shape is ReportFormat.JSON:
        sys.stdout.write(dumps({"version": 1, "client": known.model_dump(mode="json")}))
        return 0
    lang = context.ensure_object(Speech).lang
    today = opened.clock.now().date()
    lines = list(block_lines([client_block(known, today, lang)], lang, width_of(sys.stdout)))
    show(lines[1:], sys.stdout)
    return 0


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
