"""`zenforms deliver list`, `dry-run`, `resolve`: how deliveries stand, and what people decide."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Command, Help, Parameter
from zenforms.cli.locale import Locale
from zenforms.cli.options import (
    DeskOption,
    FormatOption,
    ReportFormat,
    RequestArgument,
    RootArgument,
)
from zenforms.errors import DeskError, ExitCode, UsageError
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from zenforms.desk.delivery.news import News
    from zenforms.desk.delivery.queue import Queue
    from zenforms.desk.setup.opening import OpenDesk

_NONE = Text(
    fr="Ce bureau ne livre à aucun système de tickets.",
    en="This desk delivers to no ticket system.",
)
_COUNTS = Text(
    fr="{target} : {delivered} livrés, {waiting} en attente, {stuck} à décider",
    en="{target}: {delivered} delivered, {waiting} waiting, {stuck} to be decided",
)
_DECIDE = Text(fr="  ✗ {number} {state} : {reason}", en="  ✗ {number} {state}: {reason}")
_WAITS = Text(fr="  ▲ {number} attend : {reason}", en="  ▲ {number} waits: {reason}")
_LACKS = Text(
    fr="  ▲ {number} livré sans : {names} {url}", en="  ▲ {number} delivered without: {names} {url}"
)
_SHOWN = 20
_AS_OR_AGAIN = UsageError(
    Text(
        fr="Il manque --as NUMÉRO ou --again : le ticket est-il là-bas, ou non ?",
        en="--as NUMBER or --again is missing: is the ticket over there, or not?",
    ),
    advice=Text(fr="Donnez l'une des deux options.", en="Give one of the two options."),
)
_RESOLVED = Text(
    fr="✓ {number} : c'est noté ; « zenforms deliver run » continue.",
    en="✓ {number}: written down; “zenforms deliver run” goes on.",
)


def _list(
    context: typer.Context,
    root: RootArgument = None,
    *,
    desk: DeskOption = None,
    shape: FormatOption = ReportFormat.TEXT,
) -> ExitCode:
    from zenforms.cli.desk import needed_desk
    from zenforms.desk.delivery.queue import queues_of
    from zenforms.present.jsontext import dumps

    opened = needed_desk(root or desk)
    lang = context.ensure_object(Locale).lang
    queues = queues_of(opened.root)
    if shape is ReportFormat.JSON:
        sys.stdout.write(dumps({"version": 1, "targets": [_data(one) for one in queues]}))
    else:
        lines = [line for one in queues for line in _lines(one, lang)] or [_NONE.to(lang)]
        sys.stdout.writelines(line + "\n" for line in lines)
    return ExitCode.NOT_ALL if any(one.stuck for one in queues) else ExitCode.OK


def _data(queue: "Queue") -> dict[str, object]:
    told = ("number", "state", "reason", "id", "url", "lacks", "tries")

    def rows(deliveries: "tuple[object, ...]") -> list[dict[str, object]]:
        return [{name: getattr(one, name) for name in told} for one in deliveries]

    return {
        "target": queue.target,
        "delivered": queue.delivered,
        "waiting": rows(queue.waiting),
        "stuck": rows(queue.stuck),
        "lacking": rows(queue.lacking),
    }


def _lines(queue: "Queue", lang: Lang) -> Iterator[str]:
    from zenforms.present.terminal import one_line

    waiting, stuck = len(queue.waiting), len(queue.stuck)
    about = {"target": queue.target, "delivered": str(queue.delivered)}
    yield _COUNTS.fill(lang, {**about, "waiting": str(waiting), "stuck": str(stuck)})
    for said, deliveries in ((_DECIDE, queue.stuck), (_WAITS, queue.waiting)):
        for one in deliveries[:_SHOWN]:
            if one.reason:
                told = {"number": one.number, "state": one.state, "reason": one_line(one.reason)}
                yield said.fill(lang, told)
    for one in queue.lacking[:_SHOWN]:
        names = ", ".join(map(one_line, one.lacks))
        yield _LACKS.fill(lang, {"number": one.number, "names": names, "url": one_line(one.url)})


def _dry_run(
    context: typer.Context, request: RequestArgument, *, desk: DeskOption = None
) -> ExitCode:
    from zenforms.cli.desk import desk_and_number
    from zenforms.desk.delivery.service import couriers_of, heralds_of, needed_settings
    from zenforms.present.jsontext import dumps

    opened, said = desk_and_number(request, desk)
    news = _news(opened, said)
    settings = needed_settings(opened.root)
    planned: dict[str, object] = {}
    for courier in couriers_of(opened, settings):
        planned[courier.name] = asdict(courier.system.planned(courier.ticket_of(news)))
    today = opened.clock.now().date()
    for herald in heralds_of(opened, settings):
        messages = herald.planned(news, today)
        planned[herald.name] = [{"id": m.id, "body": m.body.decode()} for m in messages]
    sys.stdout.write(dumps(planned))
    context.ensure_object(Locale)
    return ExitCode.OK


def _news(opened: "OpenDesk", said: str) -> "News":
    """The ticket that somebody names; raises DeskError when the request has none."""
    from zenforms.desk.delivery.news import Desktop
    from zenforms.desk.papers.memory import drops_of_request, ticket_among
    from zenforms.desk.papers.requests import find_request

    filed = find_request(opened.root, said)
    ticket = ticket_among(drops_of_request(opened.root, filed, opened.clock.now().date()))
    news = Desktop(opened.root).read(ticket.settlement.place) if ticket else None
    if news is None:
        raise DeskError(
            Text(fr="{number} n'a pas ouvert de ticket.", en="{number} opened no ticket."),
            advice=Text(fr="Seuls les tickets sont livrés.", en="Tickets alone are delivered."),
            arguments={"number": filed.settlement.request},
        )
    return news


def _resolve(
    context: typer.Context,
    request: RequestArgument,
    *,
    taken: Annotated[
        str,
        typer.Option("--as"),
        Parameter(
            Text(
                fr="C'est ce ticket-là, par son numéro là-bas ; ce qui manque suit.",
                en="It is this ticket, by its number over there; what is missing follows.",
            ),
            Text(fr="NUMÉRO", en="NUMBER"),
        ),
    ] = "",
    again: Annotated[
        bool,
        typer.Option("--again"),
        Parameter(Text(fr="Il n'y est pas : renvoyez-le.", en="It is not there: send it again.")),
    ] = False,
    desk: DeskOption = None,
) -> ExitCode:
    from zenforms.cli.desk import desk_and_number
    from zenforms.desk.delivery.queue import stuck_of, taken_as, tried_again
    from zenforms.desk.delivery.service import couriers_of, needed_settings

    if bool(taken) == again:
        raise _AS_OR_AGAIN
    opened, said = desk_and_number(request, desk)
    lang = context.ensure_object(Locale).lang
    news = _news(opened, said)
    couriers = {one.name: one for one in couriers_of(opened, needed_settings(opened.root))}
    stuck = stuck_of(opened.root, news.number, couriers)
    if not stuck:
        raise _nothing_to_decide(news.number)
    for delivery in stuck if again else stuck[:1]:
        if again:
            tried_again(opened.root, delivery)
        else:
            taken_as(opened.root, delivery, taken, couriers[delivery.target].system)
    sys.stdout.write(_RESOLVED.fill(lang, {"number": news.number}) + "\n")
    return ExitCode.OK


def _nothing_to_decide(number: str) -> DeskError:
    return DeskError(
        Text(
            fr="Aucune livraison de {number} n'attend de décision.",
            en="No delivery of {number} waits for a decision.",
        ),
        advice=Text(
            fr="« zenforms deliver list » montre celles qui attendent.",
            en="“zenforms deliver list” shows those that do.",
        ),
        arguments={"number": number},
    )


_BROKEN = Text(
    fr="delivery.toml est mal réglé, ou la demande n'a pas de ticket",
    en="delivery.toml is not set up correctly, or the request has no ticket",
)

LIST = Command(
    _list,
    Help(
        Text(
            fr="Montre ce qui est livré, ce qui attend et ce qui est à décider",
            en="Show what is delivered, what waits and what is to be decided",
        ),
        details=Text(fr="Ne prend aucun verrou.", en="Takes no lock."),
        examples=("zenforms deliver list support", "zenforms deliver list support --format json"),
        exits={
            ExitCode.NOT_ALL: Text(
                fr="une livraison attend une décision", en="a delivery waits for a decision"
            ),
            ExitCode.BROKEN: _BROKEN,
        },
    ),
)
DRY_RUN = Command(
    _dry_run,
    Help(
        Text(
            fr="Montre ce qui serait envoyé pour un ticket, sans l'envoyer",
            en="Show what would be sent for a ticket, sending nothing",
        ),
        details=Text(
            fr="En JSON, par système ; les fichiers par nom et taille. Aucun secret n'y figure.",
            en="As JSON, by system; files by name and size. No secret is in it.",
        ),
        examples=("zenforms deliver dry-run support ZF-260512-VTWAY",),
        exits={ExitCode.BROKEN: _BROKEN},
    ),
)
RESOLVE = Command(
    _resolve,
    Help(
        Text(
            fr="Décide d'une livraison douteuse ou refusée",
            en="Decide about a delivery that is doubtful or was refused",
        ),
        details=Text(
            fr="Regardez d'abord dans l'autre système. --as dit quel ticket c'est ; --again dit "
            "qu'il n'y est pas. Un envoi n'est jamais répété tout seul dans le doute.",
            en="Look into the other system first. --as says which ticket it is; --again says that "
            "it is not there. In doubt nothing is ever sent twice by itself.",
        ),
        examples=("zenforms deliver resolve support ZF-260512-VTWAY --as 4711",),
        exits={ExitCode.BROKEN: _BROKEN},
    ),
)
