"""Who has a request, and whether its letter has left: `zenforms take`, `give`, `letter sent`."""

import sys
from typing import Annotated

import typer

from zenforms.cli.commands.decisions import carry_out_kind, event_command
from zenforms.cli.help import Command, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import DeskOption, RequestArgument
from zenforms.cli.ordering import ByOption, Said, WhyOption, order_help
from zenforms.errors import ExitCode
from zenforms.language import Text

ToOption = Annotated[
    str,
    typer.Option("--to"),
    Parameter(
        Text(fr="Qui s'en occupe désormais.", en="Who has it from now on."),
        Text(fr="NOM", en="NAME"),
    ),
]


TAKE = event_command(
    "take",
    Text(fr="Prend une demande en main", en="Take a request in hand"),
    Text(
        fr="Les autres le voient dans « zenforms status », « zenforms find » et sur le tableau.",
        en="The others see it in “zenforms status”, in “zenforms find” and on the board.",
    ),
)
PUT_BACK = event_command(
    "put_back",
    Text(fr="Rend une demande à tous", en="Put a request back for everybody"),
    Text(fr="Plus personne ne l'a en main.", en="Nobody has it in hand any more."),
    name="put-back",
)


def _give(
    context: typer.Context,
    request: RequestArgument,
    *,
    by: ByOption,
    to: ToOption,
    desk: DeskOption = None,
    why: WhyOption = "",
) -> ExitCode:
    return carry_out_kind("give", Said(request, desk, by, why, to), context)


GIVE = Command(
    _give,
    order_help(
        Text(fr="Confie une demande à quelqu'un d'autre", en="Give a request to somebody else"),
        Text(
            fr="Qui l'avait, qui l'a et qui l'a décidé est noté à côté de la demande.",
            en="Who had it, who has it and who decided so is written down beside the request.",
        ),
        example='zenforms give support ZF-260512-VTWAY --to "B. Modèle" --by "A. Exemple"',
    ),
)
LETTER_SENT = event_command(
    "letter_sent",
    Text(fr="Note que la lettre est partie", en="Write down that the letter has left"),
    Text(
        fr="Pour un brouillon envoyé depuis un logiciel de courrier. Une demande renvoyée attend "
        "le client à partir de là.",
        en="For a draft that was sent from a mail program. A returned request waits for the "
        "client from then on.",
    ),
    name="letter sent",
)
LETTER_KEPT = event_command(
    "letter_kept",
    Text(fr="Note que la lettre n'est pas à envoyer", en="Write down not to send the letter"),
    Text(
        fr="Par exemple quand le client a été joint au téléphone.",
        en="For example when the client was reached by telephone.",
    ),
    name="letter keep",
)
LETTER_DUE = event_command(
    "letter_due",
    Text(
        fr="Note que la lettre est encore à envoyer", en="Write down that the letter is to be sent"
    ),
    Text(
        fr="Défait les deux précédentes, et lève le doute sur un envoi qui n'a pas abouti.",
        en="Undoes the two before, and settles the doubt about a letter that did not leave.",
    ),
    name="letter due",
)


_GONE = Text(fr="✓ {number} : la lettre est partie.", en="✓ {number}: the letter has left.")
_DOUBTFUL = Text(
    fr="▲ {number} : le serveur n'a pas répondu. La lettre est peut-être partie : vérifiez, puis "
    "dites-le avec « zenforms letter sent » ou « zenforms letter due ».",
    en="▲ {number}: the server did not answer. The letter may have left: ask there, then say so "
    "with “zenforms letter sent” or “zenforms letter due”.",
)


def _send(
    context: typer.Context,
    request: RequestArgument,
    *,
    by: ByOption,
    desk: DeskOption = None,
) -> ExitCode:
    from zenforms.cli.desk import desk_and_number
    from zenforms.cli.ordering import drop_meant
    from zenforms.desk.decisions.decision_files import OrderKind
    from zenforms.desk.decisions.sending import send_letter
    from zenforms.desk.handling.app import bounded_pipeline

    lang = context.ensure_object(Locale).lang
    opened, named = desk_and_number(request, desk)
    filed = drop_meant(opened, named, OrderKind.LETTER_BEGIN)
    with bounded_pipeline(opened.root, lang) as pipeline:
        sent = send_letter(opened, pipeline, filed, by=by)
    said = _GONE if sent.is_certain else _DOUBTFUL
    sys.stdout.write(said.fill(lang, {"number": filed.settlement.request}) + "\n")
    return ExitCode.OK if sent.is_certain else ExitCode.NOT_ALL


LETTER_SEND = Command(
    _send,
    order_help(
        Text(fr="Envoie la lettre d'une demande", en="Send a request's letter"),
        Text(
            fr="Par le serveur nommé sous [smtp] dans policy.toml, une seule fois ; la copie de ce "
            "qui est parti reste à côté de la demande. Sans réponse du serveur, la lettre est "
            "« peut-être partie » jusqu'à ce que quelqu'un dise ce qu'il en est.",
            en="By the server named under [smtp] in policy.toml, once; the copy of what left stays "
            "beside the request. Without an answer of the server the letter “may have left” until "
            "somebody says which.",
        ),
        example='zenforms letter send support ZF-260512-VTWAY --by "A. Exemple"',
    ),
)
