"""`zenforms purge`: what was kept long enough, shown first, removed when somebody says so."""

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.options import DeskOption, RootArgument
from zenforms.cli.speech import Speech
from zenforms.errors import UsageError
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zenforms.desk.orders.purge import Purgeable
    from zenforms.judging.case import OutcomeKind

_NOTHING = Text(fr="Rien n'est à effacer.", en="Nothing is to be removed.")
_WOULD = Text(
    fr="{count} demandes seraient effacées, {size}. Rien ne l'a été : ajoutez --yes --by NOM.",
    en="{count} requests would be removed, {size}. Nothing was: add --yes --by NAME.",
)
_DONE = Text(
    fr="{count} demandes effacées, {size} ; le journal garde leurs empreintes et leurs codes.",
    en="{count} requests removed, {size}; the journal keeps their hashes and codes.",
)
_ORIGINAL = Text(fr="original seul", en="original only")
_WHO = UsageError(
    Text(fr="Qui efface ? --yes demande --by NOM.", en="Who removes? --yes needs --by NAME."),
    advice=Text(fr="Le nom est noté dans le journal.", en="The name is written in the journal."),
)


def _run(
    context: typer.Context,
    root: RootArgument = None,
    *,
    older_than: Annotated[
        int | None,
        typer.Option("--older-than", min=1),
        Parameter(
            Text(
                fr="Ce qui a plus que cet âge, au lieu des durées du bureau.",
                en="What is older than this, instead of the desk's own times.",
            ),
            Text(fr="JOURS", en="DAYS"),
        ),
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome"),
        Parameter(
            Text(
                fr="Seulement cette issue ; se répète.",
                en="This outcome only; may be repeated.",
            ),
            Text(fr="ISSUE", en="OUTCOME"),
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes"), Parameter(Text(fr="Efface pour de bon.", en="Really remove."))
    ] = False,
    by: Annotated[
        str,
        typer.Option("--by"),
        Parameter(
            Text(fr="Qui efface ; c'est noté.", en="Who removes; it is written down."),
            Text(fr="NOM", en="NAME"),
        ),
    ] = "",
    desk: DeskOption = None,
) -> int:
    from zenforms.cli.desk import needed_desk
    from zenforms.cli.ordering import obey_all
    from zenforms.console.telling import size
    from zenforms.desk.orders.purge import purgeable

    if yes and not by:
        raise _WHO
    lang = context.ensure_object(Speech).lang
    opened = needed_desk(root or desk)
    age = timedelta(days=older_than) if older_than else None
    found = list(purgeable(opened, older_than=age, outcomes=_outcomes(outcome)))
    _list(found, lang)
    if found and yes:
        obey_all(opened, [(one.kind, one.number) for one in found], by=by, lang=lang)
    told = {"count": str(len(found)), "size": size(sum(one.size for one in found), lang)}
    said = (_DONE if yes else _WOULD).fill(lang, told) if found else _NOTHING.to(lang)
    sys.stdout.write(said + "\n")
    return 0


def _outcomes(named: "Sequence[str] | None") -> "frozenset[OutcomeKind]":
    from zenforms.judging.case import OutcomeKind

    try:
        return frozenset(map(OutcomeKind, named)) if named else frozenset(OutcomeKind)
    except ValueError as error:
        raise UsageError(
            Text(fr="{reason}.", en="{reason}."),
            advice=Text(fr="Issues : {known}.", en="Outcomes: {known}."),
            arguments={"reason": str(error), "known": ", ".join(OutcomeKind)},
        ) from error


def _list(found: "Sequence[Purgeable]", lang: Lang) -> None:
    from zenforms.console.telling import size
    from zenforms.console.verdict import VERDICTS
    from zenforms.desk.orders.slips import OrderKind

    for one in found:
        only = _ORIGINAL.to(lang) if one.kind is OrderKind.PURGE_ORIGINAL else ""
        said = VERDICTS[one.outcome].short.to(lang)
        cells = (
            f"{one.number:22}{said:14}{one.since.isoformat()}  {size(one.size, lang):>10}  {only}"
        )
        sys.stdout.write(cells.rstrip() + "\n")


COMMAND = Command(
    _run,
    Help(
        Text(
            fr="Efface ce qui a été gardé assez longtemps, après l'avoir montré",
            en="Remove what was kept long enough, after showing it",
        ),
        details=Text(
            fr="Les durées sont dans [retention] de policy.toml. Un ticket ouvert n'est jamais "
            "effacé. Sans --yes, rien n'est effacé.",
            en="How long is kept stands in [retention] of policy.toml. An open ticket is never "
            "removed. Without --yes nothing is removed.",
        ),
        examples=(
            "zenforms purge support",
            "zenforms purge support --older-than 365 --outcome incomplete",
        ),
        exits={5: Text(fr="le bureau est mal réglé", en="the desk is not set up correctly")},
    ),
)
