"""Orders of staff about one request: what every such command does, and says."""

import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zenforms.cli.help import Help, Parameter
from zenforms.errors import DeskError, ExitCode
from zenforms.language import Lang, Text

if TYPE_CHECKING:
    from zenforms.desk.decisions.decision_files import Answer, OrderKind
    from zenforms.desk.papers.requests import Filed
    from zenforms.desk.setup.opening import OpenDesk


ByOption = Annotated[
    str,
    typer.Option("--by", envvar="ZENFORMS_BY"),
    Parameter(
        Text(
            fr="Qui le décide ; c'est noté. Sinon ZENFORMS_BY.",
            en="Who decides; it is written down. Else ZENFORMS_BY.",
        ),
        Text(fr="NOM", en="NAME"),
    ),
]
WhyOption = Annotated[
    str,
    typer.Option("--why"),
    Parameter(
        Text(fr="Pourquoi ; c'est noté aussi.", en="Why; that is written down too."),
        Text(fr="RAISON", en="REASON"),
    ),
]

_EXITS = {
    ExitCode.NOT_ALL: Text(
        fr="le bureau est occupé : l'ordre est déposé et sera exécuté",
        en="the desk is busy: the order is left there and will be carried out",
    ),
    ExitCode.BROKEN: Text(
        fr="la demande n'existe pas, ou l'ordre ne peut la concerner",
        en="there is no such request, or the order cannot apply to it",
    ),
}
_BECAME = Text(fr="{sign} {number} : {name} → {place}", en="{sign} {number}: {name} → {place}")
_NOTED = Text(fr="✓ {number} : c'est noté.", en="✓ {number}: written down.")
_LEFT = Text(
    fr="▲ {number} : le bureau est occupé ; l'ordre est déposé et sera exécuté.",
    en="▲ {number}: the desk is busy; the order is left there and will be carried out.",
)
_STAYS = Text(fr="▲ {number} reste : {why}", en="▲ {number} stays: {why}")


@dataclass(frozen=True, slots=True)
class Said:
    """What a person orders about one request; `request` is `[FOLDER] NUMBER`, as typed."""

    request: list[str]
    desk: Path | None
    by: str
    why: str = ""
    to: str = ""


def order_help(summary: Text, details: Text, *, example: str) -> Help:
    """The words of a command that orders something about one request."""
    return Help(summary, details, examples=(example,), exits=_EXITS)


def carry_out(kind: "OrderKind", said: Said, lang: Lang) -> ExitCode:
    """Have an order carried out, by the watcher or here, and say what became of it.

    Raises DeskError when the desk refuses it.
    """
    from zenforms.cli.desk import desk_and_number
    from zenforms.desk.decisions.decision_files import new_order
    from zenforms.desk.decisions.staff import execute
    from zenforms.desk.handling.app import bounded_pipeline
    from zenforms.desk.papers.requests import known_as

    opened, named = desk_and_number(said.request, said.desk)
    meant = drop_meant(opened, named, kind)
    order = new_order(
        kind, meant.number, at=opened.clock.now(), by=said.by, why=said.why, to=said.to
    )
    with bounded_pipeline(opened.root, lang) as pipeline:
        answer = execute(opened, pipeline, order)
    answer.check()
    sys.stdout.write(_told(answer, known_as(opened.root, meant.number) or meant, lang) + "\n")
    return ExitCode.OK if answer.done else ExitCode.NOT_ALL


def drop_meant(opened: "OpenDesk", named: str, kind: "OrderKind") -> "Filed":
    """The drop that an order is about, whichever number of its request was said."""
    from zenforms.desk.decisions.decision_files import TAKES_UP_AGAIN
    from zenforms.desk.papers.memory import (
        concerned_by_event,
        concerned_by_order,
        drops_of_request,
    )
    from zenforms.desk.papers.requests import find_request

    filed = find_request(opened.root, named)
    drops = drops_of_request(opened.root, filed, opened.clock.now().date())
    look = concerned_by_order if kind in TAKES_UP_AGAIN else concerned_by_event
    return look(filed, drops)


def obey_all(
    opened: "OpenDesk", orders: Collection[tuple["OrderKind", str]], *, by: str, lang: Lang
) -> frozenset[str]:
    """Have many orders carried out, one after the other, and tell of each that was not, and why.

    The numbers of those come back: a refusal keeps no other order waiting.
    """
    from zenforms.desk.decisions.decision_files import new_order, refused
    from zenforms.desk.decisions.staff import execute
    from zenforms.desk.handling.app import bounded_pipeline
    from zenforms.present.progress import with_progress

    answers = []
    with bounded_pipeline(opened.root, lang) as pipeline:
        for kind, number in with_progress(orders, sys.stderr, lang):
            order = new_order(kind, number, at=opened.clock.now(), by=by)
            try:
                answers.append((number, execute(opened, pipeline, order)))
            except DeskError as error:
                answers.append((number, refused(order, error)))
    undone = [(number, answer) for number, answer in answers if not answer.done]
    for number, answer in undone:
        sys.stdout.write(_undone(number, answer, lang) + "\n")
    return frozenset(number for number, _ in undone)


def _undone(number: str, answer: "Answer", lang: Lang) -> str:
    from zenforms.present.terminal import one_line

    if answer.refusal is None:
        return _LEFT.fill(lang, {"number": number})
    words = {name: one_line(word) for name, word in answer.arguments.items()}
    why = answer.refusal.fill(lang, words)
    advice = answer.advice.fill(lang, words) if answer.advice else ""
    return _STAYS.fill(lang, {"number": number, "why": f"{why} {advice}".strip()})


def _told(answer: "Answer", filed: "Filed", lang: Lang) -> str:
    from zenforms.present.verdicts import VERDICTS

    number = filed.settlement.request
    if not answer.done:
        return _LEFT.fill(lang, {"number": number})
    if answer.outcome is None:
        return _NOTED.fill(lang, {"number": number})
    verdict = VERDICTS[answer.outcome]
    arguments: dict[str, str | Text] = {"number": number, "place": filed.settlement.place}
    return _BECAME.fill(lang, {**arguments, "sign": verdict.sign, "name": verdict.name})
