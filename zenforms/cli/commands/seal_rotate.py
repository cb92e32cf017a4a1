"""`zenforms seal rotate`: a new seal key, the old ones kept for checking."""

import sys

import typer

from zenforms.cli.help import Command, Help
from zenforms.cli.options import DeskOption
from zenforms.cli.speech import Speech
from zenforms.language import Text

_DONE = Text(
    fr="Nouvelle clé de sceau ; les plus anciennes ({count}) vérifient ce qu'elles ont scellé.\n"
    "Sauvegardez {file}, et gardez-le secret.",
    en="New seal key; the older ones ({count}) still check what they sealed.\n"
    "Back up {file}, and keep it secret.",
)


def _run(context: typer.Context, *, desk: DeskOption = None) -> int:
    from zenforms.cli.desk import needed_desk
    from zenforms.console.escape import one_line
    from zenforms.desk.setup.keys import add_key
    from zenforms.desk.setup.opening import KEYS

    opened = needed_desk(desk)
    add_key(opened.root / KEYS)
    told = {"count": str(len(opened.desk.keys or ())), "file": one_line(str(opened.root / KEYS))}
    sys.stdout.write(_DONE.fill(context.ensure_object(Speech).lang, told) + "\n")
    return 0


COMMAND = Command(
    _run,
    Help(
        Text(fr="Change la clé des sceaux", en="Change the seal key"),
        details=Text(
            fr="Les nouveaux formulaires sont scellés avec la nouvelle clé ; ceux qui circulent "
            "restent reconnus.",
            en="New forms are sealed with the new key; those in circulation are still recognised.",
        ),
        examples=("zenforms seal rotate --desk support",),
        exits={5: Text(fr="le bureau est mal réglé", en="the desk is not set up correctly")},
    ),
)
