"""`zenforms init`: a new desk in a folder."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import FOLDER
from zenforms.cli.speech import Speech
from zenforms.language import Text

_DONE = Text(fr="Le bureau est prêt dans {root}.", en="The desk is ready in {root}.")
_ROWS = (
    (
        "policy.toml",
        Text(fr="qui vous êtes, et ce que vous décidez", en="who you are, and what you decide"),
    ),
    (
        "clients.toml",
        Text(fr="vos clients et leurs contrats", en="your clients and their contracts"),
    ),
    ("releases.toml", Text(fr="les versions disponibles", en="the releases")),
    (
        "seal.keys",
        Text(
            fr="la clé secrète des sceaux : sauvegardez-la",
            en="the secret key of the seals: back it up",
        ),
    ),
    ("inbox/", Text(fr="où déposer ce que vous recevez", en="where to drop what you receive")),
)
_NEXT = Text(fr="Ensuite :", en="Next:")
_STEPS = (
    "zenforms form build assistance-request --desk {root} --client EXEMPLE-1 -o demande.pdf",
    "zenforms watch {root}",
)


def _run(
    context: typer.Context,
    root: Annotated[
        Path,
        typer.Argument(),
        Parameter(
            Text(fr="Un dossier vide, ou à créer.", en="An empty folder, or one to be made."),
            FOLDER,
        ),
    ],
) -> int:
    from zenforms.console.escape import one_line
    from zenforms.console.layout import definitions
    from zenforms.desk.setup.founding import found_desk

    lang = context.ensure_object(Speech).lang
    found_desk(root, lang=lang)
    shown = one_line(str(root))
    lines = [
        _DONE.fill(lang, {"root": shown}),
        *definitions((name, text.to(lang)) for name, text in _ROWS),
        "",
        _NEXT.to(lang),
        *("  " + step.format(root=shown) for step in _STEPS),
    ]
    sys.stdout.writelines(line + "\n" for line in lines)
    return 0


COMMAND = Command(
    _run,
    Help(
        Text(fr="Crée un bureau dans un dossier vide", en="Make a desk in an empty folder"),
        details=Text(
            fr="Il reçoit ses réglages commentés, un client et une version d'exemple, une clé de "
            "sceau neuve et ses dossiers.",
            en="It gets its settings with comments, an example client and release, a new seal key "
            "and its folders.",
        ),
        examples=("zenforms init support",),
        exits={5: Text(fr="le dossier n'est pas vide", en="the folder is not empty")},
    ),
)
