"""`zenforms qualify`: the first or the final qualification of a ticket is done."""

from typing import Annotated

import typer

from zenforms.cli.help import Command, Parameter
from zenforms.cli.options import DeskOption, RequestArgument
from zenforms.cli.ordering import (
    ByOption,
    Said,
    WhyOption,
    carry_out,
    order_help,
)
from zenforms.cli.speech import Speech
from zenforms.errors import UsageError
from zenforms.language import Text

_ONE_OF = UsageError(
    Text(
        fr="Il manque --first ou --final : laquelle des deux qualifications est faite ?",
        en="--first or --final is missing: which of the two qualifications is done?",
    ),
    advice=Text(
        fr="Ajoutez l'une des deux options, pas les deux.", en="Add one of the options, not both."
    ),
)


def _run(
    context: typer.Context,
    request: RequestArgument,
    *,
    by: ByOption,
    desk: DeskOption = None,
    first: Annotated[
        bool,
        typer.Option("--first"),
        Parameter(Text(fr="La première qualification.", en="The first qualification.")),
    ] = False,
    final: Annotated[
        bool,
        typer.Option("--final"),
        Parameter(Text(fr="La qualification finale.", en="The final qualification.")),
    ] = False,
    why: WhyOption = "",
) -> int:
    from zenforms.desk.orders.slips import OrderKind

    if first == final:
        raise _ONE_OF
    lang = context.ensure_object(Speech).lang
    kind = OrderKind.QUALIFY_FIRST if first else OrderKind.QUALIFY_FINAL
    return carry_out(kind, Said(request, desk, by, why), lang)


COMMAND = Command(
    _run,
    order_help(
        Text(
            fr="Note qu'une qualification est faite", en="Write down that a qualification is done"
        ),
        Text(
            fr="La charte en promet deux sous TMA : la première et la finale. Les échéances "
            "tenues ou dépassées se lisent dans « zenforms status ».",
            en="The charter promises two under TMA: the first and the final one. Whether they "
            "were in time is read in “zenforms status”.",
        ),
        example='zenforms qualify support ZF-260512-VTWAY --first --by "A. Exemple"',
    ),
)
