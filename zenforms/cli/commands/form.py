"""`zenforms form build`: one client's form."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import (
    DeskOption,
    ForceOption,
    FormatOption,
    OutputOption,
    ReportFormat,
)
from zenforms.cli.streams import STANDARD, make_folder, write_out
from zenforms.errors import ExitCode, UsageError
from zenforms.language import Lang, Text
from zenforms.present.jsontext import dumps
from zenforms.present.terminal import definitions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zenforms.desk.setup.opening import OpenDesk

_DONE = Text(
    fr="Formulaire « {title} » pour {client} : {file}",
    en="Form “{title}” of {client} written to {file}.",
)
_ALL_DONE = Text(
    fr="Formulaires « {title} » écrits dans {file} : {count}",
    en="Forms “{title}” written to {file}: {count}",
)
_WHOSE = UsageError(
    Text(
        fr="Pour qui ? Donnez --client ID, ou --all-clients.",
        en="For whom? Give --client ID, or --all-clients.",
    ),
    advice=Text(
        fr="« zenforms clients list » montre les clients du registre.",
        en="“zenforms clients list” shows the clients of the register.",
    ),
)


def _run(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(),
        Parameter(
            Text(
                fr="Le formulaire, comme assistance-request (voir « zenforms form list »).",
                en="The form, such as assistance-request (see “zenforms form list”).",
            ),
            Text(fr="FORMULAIRE", en="FORM"),
        ),
    ],
    *,
    output: OutputOption,
    client: Annotated[
        str | None,
        typer.Option("--client"),
        Parameter(
            Text(
                fr="L'identifiant du client dans le registre.",
                en="The client's id in the register.",
            ),
            Text(fr="ID", en="ID"),
        ),
    ] = None,
    all_clients: Annotated[
        bool,
        typer.Option("--all-clients"),
        Parameter(
            Text(
                fr="Un formulaire pour chaque client du registre ; -o nomme alors un dossier.",
                en="One form for each client of the register; -o then names a folder.",
            )
        ),
    ] = False,
    changed: Annotated[
        bool,
        typer.Option("--changed"),
        Parameter(
            Text(
                fr="Avec --all-clients : n'écrit que les formulaires nouveaux ou qui ont changé.",
                en="With --all-clients: write only the forms that are new or have changed.",
            )
        ),
    ] = False,
    desk: DeskOption = None,
    force: ForceOption = False,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.desk.setup.branding import issuing
    from zenforms.form.library import form_called

    if (client is not None) == all_clients or (changed and not all_clients):
        raise _WHOSE
    opened = issuing(needed_desk(desk))
    form_called(name, opened.desk.policy.forms)
    speech = context.ensure_object(Locale)
    target = Target(name, output, force or changed, changed)
    return _one(opened, client, target, speech) if client else _all(opened, target, speech)


@dataclass(frozen=True, slots=True)
class Target:
    """Which form, and where it goes: a file, or a folder for all clients."""

    form: str
    output: str
    force: bool
    changed: bool = False
    """Whether a file that would stay as it is is left alone."""


def _one(opened: "OpenDesk", client_id: str, target: Target, speech: Locale) -> ExitCode:
    from zenforms.cli.building import form_for
    from zenforms.cli.register import client_called
    from zenforms.form.library import form_called

    client = client_called(opened, client_id)
    form = form_called(target.form, opened.desk.policy.forms)
    write_out(target.output, form_for(client, form, opened, speech.asked), force=target.force)
    if target.output != STANDARD:
        told: dict[str, str | Text] = {"client": client.name, "file": target.output}
        _tell(_DONE, {**told, "title": form.title}, speech.lang)
    return ExitCode.OK


def _all(opened: "OpenDesk", target: Target, speech: Locale) -> ExitCode:
    from zenforms.cli.building import FormMaker
    from zenforms.cli.register import register_of
    from zenforms.form.library import form_called
    from zenforms.present.progress import with_progress

    form, folder = form_called(target.form, opened.desk.policy.forms), Path(target.output)
    make_folder(folder)
    clients, maker = register_of(opened).clients, FormMaker(form, opened, speech.asked)
    written = 0
    for client in with_progress(clients, sys.stderr, speech.lang):
        path, content = folder / f"{form.form}-{client.id}.pdf", maker.make(client)
        if target.changed and _is_there(path, content):
            continue
        write_out(str(path), content, force=target.force)
        written += 1
    told: dict[str, str | Text] = {"count": str(written), "file": target.output}
    _tell(_ALL_DONE, {**told, "title": form.title}, speech.lang)
    return ExitCode.OK


def _is_there(path: Path, content: bytes) -> bool:
    """Whether the very same form lies there: built twice, it is the same to the byte."""
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def _tell(said: Text, arguments: "Mapping[str, str | Text]", lang: Lang) -> None:
    from zenforms.present.terminal import harmless

    sys.stdout.write(said.fill(lang, harmless(arguments, lang)) + "\n")


BUILD = Command(
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
            "lang": Parameter(
                Text(
                    fr="Langue du formulaire et des messages ; sinon, pour le formulaire, celle du "
                    "client dans le registre.",
                    en="Language of the form and of the messages; else, for the form, the one the "
                    "register gives for the client.",
                ),
                Text(fr="fr|en", en="fr|en"),
            )
        },
        examples=(
            "zenforms form build assistance-request --client EXEMPLE-1 -o demande.pdf",
            "zenforms form build assistance-request --all-clients -o formulaires",
            "zenforms form build assistance-request --all-clients --changed -o formulaires",
        ),
        exits={
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé", en="the desk is not set up correctly"
            )
        },
    ),
)


# `zenforms form list`: the forms that can be built.

_ROW = Text(fr="{title} (révision {revision})", en="{title} (revision {revision})")


def _form_list_run(
    context: typer.Context, *, desk: DeskOption = None, shape: FormatOption = ReportFormat.TEXT
) -> ExitCode:
    from zenforms.cli.sources import forms_here
    from zenforms.form.library import form_called, form_names

    lang = context.ensure_object(Locale).lang
    library = forms_here(desk)
    forms = [form_called(name, library) for name in form_names(library)]
    if shape is ReportFormat.JSON:
        rows = [
            {"id": f.form, "revision": f.revision, "title": {"fr": f.title.fr, "en": f.title.en}}
            for f in forms
        ]
        sys.stdout.write(dumps({"version": 1, "forms": rows}))
        return ExitCode.OK
    named = (
        (f.form, _ROW.fill(lang, {"title": f.title, "revision": str(f.revision)})) for f in forms
    )
    sys.stdout.writelines(line + "\n" for line in definitions(named, indent=""))
    return ExitCode.OK


LIST = Command(
    _form_list_run,
    Help(
        Text(fr="Liste les formulaires que l'on peut fabriquer", en="List the forms to build"),
        examples=("zenforms form list",),
    ),
)


# `zenforms form guide`: the clients' guide to a form.

_GUIDE_DONE = Text(
    fr="Guide du client écrit dans {file}.", en="Guide for clients written to {file}."
)


def _guide_run(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(),
        Parameter(
            Text(
                fr="Le formulaire, comme assistance-request.",
                en="The form, such as assistance-request.",
            ),
            Text(fr="FORMULAIRE", en="FORM"),
        ),
    ] = "assistance-request",
    *,
    output: OutputOption,
    desk: DeskOption = None,
    force: ForceOption = False,
) -> ExitCode:
    from zenforms.cli.sources import forms_here
    from zenforms.form.library import form_called
    from zenforms.present.clientguide import client_guide
    from zenforms.present.terminal import one_line

    library = forms_here(desk)
    guide = client_guide(form_called(name, library), library.words)
    write_out(output, guide.encode(), force=force)
    if output != STANDARD:
        lang = context.ensure_object(Locale).lang
        sys.stdout.write(_GUIDE_DONE.fill(lang, {"file": one_line(output)}) + "\n")
    return ExitCode.OK


GUIDE = Command(
    _guide_run,
    Help(
        Text(fr="Écrit le guide du client", en="Write the guide for clients"),
        details=Text(
            fr="En français et en Markdown, fait du formulaire du bureau et de ses mots : chaque "
            "question, comment faire un enregistrement, où sont les journaux, comment envoyer.",
            en="In French and Markdown, made from the desk's form and its words: every question, "
            "how to make a recording, where the logs are, how to send.",
        ),
        examples=("zenforms form guide --desk support -o guide-client.md",),
        exits={
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé", en="the desk is not set up correctly"
            )
        },
    ),
)


# `zenforms seal rotate`: a new seal key, the old ones kept for checking.

_SEAL_ROTATE_DONE = Text(
    fr="Nouvelle clé de sceau ; les plus anciennes ({count}) vérifient ce qu'elles ont scellé.\n"
    "Sauvegardez {file}, et gardez-le secret.",
    en="New seal key; the older ones ({count}) still check what they sealed.\n"
    "Back up {file}, and keep it secret.",
)


def _seal_rotate_run(context: typer.Context, *, desk: DeskOption = None) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.desk.setup.keys import add_key
    from zenforms.desk.setup.opening import KEYS
    from zenforms.present.terminal import one_line

    opened = needed_desk(desk)
    add_key(opened.root / KEYS)
    told = {"count": str(len(opened.desk.keys or ())), "file": one_line(str(opened.root / KEYS))}
    sys.stdout.write(_SEAL_ROTATE_DONE.fill(context.ensure_object(Locale).lang, told) + "\n")
    return ExitCode.OK


ROTATE = Command(
    _seal_rotate_run,
    Help(
        Text(fr="Change la clé des sceaux", en="Change the seal key"),
        details=Text(
            fr="Les nouveaux formulaires sont scellés avec la nouvelle clé ; ceux qui circulent "
            "restent reconnus.",
            en="New forms are sealed with the new key; those in circulation are still recognised.",
        ),
        examples=("zenforms seal rotate --desk support",),
        exits={
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé", en="the desk is not set up correctly"
            )
        },
    ),
)
