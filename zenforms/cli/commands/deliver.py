"""`zenforms deliver init`, `check`, `run`: tickets to the next system, exactly once."""

import signal
import sys
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import DeskOption, RootArgument
from zenforms.errors import DeskError, ExitCode
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from zenforms.desk.delivery.lines import DeliveryNews
    from zenforms.desk.delivery.systems import SystemFinding

_WRITTEN = Text(
    fr="✓ {file} : écrit ; réveillez-y ce qu'il vous faut, puis « zenforms deliver check ».",
    en="✓ {file}: written; wake what you need there, then “zenforms deliver check”.",
)
_STATES = {
    "ready": Text(fr="attend", en="waits"),
    "creating": Text(fr="attend", en="waits"),
    "created": Text(fr="attend ses fichiers", en="waits for its files"),
    "delivered": Text(fr="livré", en="delivered"),
    "doubtful": Text(fr="douteux, à décider", en="doubtful, to be decided"),
    "failed": Text(fr="refusé, à décider", en="refused, to be decided"),
}
_SIGNS = {"delivered": "✓", "doubtful": "✗", "failed": "✗"}
_LINE = Text(
    fr="{sign} {target} : {number} {state}{about}", en="{sign} {target}: {number} {state}{about}"
)
_AWAY = Text(
    fr="▲ {target} ne prend rien pour le moment ({reason})",
    en="▲ {target} takes nothing at the moment ({reason})",
)
_ANSWERS = Text(fr="▲ {target} ne répond pas : {reason}", en="▲ {target} does not answer: {reason}")
_HOOK = Text(
    fr="✓ {name} : le hook est prêt ; rien ne lui est envoyé ici.",
    en="✓ {name}: the hook is ready; nothing is sent to it here.",
)


def _init(
    context: typer.Context, root: RootArgument = None, *, desk: DeskOption = None
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.desk.delivery.settings import DELIVERY, delivery_template
    from zenforms.desk.spool.durable import Disk, replace_file
    from zenforms.present.terminal import one_line

    opened = needed_desk(root or desk)
    lang = context.ensure_object(Locale).lang
    path = opened.root / DELIVERY
    if path.exists():
        raise _there_already(str(path))
    today = opened.clock.now().date().isoformat()
    text = delivery_template(lang).read_text(encoding="utf-8").replace("{today}", today)
    replace_file(Disk(), path, text.encode())
    sys.stdout.write(_WRITTEN.fill(lang, {"file": one_line(str(path))}) + "\n")
    return ExitCode.OK


def _there_already(path: str) -> DeskError:
    return DeskError(
        Text(fr="{path} existe déjà.", en="{path} is there already."),
        advice=Text(fr="Rien n'a été écrit.", en="Nothing was written."),
        arguments={"path": path},
    )


def _check(
    context: typer.Context, root: RootArgument = None, *, desk: DeskOption = None
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.desk.delivery.service import couriers_of, heralds_of, needed_settings
    from zenforms.desk.delivery.transport import SystemAwayError, SystemRefusedError

    opened = needed_desk(root or desk)
    lang = context.ensure_object(Locale).lang
    settings = needed_settings(opened.root)
    is_well = True
    for courier in couriers_of(opened, settings):
        try:
            for finding in courier.system.check():
                is_well &= finding.is_well
                sys.stdout.write(_found(courier.name, finding, lang))
        except (SystemAwayError, SystemRefusedError) as error:
            is_well = False
            about = {"target": courier.name, "reason": str(error)}
            sys.stdout.write(_ANSWERS.fill(lang, about) + "\n")
    for herald in heralds_of(opened, settings):
        sys.stdout.write(_HOOK.fill(lang, {"name": herald.name}) + "\n")
    return ExitCode.OK if is_well else ExitCode.NOT_ALL


def _found(name: str, finding: "SystemFinding", lang: Lang) -> str:
    from zenforms.present.terminal import harmless

    said = finding.said.fill(lang, harmless(finding.arguments, lang))
    return f"{'✓' if finding.is_well else '▲'} {name} : {said}\n"


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
                fr="Livre ce qui peut l'être maintenant, puis s'arrête.",
                en="Deliver what can be delivered now, then end.",
            )
        ),
    ] = False,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.desk.delivery.service import deliver
    from zenforms.desk.watching.wake import Stop, stop_on_signals

    lang = context.ensure_object(Locale).lang
    opened = needed_desk(root or desk)
    asked = threading.Event()
    with stop_on_signals(Stop()) as stop:
        stop.then(asked.set)
        is_all = deliver(
            opened, once=once, is_asked=asked.wait, tell=lambda told: _tell(told, lang)
        )
    if stop.signal == signal.SIGINT:
        return ExitCode.INTERRUPTED
    return ExitCode.NOT_ALL if once and not is_all else ExitCode.OK


def _tell(told: "DeliveryNews", lang: Lang) -> None:
    """One line for each thing that changed."""
    from zenforms.present.terminal import one_line

    delivery, target = told.delivery, one_line(told.target)
    if delivery is None:
        about = {"target": target, "reason": one_line(told.reason)}
        sys.stdout.write(_AWAY.fill(lang, about) + "\n")
    else:
        reason = told.reason or delivery.reason
        about = {
            "sign": "▲" if reason else _SIGNS.get(delivery.state, "•"),
            "target": target,
            "number": delivery.number,
            "state": _STATES[delivery.state].to(lang),
            "about": f" ({one_line(reason)})" if reason else f" {one_line(delivery.url)}".rstrip(),
        }
        sys.stdout.write(_LINE.fill(lang, about) + "\n")
    sys.stdout.flush()


_BROKEN = Text(
    fr="delivery.toml est mal réglé, un secret manque, ou un autre programme livre déjà",
    en="delivery.toml is not set up correctly, a secret is missing, or another program delivers",
)

INIT = Command(
    _init,
    Help(
        Text(
            fr="Écrit delivery.toml, où tout est expliqué et rien n'est réveillé",
            en="Write delivery.toml, in which everything is explained and nothing is awake",
        ),
        examples=("zenforms deliver init support",),
        exits={ExitCode.BROKEN: Text(fr="le fichier est déjà là", en="the file is there already")},
    ),
)
CHECK = Command(
    _check,
    Help(
        Text(
            fr="Vérifie à qui le bureau livre, sans rien créer",
            en="Check whom the desk delivers to, creating nothing",
        ),
        details=Text(
            fr="Se connecte, lit la file et les champs, nomme ce qui manque à la correspondance, "
            "et dit si le client recevrait deux accusés de réception.",
            en="Signs in, reads queue and fields, names what the mapping lacks, and tells whether "
            "the client would get two acknowledgements.",
        ),
        examples=("zenforms deliver check support",),
        exits={
            ExitCode.NOT_ALL: Text(fr="quelque chose manque", en="something is missing"),
            ExitCode.BROKEN: _BROKEN,
        },
    ),
)
RUN = Command(
    _run,
    Help(
        Text(
            fr="Livre les tickets, chacun une seule fois, et dit ce qui arrive",
            en="Deliver tickets, each exactly once, and tell what happens",
        ),
        details=Text(
            fr="À côté de « zenforms watch », qui n'attend jamais. Ce qui est décidé sera livré : "
            "un système absent, lent ou fâché ne perd ni ne double rien. Ce que personne ne peut "
            "savoir est douteux et attend « zenforms deliver resolve ».",
            en="Beside “zenforms watch”, which never waits for it. What is decided will be "
            "delivered: a system that is away, slow or angry loses and doubles nothing. What "
            "nobody can know is doubtful and waits for “zenforms deliver resolve”.",
        ),
        examples=("zenforms deliver run support", "zenforms deliver run support --once"),
        exits={
            ExitCode.NOT_ALL: Text(
                fr="avec --once : quelque chose attend encore",
                en="with --once: something still waits",
            ),
            ExitCode.BROKEN: _BROKEN,
            ExitCode.INTERRUPTED: Text(fr="interrompu par Ctrl-C", en="interrupted by Ctrl-C"),
        },
    ),
)
