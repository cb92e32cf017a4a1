"""`zenforms fetch`: take messages from the desk's mailbox into its inbox."""

import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import DeskOption, RootArgument
from zenforms.errors import ExitCode
from zenforms.language import Lang, Text
from zenforms.sanitize import plain_line

if TYPE_CHECKING:
    from zenforms.desk.mailbox.fetching import Fetched
    from zenforms.desk.mailbox.service import Unreached
    from zenforms.desk.mailbox.tokens import Invitation


_SAID = {
    "taken": Text(fr="message {uid} : déposé sous {name}", en="message {uid}: dropped as {name}"),
    "done": Text(fr="message {uid} : traité, rangé", en="message {uid}: settled, filed away"),
    "copy": Text(
        fr="message {uid} : copie de {name}, déjà déposé",
        en="message {uid}: a copy of {name}, dropped before",
    ),
    "too_large": Text(
        fr="▲ message {uid} : trop gros, laissé dans la boîte",
        en="▲ message {uid}: too large, left in the mailbox",
    ),
    "unreadable": Text(
        fr="▲ message {uid} : le serveur ne le donne pas ({reason}) ; réessayé plus tard, les "
        "autres passent",
        en="▲ message {uid}: the server does not give it ({reason}); tried again later, the "
        "others go on",
    ),
    "not_filed": Text(
        fr="▲ message {uid} : traité, mais le serveur ne le laisse pas ranger ({reason})",
        en="▲ message {uid}: settled, but the server does not let it be filed away ({reason})",
    ),
}
_UNREACHED = Text(
    fr="▲ la boîte ne répond pas ({reason})", en="▲ the mailbox does not answer ({reason})"
)
_INVITED = Text(
    fr="Ouvrez cette adresse et connectez-vous à la boîte de courrier :",
    en="Open this address and sign in to the mailbox:",
)
_CODE = Text(fr="Code à taper : {code}", en="Code to type: {code}")
_SIGNED_IN = Text(
    fr="La connexion est faite ; « zenforms fetch » peut relever la boîte.",
    en="Signed in; “zenforms fetch” can take from the mailbox.",
)


def _run(
    context: typer.Context,
    root: RootArgument = None,
    *,
    desk: DeskOption = None,
    once: Annotated[
        bool,
        typer.Option("--once"),
        Parameter(Text(fr="Relève une fois, puis s'arrête.", en="Take once, then end.")),
    ] = False,
    first_sign_in: Annotated[
        bool,
        typer.Option("--sign-in"),
        Parameter(
            Text(
                fr="Connecte une personne à la boîte (OAuth), puis s'arrête.",
                en="Sign a person in to the mailbox (OAuth), then end.",
            )
        ),
    ] = False,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.desk.mailbox.service import fetch_mail, sign_in_to
    from zenforms.desk.watching.wake import Stop, stop_on_signals

    lang = context.ensure_object(Locale).lang
    opened = needed_desk(root or desk)
    if first_sign_in:
        sign_in_to(opened, invite=lambda invitation: _invite(invitation, lang))
        sys.stdout.write(_SIGNED_IN.to(lang) + "\n")
        return ExitCode.OK
    with stop_on_signals(Stop()) as stop:
        reached = fetch_mail(opened, once=once, stop=stop, tell=lambda news: _tell(news, lang))
    if stop.signal == signal.SIGINT:
        return ExitCode.INTERRUPTED
    return ExitCode.NOT_ALL if once and not reached else ExitCode.OK


def _tell(news: "Fetched | Unreached", lang: Lang) -> None:
    """One line for each thing that changed; a message that only waits is not repeated."""
    from zenforms.desk.mailbox.service import Unreached

    if isinstance(news, Unreached):
        sys.stdout.write(_UNREACHED.fill(lang, {"reason": news.reason}) + "\n")
    elif said := _SAID.get(news.step):
        about = {"uid": str(news.uid), "name": news.name or "", "reason": news.reason}
        sys.stdout.write(said.fill(lang, about) + "\n")
    sys.stdout.flush()


def _invite(invitation: "Invitation", lang: Lang) -> None:
    """Show where to sign in; the address stands alone on its line, to be copied whole."""
    import webbrowser

    lines = [_INVITED.to(lang), plain_line(invitation.address, 4_000)]
    if invitation.code:
        lines.append(_CODE.fill(lang, {"code": plain_line(invitation.code)}))
    sys.stdout.writelines(line + "\n" for line in lines)
    sys.stdout.flush()
    if not invitation.code:
        with suppress(webbrowser.Error):
            webbrowser.open(invitation.address)


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Relève la boîte de courrier du bureau et dépose ses messages dans inbox",
            en="Take messages from the desk's mailbox and drop them into its inbox",
        ),
        details=Text(
            fr="La boîte est décrite dans policy.toml ; son mot de passe vient de "
            "l'environnement ou du trousseau du système, ou des jetons le remplacent (OAuth). Un "
            "message ne quitte son dossier qu'une fois sa demande traitée et archivée par "
            "« zenforms watch ».",
            en="The mailbox is described in policy.toml; its password comes from the environment "
            "or the system's keyring, or tokens stand in for it (OAuth). A message leaves its "
            "folder only when “zenforms watch” has settled and archived its drop.",
        ),
        examples=(
            "zenforms fetch support --once",
            "zenforms fetch support",
            "zenforms fetch support --sign-in",
        ),
        exits={
            ExitCode.NOT_ALL: Text(
                fr="avec --once : la boîte ne répond pas",
                en="with --once: the mailbox does not answer",
            ),
            ExitCode.BROKEN: Text(
                fr="la boîte est mal réglée ou refuse l'accès, ou est déjà relevée",
                en="the mailbox is not set up correctly, refuses access, or is taken from already",
            ),
            ExitCode.INTERRUPTED: Text(fr="interrompu par Ctrl-C", en="interrupted by Ctrl-C"),
        },
    ),
)
