"""`zenforms form build`: one client's form."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import (
    DESK,
    FORCE,
    OUTPUT,
    DeskOption,
    ForceOption,
    OutputOption,
)
from zenforms.cli.output import STANDARD, write_out
from zenforms.cli.speech import Speech
from zenforms.errors import UsageError
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from zenforms.desk.opening import OpenDesk
    from zenforms.judging.policy import Client

_IDS_SHOWN = 10
_DONE = Text(
    fr="Formulaire « {title} » de {client} écrit dans {file}.",
    en="Form “{title}” of {client} written to {file}.",
)


def _run(
    context: typer.Context,
    name: Annotated[str, typer.Argument()],
    *,
    client: Annotated[str, typer.Option("--client")],
    output: OutputOption,
    desk: DeskOption = None,
    force: ForceOption = False,
) -> int:
    from zenforms.cli.desk import needed_desk
    from zenforms.form.library import shipped_form

    speech = context.ensure_object(Speech)
    form = shipped_form(name)
    opened = needed_desk(desk)
    known = _client(opened, client)
    content = _built(name, opened, known, speech.asked or Lang(known.language))
    write_out(output, content, force=force)
    if output != STANDARD:
        from zenforms.console.escape import harmless

        told: dict[str, str | Text] = {"title": form.title, "client": known.name, "file": output}
        sys.stdout.write(_DONE.fill(speech.lang, harmless(told, speech.lang)) + "\n")
    return 0


def _built(name: str, opened: "OpenDesk", client: "Client", lang: Lang) -> bytes:
    from zenforms.cli.branding import branding_of
    from zenforms.form.branding import FormClient
    from zenforms.form.build import build_form
    from zenforms.form.library import shipped_form

    return build_form(
        shipped_form(name),
        client=FormClient(client.id, client.name),
        branding=branding_of(opened.desk.policy, opened.root),
        lang=lang,
        key=current_key(opened),
    )


def current_key(opened: "OpenDesk") -> bytes:
    """The key that seals; raises DeskError when the desk has none."""
    from zenforms.errors import DeskError

    if not opened.desk.keys:
        raise DeskError(
            Text(
                fr="Le bureau {root} n'a pas de clé de sceau : aucun formulaire ne peut être fait.",
                en="The desk {root} has no seal key: no form can be made.",
            ),
            advice=Text(
                fr="Faites-en une avec « zenforms seal rotate ».",
                en="Make one with “zenforms seal rotate”.",
            ),
            arguments={"root": str(opened.root)},
        )
    return opened.desk.keys[0]


def _client(opened: "OpenDesk", client_id: str) -> "Client":
    register = opened.desk.register
    known = register.client(client_id) if register else None
    if known is None:
        ids = [c.id for c in register.clients] if register else []
        raise UsageError(
            Text(
                fr="Aucun client ne porte l'identifiant {id} dans le registre de {root}.",
                en="No client has the id {id} in the register of {root}.",
            ),
            advice=Text(
                fr="Clients connus : {known}.",
                en="Known clients: {known}.",
            ),
            arguments={
                "id": client_id,
                "root": str(opened.root),
                "known": ", ".join(ids[:_IDS_SHOWN] + ["…"] * (len(ids) > _IDS_SHOWN)),
            },
        )
    return known


COMMAND = Command(
    _run,
    Help(
        Text(fr="Fabrique le formulaire d'un client", en="Build a client's form"),
        details=Text(
            fr="Le nom du client vient du registre du bureau ; il est inscrit, scellé, et ne se "
            "modifie pas. Le même formulaire fait deux fois est le même à l'octet près.",
            en="The client's name comes from the desk's register; it is printed in, sealed, and "
            "cannot be changed. The same form built twice is the same to the byte.",
        ),
        parameters={
            "name": Parameter(
                Text(
                    fr="Le formulaire, comme assistance-request (voir « zenforms form list »).",
                    en="The form, such as assistance-request (see “zenforms form list”).",
                ),
                Text(fr="FORMULAIRE", en="FORM"),
            ),
            "client": Parameter(
                Text(
                    fr="L'identifiant du client dans le registre.",
                    en="The client's id in the register.",
                ),
                Text(fr="ID", en="ID"),
            ),
            "output": OUTPUT,
            "desk": DESK,
            "force": FORCE,
            "lang": Parameter(
                Text(
                    fr="Langue du formulaire et des messages ; sinon, pour le formulaire, celle du "
                    "client dans le registre.",
                    en="Language of the form and of the messages; else, for the form, the one the "
                    "register gives for the client.",
                ),
                Text(fr="fr|en", en="fr|en"),
            ),
        },
        examples=("zenforms form build assistance-request --client EXEMPLE-1 -o demande.pdf",),
        exits={5: Text(fr="le bureau est mal réglé", en="the desk is not set up correctly")},
    ),
)
