"""`zenforms watch`: take in what is dropped, until asked to stop."""

import signal
import sys
from typing import Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import DESK, ROOT, DeskOption, RootArgument
from zenforms.cli.speech import Speech
from zenforms.errors import EXIT_INTERRUPTED
from zenforms.language import Text

EXIT_LEFT = 1


def _run(
    context: typer.Context,
    root: RootArgument = None,
    *,
    desk: DeskOption = None,
    once: Annotated[bool, typer.Option("--once")] = False,
    poll: Annotated[float | None, typer.Option("--poll", min=0.1)] = None,
) -> int:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.telling import told
    from zenforms.cli.wiring import hands_for
    from zenforms.console.paper import show
    from zenforms.desk.readers import Readers
    from zenforms.desk.stopping import Stop, stop_on_signals
    from zenforms.desk.watch import watch

    lang = context.ensure_object(Speech).lang
    opened = needed_desk(root or desk)
    with Readers() as readers, stop_on_signals(Stop()) as stop:
        ended = watch(
            opened,
            hands_for(readers, opened.root, lang),
            once=once,
            poll=poll,
            stop=stop,
            tell=lambda happening: show([told(happening, lang)], sys.stdout),
        )
    if stop.signal == signal.SIGINT:
        return EXIT_INTERRUPTED
    return EXIT_LEFT if once and ended.left else 0


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Traite ce qui est déposé dans le dossier inbox d'un bureau",
            en="Work on what is dropped into the inbox of a desk",
        ),
        details=Text(
            fr="Chaque envoi reçoit une seule issue, rangée dans le dossier qui la nomme ; les "
            "originaux vont dans archive. Ctrl-C arrête après l'envoi en cours.",
            en="Every drop gets exactly one outcome, filed in the folder named after it; the "
            "originals go to archive. Ctrl-C stops after the drop in hand.",
        ),
        parameters={
            "root": ROOT,
            "desk": DESK,
            "once": Parameter(
                Text(
                    fr="Vide le dossier inbox, puis s'arrête.",
                    en="Work off the inbox, then end.",
                )
            ),
            "poll": Parameter(
                Text(
                    fr="Relit le dossier à cet intervalle, au lieu d'attendre que le système "
                    "signale les dépôts.",
                    en="List the folder at this interval, instead of waiting for the system to "
                    "tell of drops.",
                ),
                Text(fr="SECONDES", en="SECONDS"),
            ),
        },
        examples=("zenforms watch support --once", "zenforms watch support"),
        exits={
            1: Text(
                fr="avec --once : des envois attendent encore, la machine les refuse",
                en="with --once: drops still wait, because the machine refuses them",
            ),
            5: Text(
                fr="le bureau est mal réglé, ou déjà surveillé",
                en="the desk is not set up correctly, or watched already",
            ),
            130: Text(fr="interrompu par Ctrl-C", en="interrupted by Ctrl-C"),
        },
    ),
)
