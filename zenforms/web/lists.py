"""The left half of the board: what waits, or what was found, as the list template shows it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from zenforms.desk.queries.finding import Found, find_requests
from zenforms.desk.queries.rows import GROUPS, URGENCIES, Group, Row, due_in_words
from zenforms.judging.dates import PARIS
from zenforms.language import Lang
from zenforms.present.verdicts import VERDICTS
from zenforms.web.state import DeskState, Snapshot
from zenforms.web.texts import TEXTS

PAGE = 50
"""Rows of one page."""
_MOST_PAGES = 1_000


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row in words."""

    number: str
    group: str
    client: str
    contact: str
    subject: str
    sentence: str
    received: str
    urgency: str
    urgency_code: str
    due: str
    taken_by: str


@dataclass(frozen=True, slots=True)
class RowChapter:
    """Rows of one group."""

    name: str
    count: int
    rows: tuple[ListRow, ...]


@dataclass(frozen=True, slots=True)
class Asks:
    """Which list somebody wants, as the address says it."""

    group: Group | None = None
    words: str = ""
    mine: str = ""
    """Whose requests only."""
    page: int = 1

    @property
    def query(self) -> str:
        """The same for another address; empty when nothing special is wanted."""
        said = {
            "g": self.group.value if self.group else "",
            "q": self.words,
            "moi": "1" if self.mine else "",
        }
        told = urlencode({name: value for name, value in said.items() if value})
        return f"?{told}" if told else ""


def asks_of(query: Mapping[str, str], name: str) -> Asks:
    """What the address says; what it cannot mean is passed over."""
    groups = {group.value: group for group in Group}
    page = query.get("page", "1")
    return Asks(
        group=groups.get(query.get("g", "")),
        words=" ".join(query.get("q", "")[:200].split()),
        mine=name if query.get("moi") == "1" else "",
        page=min(_MOST_PAGES, int(page)) if page.isascii() and page.isdigit() and int(page) else 1,
    )


def list_values(state: DeskState, asks: Asks, *, name: str, shown: str = "") -> dict[str, object]:
    """What the list template needs. `name` is who looks, `shown` the request beside the list."""
    lang, today = state.lang, state.today()
    snapshot = state.snapshot()
    values: dict[str, object] = {
        "mark": snapshot.mark,
        "query": asks.query,
        "q": asks.words,
        "shown": shown,
        "group": asks.group.value if asks.group else "",
        "mine": bool(asks.mine),
        "groups": list(_groups(snapshot, lang)),
        "total": len(snapshot.rows),
        "my_count": sum(row.taken_by == name for row in snapshot.rows),
        "watched": state.motion().is_watched,
        "more": "",
        "found": None,
        "heading": TEXTS["waits"].to(lang),
    }
    if asks.words:
        found = find_requests(state.opened, asks.words.split())
        rows = tuple(_found_row(one, lang) for one in found.requests)
        chapters = [RowChapter(TEXTS["found"].to(lang), len(rows), rows)] if rows else []
        return values | {"chapters": chapters, "found": len(rows), "heading": asks.words}
    wanted = [row for row in snapshot.rows if _is_wanted(row, asks)]
    until = asks.page * PAGE
    chapters = list(_chapters(wanted[until - PAGE : until], wanted, today, lang))
    if len(wanted) > until:
        said = f"{asks.query}&" if asks.query else "?"
        values["more"] = f"/{said}page={asks.page + 1}"
    return values | {"chapters": chapters}


def _groups(snapshot: Snapshot, lang: Lang) -> Iterator[dict[str, object]]:
    for group in Group:
        if count := snapshot.counts.get(group, 0):
            yield {"code": group.value, "name": GROUPS[group].to(lang), "count": count}


def _is_wanted(row: Row, asks: Asks) -> bool:
    if asks.mine and row.taken_by != asks.mine:
        return False
    return asks.group is None or row.group is asks.group


def _chapters(
    rows: Iterable[Row], wanted: Iterable[Row], today: date, lang: Lang
) -> Iterator[RowChapter]:
    by_group: dict[Group, list[ListRow]] = {}
    for row in rows:
        by_group.setdefault(row.group, []).append(_row(row, today, lang))
    counts: dict[Group, int] = {}
    for row in wanted:
        counts[row.group] = counts.get(row.group, 0) + 1
    for group, told in by_group.items():
        yield RowChapter(GROUPS[group].to(lang), counts[group], tuple(told))


def _row(row: Row, today: date, lang: Lang) -> ListRow:
    return ListRow(
        number=row.number,
        group=row.group.value,
        client=row.client,
        contact=row.contact,
        subject=row.subject,
        sentence=row.words or row.sentence.to(lang),
        received=_when(row.received_at, today, lang),
        urgency=URGENCIES[row.urgency].to(lang) if row.urgency else "",
        urgency_code=row.urgency.value if row.urgency else "",
        due=due_in_words(row.due, today).to(lang) if row.due else "",
        taken_by=row.taken_by or "",
    )


def _found_row(one: Found, lang: Lang) -> ListRow:
    verdict = VERDICTS[one.outcome]
    return ListRow(
        number=one.number,
        group="",
        client=one.client or "",
        contact=one.contact or "",
        subject=one.summary or one.number,
        sentence=f"{verdict.sign} {verdict.name.to(lang)}",
        received=f"{one.received_at.astimezone(PARIS):%d/%m/%Y}",
        urgency=URGENCIES[one.urgency].to(lang) if one.urgency else "",
        urgency_code=one.urgency.value if one.urgency else "",
        due="",
        taken_by=one.taken_by or "",
    )


def _when(moment: datetime, today: date, lang: Lang) -> str:
    here = moment.astimezone(PARIS)
    if here.date() == today:
        return f"{here:%H:%M}"
    return f"{here:%d/%m}" if lang is Lang.FR else f"{here:%m-%d}"
