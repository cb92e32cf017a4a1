"""What waits, one row for each request, in the order in which a person would take it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from zenforms.desk.papers.requests import LetterState
from zenforms.desk.papers.waiting import Commitment, Waiting, Why
from zenforms.findings import Severity
from zenforms.judging.dates import spoken_day
from zenforms.judging.policy import Register
from zenforms.judging.request import Urgency
from zenforms.judging.rules.catalog import explained
from zenforms.language import Text
from zenforms.sanitize import visible


class Group(StrEnum):
    """What a row waits for; the first is to be taken first."""

    DANGEROUS = "dangerous"
    QUARANTINED = "quarantined"
    UNREAD = "unread"
    LETTER = "letter"
    DUE = "due"
    OVERDUE = "overdue"
    QUALIFY = "qualify"
    OPEN = "open"
    CLIENT = "client"


GROUPS: Mapping[Group, Text] = {
    Group.DANGEROUS: Text(fr="Dangereux", en="Dangerous"),
    Group.QUARANTINED: Text(fr="En quarantaine", en="Quarantined"),
    Group.UNREAD: Text(fr="À lire", en="To be read"),
    Group.LETTER: Text(fr="Lettres à envoyer", en="Letters to send"),
    Group.DUE: Text(fr="Échéances proches", en="Due soon"),
    Group.OVERDUE: Text(fr="En retard", en="Overdue"),
    Group.QUALIFY: Text(fr="À qualifier", en="To qualify"),
    Group.OPEN: Text(fr="En cours", en="In hand"),
    Group.CLIENT: Text(fr="Client attendu", en="Client awaited"),
}
"""What people call a group."""

_SENT = frozenset({LetterState.SENT, LetterState.NOT_TO_SEND})
_SAID: Mapping[Why, Text] = {
    Why.WITHDRAWN: Text(
        fr="À annuler ? Le client dit que c'est résolu.",
        en="To be cancelled? The client says that it is solved.",
    ),
    Why.FOLLOWUP: Text(fr="Le client a écrit : à lire.", en="The client wrote: to be read."),
    Why.UNDELIVERED: Text(fr="Notre lettre n'est pas arrivée.", en="Our letter did not arrive."),
    Why.QUARANTINED: Text(fr="À regarder : {finding}", en="To be looked at: {finding}"),
    Why.REFUSED: Text(fr="Refusée : {finding}", en="Refused: {finding}"),
    Why.RETURNED: Text(fr="Incomplète : {finding}", en="Incomplete: {finding}"),
    Why.LETTER: Text(
        fr="Acceptée : l'accusé est à envoyer.", en="Accepted: its letter is to send."
    ),
    Why.OPEN: Text(fr="Ticket ouvert.", en="Open ticket."),
}
_DOUBTFUL = Text(
    fr="La lettre est peut-être partie : à vérifier.", en="The letter may have left: to be checked."
)
COMMITMENTS: Mapping[Commitment, Text] = {
    Commitment.FIRST_QUALIFICATION: Text(fr="première qualification", en="first qualification"),
    Commitment.FINAL_QUALIFICATION: Text(fr="qualification finale", en="final qualification"),
}
"""What TMA promises about an open ticket, inside a sentence."""
URGENCIES: Mapping[Urgency, Text] = {
    Urgency.LOW: Text(fr="urgence basse", en="low urgency"),
    Urgency.NORMAL: Text(fr="urgence normale", en="normal urgency"),
    Urgency.HIGH: Text(fr="urgence haute", en="high urgency"),
    Urgency.BLOCKING: Text(fr="bloquante", en="blocking"),
}
"""How urgent it is for the client, inside a sentence."""
_TO_QUALIFY = Text(fr="{what} à faire.", en="{what} to be done.")
_TODAY, _TOMORROW = Text(fr="aujourd'hui", en="today"), Text(fr="demain", en="tomorrow")
_YESTERDAY = Text(fr="depuis hier", en="since yesterday")
_LATE = Text(fr="en retard de {days} jours", en="{days} days late")


@dataclass(frozen=True, slots=True)
class Row:
    """One request that waits. Client, subject and contact are the client's own words.

    Without a summary of the client's, the subject is the name of what came.
    """

    number: str
    """The one that people say."""
    group: Group
    received_at: datetime
    client: str
    subject: str
    contact: str
    sentence: Text
    urgency: Urgency | None
    due: date | None
    taken_by: str | None
    letter: LetterState | None
    words: str
    """What the client wrote since, as far as it is short."""


def rows_of(waiting: tuple[Waiting, ...], register: Register | None) -> tuple[Row, ...]:
    """A row for each request, the most urgent group first, in it what is due and what is oldest."""
    names = {one.id: one.name for one in register.clients} if register else {}
    by_request: dict[str, list[Waiting]] = {}
    for one in waiting:
        by_request.setdefault(one.request, []).append(one)
    rows = [_row(told, names) for told in by_request.values()]
    order = {group: place for place, group in enumerate(Group)}
    urgent = {urgency: place for place, urgency in enumerate(reversed(Urgency))}
    rows.sort(
        key=lambda row: (
            order[row.group],
            row.due or date.max,
            urgent.get(row.urgency, len(urgent)) if row.urgency else len(urgent),
            row.received_at,
        )
    )
    return tuple(rows)


def due_in_words(due: date, today: date) -> Text:
    """A day as people say it who look at a list: today, tomorrow, three days late."""
    days = (due - today).days
    if days in {0, 1}:
        return (_TODAY, _TOMORROW)[days]
    if days == -1:
        return _YESTERDAY
    if days < 0:
        said = {"days": str(-days)}
        return Text(fr=_LATE.fr.format_map(said), en=_LATE.en.format_map(said))
    return spoken_day(due)


def group_of(one: Waiting) -> Group:
    """The group of what waits."""
    if one.why is Why.QUARANTINED:
        return Group.DANGEROUS if _worst(one.codes)[0] >= Severity.DANGER else Group.QUARANTINED
    if one.why in {Why.WITHDRAWN, Why.FOLLOWUP, Why.UNDELIVERED}:
        return Group.UNREAD
    if one.why in {Why.REFUSED, Why.RETURNED}:
        is_out = one.letter is None or one.letter in _SENT
        return Group.CLIENT if is_out else Group.LETTER
    if one.why is Why.OPEN:
        return Group.QUALIFY if one.commitment else Group.OPEN
    return {Why.OVERDUE: Group.OVERDUE, Why.DUE: Group.DUE}.get(one.why, Group.LETTER)


def sentence_of(one: Waiting) -> Text:
    """What is to be done, in one sentence."""
    if one.letter is LetterState.DOUBTFUL:
        return _DOUBTFUL
    if one.why in {Why.OVERDUE, Why.DUE} or (one.why is Why.OPEN and one.commitment):
        what = COMMITMENTS[one.commitment or Commitment.FIRST_QUALIFICATION]
        said = _TO_QUALIFY
        return Text(
            fr=_capital(said.fr.format(what=what.fr)), en=_capital(said.en.format(what=what.en))
        )
    said, finding = _SAID[one.why], _worst(one.codes)[1]
    return Text(fr=said.fr.format(finding=finding.fr), en=said.en.format(finding=finding.en))


def _row(told: list[Waiting], names: Mapping[str, str]) -> Row:
    order = list(Group)
    first = min(told, key=lambda one: order.index(group_of(one)))
    due = next((one.due for one in told if one.due), None)

    def said(pick: Iterator[str | None]) -> str:
        return next(filter(None, pick), "")

    return Row(
        number=first.request,
        group=group_of(first),
        received_at=first.received_at,
        client=names.get(first.client or "", first.client or ""),
        subject=said(one.subject for one in told) or said(one.name for one in told),
        contact=said(one.contact for one in told),
        sentence=sentence_of(first),
        urgency=next((one.urgency for one in told if one.urgency), None),
        due=due,
        taken_by=next((one.taken_by for one in told if one.taken_by), None),
        letter=next((one.letter for one in told if one.letter), None),
        words=visible(said(one.words for one in told)),
    )


@lru_cache(maxsize=2_000)
def _worst(codes: tuple[str, ...]) -> tuple[Severity, Text]:
    """The heaviest of some findings, by the weight that the house gives it, and its title."""
    rules = [rule for rule in map(explained, codes) if rule is not None]
    worst = max(rules, key=lambda rule: rule.severity, default=None)
    if worst is None:
        return Severity.INFO, Text(fr=", ".join(codes), en=", ".join(codes))
    return worst.severity, worst.wording.title


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
