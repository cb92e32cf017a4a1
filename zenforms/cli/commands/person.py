"""`zenforms person export`, `erase`: what a desk holds about one person (RGPD)."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import DESK, FILE, DeskOption
from zenforms.cli.speech import Speech
from zenforms.errors import UsageError
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from zenforms.desk.orders.privacy import Traces

AddressArgument = Annotated[str, typer.Argument()]

_FOUND = Text(
    fr="{address} paraît dans {count} : {numbers}.", en="{address} occurs in {count}: {numbers}."
)
_REQUESTS = (
    Text(fr="une demande", en="one request"),
    Text(fr="{count} demandes", en="{count} requests"),
)
_NONE = Text(fr="{address} ne paraît dans aucune demande.", en="{address} occurs in no request.")
_UNREAD = Text(
    fr="▲ Illisibles, à regarder une par une : {numbers}.",
    en="▲ Not readable, to be looked at one by one: {numbers}.",
)
_REGISTER = Text(
    fr="▲ Référent au registre pour {ids} : à changer dans clients.toml.",
    en="▲ A contact in the register for {ids}: to be changed in clients.toml.",
)
_NOTHING = Text(fr="Il n'y a rien à exporter.", en="There is nothing to export.")
_NOTHING_TO_ERASE = Text(fr="Il n'y a rien à effacer.", en="There is nothing to erase.")
_EXPORTED = Text(fr="Tout est dans {file}.", en="Everything is in {file}.")
_ERASED = Text(fr="Effacé, avec trace : {count}.", en="Erased, with trace: {count}.")
_NOT_ERASED = Text(
    fr="Rien n'a été effacé : ajoutez --yes --by NOM.",
    en="Nothing was erased: add --yes --by NAME.",
)
_WHO = UsageError(
    Text(fr="Qui efface ? --yes demande --by NOM.", en="Who erases? --yes needs --by NAME."),
    advice=Text(fr="Le nom est noté dans le journal.", en="The name is written in the journal."),
)


def _export(
    context: typer.Context,
    address: AddressArgument,
    *,
    output: Annotated[Path, typer.Option("--output", "-o")],
    desk: DeskOption = None,
) -> int:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.output import cannot_write
    from zenforms.desk.orders.privacy import export_traces, traces_of

    opened = needed_desk(desk)
    lang = context.ensure_object(Speech).lang
    traces = traces_of(opened, address)
    _tell(traces, address, lang)
    if not traces.requests:
        _say(_NOTHING, lang)
        return 0
    try:
        export_traces(opened, traces, output)
    except OSError as error:
        raise cannot_write(output, error) from error
    _say(_EXPORTED, lang, file=str(output))
    return 0


def _erase(
    context: typer.Context,
    address: AddressArgument,
    *,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    by: Annotated[str, typer.Option("--by")] = "",
    desk: DeskOption = None,
) -> int:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.ordering import obey_all
    from zenforms.desk.orders.privacy import traces_of
    from zenforms.desk.orders.slips import OrderKind

    if yes and not by:
        raise _WHO
    opened = needed_desk(desk)
    lang = context.ensure_object(Speech).lang
    traces = traces_of(opened, address)
    _tell(traces, address, lang)
    if not (yes and traces.requests):
        _say(_NOT_ERASED if traces.requests else _NOTHING_TO_ERASE, lang)
        return 0
    orders = [(OrderKind.ERASE, filed.number) for filed in traces.requests]
    obey_all(opened, orders, by=by, lang=lang)
    _say(_ERASED, lang, count=_requests(len(orders), lang))
    return 0


def _tell(traces: "Traces", address: str, lang: Lang) -> None:
    numbers = [filed.number for filed in traces.requests]
    count = _requests(len(numbers), lang)
    told = {"count": count, "address": address, "numbers": ", ".join(numbers)}
    _say(_FOUND if numbers else _NONE, lang, **told)
    if traces.unread:
        _say(_UNREAD, lang, numbers=", ".join(traces.unread))
    if traces.in_register:
        _say(_REGISTER, lang, ids=", ".join(traces.in_register))


def _requests(count: int, lang: Lang) -> str:
    one, several = _REQUESTS
    return one.to(lang) if count == 1 else several.fill(lang, {"count": str(count)})


def _say(said: Text, lang: Lang, **arguments: str) -> None:
    from zenforms.console.escape import one_line

    harmless = {name: one_line(value, 5_000) for name, value in arguments.items()}
    sys.stdout.write(said.fill(lang, harmless) + "\n")


_ADDRESS = Parameter(
    Text(fr="L'adresse électronique de la personne.", en="The person's e-mail address."),
    Text(fr="ADRESSE", en="ADDRESS"),
)
_EXITS = {5: Text(fr="le bureau est mal réglé", en="the desk is not set up correctly")}

EXPORT = Command(
    _export,
    Help(
        Text(
            fr="Réunit dans un zip tout ce qui concerne une personne",
            en="Gather everything about one person in a zip",
        ),
        parameters={
            "address": _ADDRESS,
            "output": Parameter(Text(fr="Le zip, à créer.", en="The zip, to be made."), FILE),
            "desk": DESK,
        },
        examples=("zenforms person export camille@client.example --desk support -o camille.zip",),
        exits=_EXITS,
    ),
)
ERASE = Command(
    _erase,
    Help(
        Text(
            fr="Efface tout ce qui concerne une personne, après l'avoir montré",
            en="Erase everything about one person, after showing it",
        ),
        details=Text(
            fr="Le journal garde des empreintes et des codes, rien qui nomme quelqu'un. Une "
            "demande dont le ticket est ouvert n'est pas effacée : fermez-le d'abord.",
            en="The journal keeps hashes and codes, nothing that names anybody. A request whose "
            "ticket is open is not erased: close it first.",
        ),
        parameters={
            "address": _ADDRESS,
            "yes": Parameter(Text(fr="Efface pour de bon.", en="Really erase.")),
            "by": Parameter(
                Text(fr="Qui efface ; c'est noté.", en="Who erases; it is written down."),
                Text(fr="NOM", en="NAME"),
            ),
            "desk": DESK,
        },
        examples=("zenforms person erase camille@client.example --desk support",),
        exits=_EXITS,
    ),
)
