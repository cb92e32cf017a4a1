"""What staff decide about a request: `zenforms accept`, `read`, `close`…, one order each."""

from typing import Annotated

import typer

from zenforms.cli.help import Command, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import DeskOption, RequestArgument
from zenforms.cli.ordering import (
    ByOption,
    Said,
    WhyOption,
    carry_out,
    order_help,
)
from zenforms.errors import ExitCode, UsageError
from zenforms.language import Text


def _reasoned(kind: str, summary: Text, details: Text, *, example: str) -> Command:
    """An order that says nothing without a reason: another outcome, or a note."""

    def run(
        context: typer.Context,
        request: RequestArgument,
        *,
        by: ByOption,
        why: WhyOption,
        desk: DeskOption = None,
    ) -> ExitCode:
        return carry_out_kind(kind, Said(request, desk, by, why), context)

    return Command(run, order_help(summary, details, example=f"zenforms {kind} {example}"))


def event_command(kind: str, summary: Text, details: Text, *, name: str = "") -> Command:
    """An order that writes down what happened to a request; `name` it when its kind does not."""

    def run(
        context: typer.Context,
        request: RequestArgument,
        *,
        by: ByOption,
        desk: DeskOption = None,
        why: WhyOption = "",
    ) -> ExitCode:
        return carry_out_kind(kind, Said(request, desk, by, why), context)

    example = f'zenforms {name or kind} support ZF-260512-VTWAY --by "A. Exemple"'
    return Command(run, order_help(summary, details, example=example))


def carry_out_kind(kind: str, said: Said, context: typer.Context) -> ExitCode:
    """Carry out an order by the name of its kind, which need not be imported at start-up."""
    from zenforms.desk.decisions.decision_files import OrderKind

    return carry_out(OrderKind(kind), said, context.ensure_object(Locale).lang)


ACCEPT = _reasoned(
    "accept",
    Text(fr="Accepte une demande malgré le verdict", en="Accept a request in spite of the verdict"),
    Text(
        fr="Un ticket est ouvert quoi qu'en disent les règles ; qui l'a décidé et pourquoi y est "
        "écrit.",
        en="A ticket is opened whatever the rules say; who decided it and why is written in it.",
    ),
    example='support ZF-260512-E5DX5 --by "A. Exemple" --why "vu au téléphone"',
)
RETRY = _reasoned(
    "retry",
    Text(fr="Juge de nouveau une demande", en="Judge a request again"),
    Text(
        fr="Avec les réglages d'aujourd'hui : utile quand le registre ou une règle a changé "
        "depuis.",
        en="With the settings of today: useful when the register or a rule changed since.",
    ),
    example='support ZF-260512-E5DX5 --by "A. Exemple" --why "registre mis à jour"',
)
RELEASE = _reasoned(
    "release",
    Text(fr="Sort une demande de quarantaine", en="Release a request from quarantine"),
    Text(
        fr="Elle est jugée comme si rien de suspect n'avait été trouvé. À ne faire qu'après avoir "
        "regardé.",
        en="It is judged as if nothing suspicious had been found. Only after a look at it.",
    ),
    example='support ZF-260512-D7A05 --by "A. Exemple" --why "client joint au téléphone"',
)
NOTE = _reasoned(
    "note",
    Text(fr="Note quelque chose à côté d'un ticket", en="Write something down beside a ticket"),
    Text(
        fr="Ce qu'on a lu, dit ou fait ; une suite reçue n'attend alors plus. Le ticket lui-même "
        "n'est jamais récrit.",
        en="What was read, said or done; a follow-up then no longer waits. The ticket itself is "
        "never rewritten.",
    ),
    example='support ZF-260512-VTWAY --by "A. Exemple" --why "suite lue, client rappelé"',
)
READ = event_command(
    "read",
    Text(fr="Dit que les mots du client sont lus", en="Say that the client's words are read"),
    Text(
        fr="Ce que le client a écrit sur une demande attend dans « zenforms status » jusqu'à ce "
        "que quelqu'un l'ait lu ; toute autre décision sur la demande le dit aussi.",
        en="What the client wrote about a request waits in “zenforms status” until somebody has "
        "read it; any other decision about the request says so too.",
    ),
)
CLOSE = event_command(
    "close",
    Text(fr="Clôt un ticket, ou classe une demande", en="Close a ticket, or file a request away"),
    Text(
        fr="La clôture est notée à côté du ticket, qui n'est jamais récrit. Une demande renvoyée, "
        "refusée ou en quarantaine, que plus personne n'attend, est classée : elle quitte "
        "« zenforms status » ; si le client la complète quand même, elle est jugée de nouveau.",
        en="The closing is written down beside the ticket, which is never rewritten. A returned, "
        "refused or quarantined request that nobody awaits any more is filed away: it leaves "
        "“zenforms status”; when the client completes it all the same, it is judged again.",
    ),
)
CANCEL = event_command(
    "cancel",
    Text(fr="Annule un ticket ou une demande", en="Cancel a ticket or a request"),
    Text(
        fr="Pour une annulation dite autrement que par le formulaire ; elle est notée à côté du "
        "ticket.",
        en="For a cancellation told otherwise than by the form; it is written down beside the "
        "ticket.",
    ),
)
REOPEN = event_command(
    "reopen",
    Text(
        fr="Rouvre ce qui fut clos, classé ou annulé",
        en="Reopen what was closed, filed away or cancelled",
    ),
    Text(
        fr="C'est noté au même endroit que la clôture.",
        en="It is written down where the closing was.",
    ),
)


# `zenforms qualify`: the first or the final qualification of a ticket is done.

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
) -> ExitCode:
    from zenforms.desk.decisions.decision_files import OrderKind

    if first == final:
        raise _ONE_OF
    lang = context.ensure_object(Locale).lang
    kind = OrderKind.QUALIFY_FIRST if first else OrderKind.QUALIFY_FINAL
    return carry_out(kind, Said(request, desk, by, why), lang)


QUALIFY = Command(
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
