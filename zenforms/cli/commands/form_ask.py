"""`zenforms form ask`: a request taken by telephone becomes a form like any other."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import FILE, DeskOption
from zenforms.errors import ExitCode, UsageError
from zenforms.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zenforms.present.terminal import Line

_DONE = Text(
    fr="Demande de {client} prise par téléphone : {file}.",
    en="Request of {client} taken by telephone: {file}.",
)
_BROKEN_OFF = UsageError(
    Text(
        fr="La saisie s'est interrompue : rien n'a été gardé.",
        en="The entry was broken off: nothing was kept.",
    ),
    advice=Text(fr="Recommencez quand vous voulez.", en="Start again when you like."),
)


def _run(
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
    ],
    *,
    client: Annotated[
        str,
        typer.Option("--client"),
        Parameter(
            Text(
                fr="L'identifiant du client dans le registre.",
                en="The client's id in the register.",
            ),
            Text(fr="ID", en="ID"),
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o"),
        Parameter(
            Text(
                fr="Le fichier à écrire, au lieu du dossier inbox.",
                en="The file to write, instead of the inbox.",
            ),
            FILE,
        ),
    ] = None,
    desk: DeskOption = None,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.oral import Clerk, editor, taken
    from zenforms.cli.register import client_called
    from zenforms.cli.streams import write_out
    from zenforms.desk.handling.oral import Oral
    from zenforms.desk.setup.branding import issuing
    from zenforms.desk.spool.folders import Folder
    from zenforms.form.library import form_called
    from zenforms.present.terminal import one_line

    lang = context.ensure_object(Locale).lang
    opened = issuing(needed_desk(desk))
    oral = Oral(opened, form_called(name, opened.desk.policy.forms), client_called(opened, client))
    has_editor = sys.stdin.isatty() and editor() is not None
    try:
        content = taken(oral, Clerk(input, _shown, lang, has_editor=has_editor))
    except EOFError:
        raise _BROKEN_OFF from None
    target = output or opened.root / Folder.INBOX / oral.name
    write_out(str(target), content, force=False)
    told = {"client": one_line(oral.client.name), "file": one_line(str(target))}
    sys.stdout.write(_DONE.fill(lang, told) + "\n")
    return ExitCode.OK


def _shown(lines: "Iterable[Line]") -> None:
    from zenforms.present.terminal import show

    show(lines, sys.stdout)
    sys.stdout.flush()


ASK = Command(
    _run,
    Help(
        Text(
            fr="Prend une demande par téléphone, question après question",
            en="Take a request by telephone, question after question",
        ),
        details=Text(
            fr="Les questions sont celles du formulaire, dans son ordre. Les mêmes règles la "
            "jugent aussitôt ; elle part dans inbox, marquée « téléphone ».",
            en="The questions are those of the form, in its order. The same rules judge it at "
            "once; it goes to the inbox, marked “telephone”.",
        ),
        examples=("zenforms form ask assistance-request --client EXEMPLE-1 --desk support",),
        exits={
            ExitCode.USAGE: Text(
                fr="la commande est mal écrite, ou la saisie s'est interrompue",
                en="the command is not written correctly, or the entry was broken off",
            ),
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé", en="the desk is not set up correctly"
            ),
        },
    ),
)
