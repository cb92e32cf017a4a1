"""Who has a request, and whether its letter has left: `zenforms take`, `give`, `letter sent`."""

from typing import Annotated

import typer

from zenforms.cli.help import Command, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import DeskOption, RequestArgument
from zenforms.cli.ordering import ByOption, Said, WhyOption, carry_out, order_help
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


def _command(kind: str, name: str, summary: Text, details: Text) -> Command:
    def run(
        context: typer.Context,
        request: RequestArgument,
        *,
        by: ByOption,
        desk: DeskOption = None,
        why: WhyOption = "",
    ) -> ExitCode:
        return _order(kind, Said(request, desk, by, why), context)

    example = f'zenforms {name} support ZF-260512-VTWAY --by "A. Exemple"'
    return Command(run, order_help(summary, details, example=example))


def _order(kind: str, said: Said, context: typer.Context) -> ExitCode:
    from zenforms.desk.decisions.decision_files import OrderKind

    return carry_out(OrderKind(kind), said, context.ensure_object(Locale).lang)


TAKE = _command(
    "take",
    "take",
    Text(fr="Prend une demande en main", en="Take a request in hand"),
    Text(
        fr="Les autres le voient dans « zenforms status », « zenforms find » et sur le tableau.",
        en="The others see it in “zenforms status”, in “zenforms find” and on the board.",
    ),
)
PUT_BACK = _command(
    "put_back",
    "put-back",
    Text(fr="Rend une demande à tous", en="Put a request back for everybody"),
    Text(fr="Plus personne ne l'a en main.", en="Nobody has it in hand any more."),
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
    return _order("give", Said(request, desk, by, why, to), context)


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
LETTER_SENT = _command(
    "letter_sent",
    "letter sent",
    Text(fr="Note que la lettre est partie", en="Write down that the letter has left"),
    Text(
        fr="Pour un brouillon envoyé depuis un logiciel de courrier. Une demande renvoyée attend "
        "le client à partir de là.",
        en="For a draft that was sent from a mail program. A returned request waits for the "
        "client from then on.",
    ),
)
LETTER_KEPT = _command(
    "letter_kept",
    "letter keep",
    Text(fr="Note que la lettre n'est pas à envoyer", en="Write down not to send the letter"),
    Text(
        fr="Par exemple quand le client a été joint au téléphone.",
        en="For example when the client was reached by telephone.",
    ),
)
LETTER_DUE = _command(
    "letter_due",
    "letter due",
    Text(
        fr="Note que la lettre est encore à envoyer", en="Write down that the letter is to be sent"
    ),
    Text(
        fr="Défait les deux précédentes, et lève le doute sur un envoi qui n'a pas abouti.",
        en="Undoes the two before, and settles the doubt about a letter that did not leave.",
    ),
)
