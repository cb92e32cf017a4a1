"""`zenforms clients check`: everything that is wrong with the register, by line and field."""

import sys

import typer

from zenforms.cli.help import Command, Help
from zenforms.cli.options import DeskOption
from zenforms.cli.speech import Speech
from zenforms.language import Text

EXIT_BROKEN = 5


def _run(context: typer.Context, *, desk: DeskOption = None) -> int:
    from zenforms.cli.complaints import lines_of
    from zenforms.cli.desk import needed_root
    from zenforms.console.paper import show, width_of
    from zenforms.console.registerview import broken_line, sound_line
    from zenforms.desk.register.clientfile import check_file
    from zenforms.desk.setup.opening import CLIENTS, sound_policy

    lang, width = context.ensure_object(Speech).lang, width_of(sys.stdout)
    root = needed_root(desk)
    path = root / CLIENTS
    checked = check_file(path, sound_policy(root))
    if checked.register is not None and checked.is_sound:
        show(sound_line(path.name, len(checked.register.clients), lang, width), sys.stdout)
    else:
        show(broken_line(path.name, lang, width), sys.stdout)
    show(lines_of(checked.complaints, lang, width), sys.stdout)
    return 0 if checked.is_sound else EXIT_BROKEN


COMMAND = Command(
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
        exits={5: Text(fr="le registre est inutilisable", en="the register cannot be used")},
    ),
)
