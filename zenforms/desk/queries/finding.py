"""Finds requests by what people remember of them: a name, an address, a word of the summary."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Literal

from zenforms.desk.papers.memory import (
    REPORT,
    drops_known_to,
    request_in,
    rounds_among,
    standing_among,
)
from zenforms.desk.papers.requests import Filed, LetterState, Standing, known_as, standing_of
from zenforms.desk.papers.waiting import letter_state
from zenforms.desk.queries.rows import URGENCIES
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.catalogue import Kin, archived_numbers
from zenforms.desk.spool.folders import ROUNDS
from zenforms.judging.case import OutcomeKind
from zenforms.judging.policy import Register
from zenforms.judging.request import Urgency
from zenforms.judging.rules.catalog import explained
from zenforms.judging.text import Said, plain
from zenforms.judging.text import words as words_of
from zenforms.judging.threads import ThreadState
from zenforms.language import Lang
from zenforms.present.verdicts import VERDICTS

LONGEST = 50
"""How many requests are told at most; more words find fewer."""


class Found(Said):
    """One request as it stands, or something that came about one.

    Names and summary are the client's words; `place` is relative to the desk.
    """

    number: str
    """The one that the client knows it by."""
    outcome: OutcomeKind
    state: ThreadState | None
    """Of its ticket, when it has one; else only when it was filed away or cancelled."""
    received_at: datetime
    client: str | None
    contact: str | None
    summary: str | None
    place: str
    urgency: Urgency | None = None
    taken_by: str | None = None
    letter: LetterState | None = None
    """Where its letter stands; None when it has none."""


class Findings(Said):
    """The newest requests that hold all the words. `more`: there are older ones."""

    version: Literal[1] = 1
    requests: tuple[Found, ...]
    more: bool


def find_requests(
    opened: OpenDesk, words: Sequence[str], *, open_only: bool = False, most: int = LONGEST
) -> Findings:
    """The requests in which every word occurs, accents and capitals aside; all without a word.

    `open_only` keeps those whose ticket is open. Takes no lock.
    """
    wanted = [plain(word) for word in words]
    found = list(islice(_matching(opened, wanted, open_only=open_only), most + 1))
    newest = sorted(found[:most], key=lambda one: (one.received_at, one.number), reverse=True)
    return Findings(requests=tuple(newest), more=len(found) > most)


def _matching(opened: OpenDesk, wanted: Sequence[str], *, open_only: bool) -> Iterator[Found]:
    """Newest day first: a number begins with its day."""
    register = opened.desk.register or Register()
    numbers = sorted(archived_numbers(opened.root), reverse=True)
    kin = Kin(opened.root, lambda: numbers, opened.clock.now().date())
    for number in numbers:
        filed = known_as(opened.root, number)
        rounds = _rounds(opened, kin, filed) if filed else ()
        if filed is None or not rounds:
            continue
        standing = standing_of(opened.root, filed.settlement.place)
        state = standing.state if filed.record or standing.state.is_over else None
        if open_only and (state is None or state.is_over):
            continue
        client = _client(filed, register)
        text = plain("\n".join(said for one in rounds for said in _texts(one, client)))
        about = set(words_of("\n".join(_about(filed, standing))))
        if all(word in text or word in about for word in wanted):
            yield _found(opened, filed, standing, state=state, client=client)


def _rounds(opened: OpenDesk, kin: Kin, filed: Filed) -> tuple[Filed, ...]:
    """What a request is searched in: its rounds; nothing for a round that does not stand for it."""
    settlement = filed.settlement
    if settlement.outcome not in ROUNDS or not kin.rounds_of(settlement.thread or filed.number):
        return (filed,)
    drops = drops_known_to(kin, opened.root, filed)
    standing = standing_among(drops)
    return rounds_among(drops) if standing and standing.number == filed.number else ()


def _client(filed: Filed, register: Register) -> str | None:
    known = register.client(filed.settlement.client or "")
    return known.name if known else None


def _texts(filed: Filed, client: str | None) -> Iterator[str]:
    """What a drop is searched in: its values, else its report."""
    request = request_in(filed.place)
    yield from (filed.number, filed.receipt.name, filed.settlement.client or "", client or "")
    if request is not None:
        values = request.model_dump(mode="json")
        yield from (str(value) for value in values.values() if value)
        return
    try:
        yield (filed.place / REPORT).read_text("utf-8", "replace")
    except (OSError, ValueError):
        return


def _about(filed: Filed, standing: Standing) -> Iterator[str]:
    """What the desk says of it, found by whole words: who has it, outcome, findings, urgency."""
    request = request_in(filed.place)
    said = [VERDICTS[filed.settlement.outcome].short]
    said += [rule.wording.title for code in filed.settlement.codes if (rule := explained(code))]
    if request is not None and request.urgency:
        said.append(URGENCIES[request.urgency])
    yield from (text.to(lang) for text in said for lang in Lang)
    yield from (standing.taken_by or "", *filed.settlement.codes)


def _found(
    opened: OpenDesk,
    filed: Filed,
    standing: Standing,
    *,
    state: ThreadState | None,
    client: str | None,
) -> Found:
    request = request_in(filed.place)
    return Found(
        number=filed.settlement.request,
        outcome=filed.settlement.outcome,
        state=state,
        received_at=filed.settlement.received_at,
        client=client or filed.settlement.client,
        contact=(request.contact_name or request.email) if request else None,
        summary=request.summary if request else None,
        place=filed.place.relative_to(opened.root).as_posix(),
        urgency=request.urgency if request else None,
        taken_by=standing.taken_by,
        letter=letter_state(filed, standing),
    )
