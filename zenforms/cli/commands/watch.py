"""`zenforms watch`: take in what is dropped, until asked to stop."""

import signal
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import (
    DeskOption,
    FormatOption,
    ReportFormat,
    RootArgument,
)
from zenforms.errors import ExitCode
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from zenforms.desk.setup.opening import OpenDesk
    from zenforms.desk.watching.happenings import Event, Tell


def _run(
    context: typer.Context,
    root: RootArgument = None,
    *,
    desk: DeskOption = None,
    once: Annotated[
        bool,
        typer.Option("--once"),
        Parameter(
            Text(
                fr="Vide le dossier inbox, puis s'arrête.",
                en="Work off the inbox, then end.",
            )
        ),
    ] = False,
    poll: Annotated[
        float | None,
        typer.Option("--poll", min=0.1),
        Parameter(
            Text(
                fr="Relit le dossier à cet intervalle, au lieu d'attendre que le système "
                "signale les dépôts.",
                en="List the folder at this interval, instead of waiting for the system to "
                "tell of drops.",
            ),
            Text(fr="SECONDES", en="SECONDS"),
        ),
    ] = None,
    shape: Annotated[
        FormatOption,
        Parameter(
            Text(
                fr="text : un tableau vivant sur un terminal, des lignes ailleurs ; json : une "
                "ligne JSON par événement, sans rien de ce qu'un client a écrit.",
                en="text: a live board on a terminal, lines elsewhere; json: one JSON line an "
                "event, with nothing that a client wrote.",
            ),
            Text(fr="text|json", en="text|json"),
        ),
    ] = ReportFormat.TEXT,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.desk.handling.app import bounded_pipeline
    from zenforms.desk.watching.wake import Stop, stop_on_signals
    from zenforms.desk.watching.watch import watch

    lang = context.ensure_object(Locale).lang
    opened = needed_desk(root or desk)
    with (
        bounded_pipeline(opened.root, lang) as pipeline,
        stop_on_signals(Stop()) as stop,
        ExitStack() as open_,
    ):
        tell = _listeners(open_, opened, lang, shape=shape, once=once)
        ended = watch(opened, pipeline, once=once, poll=poll, stop=stop, tell=tell)
    if stop.signal == signal.SIGINT:
        return ExitCode.INTERRUPTED
    return ExitCode.NOT_ALL if once and ended.left else ExitCode.OK


def _listeners(
    open_: ExitStack, opened: "OpenDesk", lang: Lang, *, shape: ReportFormat, once: bool
) -> "Tell":
    """Who is told: the logbook, whoever must be called, and the person at the terminal."""
    from zenforms.desk.watching.happenings import logbook, notifying

    as_json = shape is ReportFormat.JSON
    listeners = [
        open_.enter_context(logbook(opened.root, sys.stdout if as_json else None)),
        notifying(opened.desk.policy.notify, lang),
    ]
    if not as_json:
        live = _board(open_, opened, lang) if not once and _is_watched() else None
        listeners.append(live or (lambda happening: _say(happening, lang)))

    def tell(happening: "Event") -> None:
        for listener in listeners:
            listener(happening)

    return tell


def _is_watched() -> bool:
    from zenforms.present.terminal import in_colour

    return in_colour(sys.stdout)


def _board(open_: ExitStack, opened: "OpenDesk", lang: Lang) -> "Tell":
    from zenforms.cli.views.statusview import Board
    from zenforms.present.live import LiveBoard

    board, screen = Board(opened.root, lang), open_.enter_context(LiveBoard(sys.stdout))

    def tell(happening: "Event") -> None:
        board.take(happening)
        screen.show(board.lines())

    return tell


def _say(happening: "Event", lang: Lang) -> None:
    from zenforms.cli.views.telling import told
    from zenforms.present.terminal import show

    show([told(happening, lang)], sys.stdout)
    sys.stdout.flush()


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
        examples=("zenforms watch support --once", "zenforms watch support"),
        exits={
            ExitCode.NOT_ALL: Text(
                fr="avec --once : des envois attendent encore, la machine les refuse",
                en="with --once: drops still wait, because the machine refuses them",
            ),
            ExitCode.BROKEN: Text(
                fr="le bureau est mal réglé, ou déjà surveillé",
                en="the desk is not set up correctly, or watched already",
            ),
            ExitCode.INTERRUPTED: Text(fr="interrompu par Ctrl-C", en="interrupted by Ctrl-C"),
        },
    ),
)
