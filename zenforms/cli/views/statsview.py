"""The figures of a desk for a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice

from zenforms.desk.handling.verdict import WORDINGS
from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.queries.duedates import Kept
from zenforms.desk.queries.statistics import (
    ClientCount,
    CommitmentCount,
    FindingCount,
    Month,
    Statistics,
)
from zenforms.findings import Severity
from zenforms.judging.case import OutcomeKind
from zenforms.judging.dates import spoken_day, spoken_moment
from zenforms.judging.rules.catalog import rule_with
from zenforms.language import NBSP, Lang, Text
from zenforms.present.document import Chapter, Fact, Note, Part
from zenforms.present.html import Element, page, tag
from zenforms.present.plot import PLOT_STYLE, Bar, Column, Ink, Series, bars, columns
from zenforms.present.report import block_lines
from zenforms.present.reportpage import style
from zenforms.present.terminal import Line, Tone, one_line, paragraph

# How the figures of a desk are said, in the text and on the page alike.

FINDINGS_SHOWN = 10
CLIENTS_SHOWN = 20

TITLE = Text(fr="Statistiques du bureau {desk}", en="Statistics of the desk {desk}")
PERIOD = Text(fr="Du {first} au {last}", en="From {first} to {last}")
ONE_DAY = Text(fr="Le {first}", en="On {first}")
NOTHING = Text(fr="Rien n'a été reçu.", en="Nothing was received.")
DROPS = Text(fr="Envois reçus", en="Drops received")
COUNTED = Text(fr="Envois reçus : {count}", en="Drops received: {count}")
OUTCOMES = Text(fr="Issues", en="Outcomes")
MONTHS = Text(fr="Par mois", en="By month")
FINDINGS = Text(fr="Ce qui manque ou surprend le plus", en="What is missing or odd most often")
CLIENTS = Text(fr="Par client", en="By client")
ROUNDS = Text(fr="Tours jusqu'à une demande complète", en="Rounds until a request is complete")
COMMITMENTS = Text(fr="Engagements de la TMA", en="Commitments under TMA")
PENDING = Text(fr="À tenir et en retard", en="Due and overdue")
NO_PENDING = Text(fr="Aucun engagement n'attend.", en="No commitment is waiting.")
AWAITED = Text(fr="client encore attendu", en="client still awaited")
CLIENT = Text(fr="Client", en="Client")
ACCEPTED = Text(fr="Acceptées", en="Accepted")
SENT_BACK = Text(fr="Renvoyées", en="Sent back")
OTHER = Text(fr="Autres", en="Others")
MEAN_ROUNDS = Text(fr="Tours en moyenne", en="Rounds on average")
FROM_DROPS = Text(fr="Envois", en="Drops")
ROUND_ONE = Text(fr="du premier coup", en="at once")
ROUND_MORE = Text(fr="en {count} tours", en="in {count} rounds")
TICKET = Text(fr="Ticket", en="Ticket")
WHAT = Text(fr="Engagement", en="Commitment")
DAY = Text(fr="Pour le", en="Due by")
STANDS = Text(fr="Où on en est", en="How it stands")

OUTCOME_WORDS: Mapping[OutcomeKind, tuple[Text, Ink]] = {
    OutcomeKind.ACCEPTED: (Text(fr="acceptées", en="accepted"), Ink.GOOD),
    OutcomeKind.FOLLOWUP: (Text(fr="suites", en="follow-ups"), Ink.PLAIN),
    OutcomeKind.CANCELLED: (Text(fr="annulations", en="cancellations"), Ink.PLAIN),
    OutcomeKind.DUPLICATE: (Text(fr="doublons", en="duplicates"), Ink.QUIET),
    OutcomeKind.AUTOMATIC: (Text(fr="messages automatiques", en="automatic messages"), Ink.QUIET),
    OutcomeKind.INCOMPLETE: (Text(fr="incomplètes", en="incomplete"), Ink.WARNING),
    OutcomeKind.REFUSED: (Text(fr="refusées", en="refused"), Ink.WARNING),
    OutcomeKind.QUARANTINED: (Text(fr="en quarantaine", en="quarantined"), Ink.BAD),
}
COMMITMENT_WORDS: Mapping[Commitment, Text] = {
    Commitment.FIRST_QUALIFICATION: Text(fr="Première qualification", en="First qualification"),
    Commitment.FINAL_QUALIFICATION: Text(fr="Qualification finale", en="Final qualification"),
}
KEPT_WORDS: Mapping[Kept, tuple[Text, Ink]] = {
    Kept.IN_TIME: (Text(fr="tenue", en="kept"), Ink.GOOD),
    Kept.LATE: (Text(fr="tenue en retard", en="kept late"), Ink.WARNING),
    Kept.DUE: (Text(fr="à tenir", en="due"), Ink.PLAIN),
    Kept.OVERDUE: (Text(fr="en retard", en="overdue"), Ink.BAD),
    Kept.DROPPED: (Text(fr="sans objet", en="no longer due"), Ink.QUIET),
}


def title_of(code: str, lang: Lang) -> str:
    """A code with what it is about."""
    rule = rule_with(code)
    wording = rule.wording if rule else WORDINGS.get(code)
    return f"{code} · {wording.title.to(lang)}" if wording else code


def most_frequent(statistics: Statistics) -> tuple[FindingCount, ...]:
    """The findings that are worth a look: plain information is left out."""
    told = (one for one in statistics.findings if _weighs(one.code))
    return tuple(islice(told, FINDINGS_SHOWN))


def _weighs(code: str) -> bool:
    rule = rule_with(code)
    return rule is None or rule.severity > Severity.INFO


def period_of(statistics: Statistics, lang: Lang) -> str:
    """From when to when anything came."""
    first, last = statistics.first, statistics.last
    if first is None or last is None:
        return NOTHING.to(lang)
    said = ONE_DAY if first == last else PERIOD
    return said.fill(lang, {"first": spoken_day(first), "last": spoken_day(last)})


def month_word(month: str, lang: Lang) -> str:
    """“mai 2026” for `2026-05`."""
    spoken = spoken_day(date.fromisoformat(f"{month}-01")).to(lang)
    return " ".join(spoken.split()[-2:])


def share(count: int, total: int, lang: Lang) -> str:
    """“12 (34 %)”."""
    percent = round(100 * count / total) if total else 0
    sign = f"{NBSP}%" if lang is Lang.FR else "%"
    return f"{count} ({percent}{sign})"


def number(value: float, lang: Lang) -> str:
    """A decimal number as people write it."""
    said = f"{value:g}"
    return said.replace(".", ",") if lang is Lang.FR else said


def rounds_word(count: int, lang: Lang) -> str:
    """After how many rounds."""
    return ROUND_ONE.to(lang) if count == 1 else ROUND_MORE.fill(lang, {"count": str(count)})


_CLIENT = Text(
    fr="envois : {drops}, acceptées : {accepted}, renvoyées : {back}{rounds}",
    en="{drops} drops, {accepted} accepted, {back} sent back{rounds}",
)
_MEAN = Text(fr=" ; tours en moyenne : {mean}", en="; rounds on average: {mean}")
_PENDING = Text(
    fr="{what} pour le {day} ({stands}), {client}", en="{what} by {day} ({stands}), {client}"
)


def statistics_lines(statistics: Statistics, lang: Lang, width: int) -> Iterator[Line]:
    """All figures, block by block. Every line is harmless."""
    title = TITLE.fill(lang, {"desk": one_line(statistics.desk)})
    yield from paragraph(title, tone=Tone.TITLE, width=width)
    yield from paragraph(period_of(statistics, lang), first="  ", width=width)
    if statistics.drops:
        yield from block_lines(_blocks(statistics, lang), lang, width)


def _blocks(statistics: Statistics, lang: Lang) -> Iterator[Chapter]:
    for title, parts in (
        (OUTCOMES, _outcomes(statistics, lang)),
        (FINDINGS, _findings(statistics, lang)),
        (CLIENTS, _clients(statistics, lang)),
        (ROUNDS, _rounds(statistics, lang)),
        (COMMITMENTS, _commitments(statistics, lang)),
        (PENDING, _pending(statistics, lang)),
    ):
        if found := tuple(parts):
            yield Chapter(title.to(lang), found)


def _outcomes(statistics: Statistics, lang: Lang) -> Iterator[Part]:
    yield Fact(DROPS.to(lang), str(statistics.drops))
    for kind, count in statistics.outcomes.items():
        yield Fact(OUTCOME_WORDS[kind][0].to(lang), share(count, statistics.drops, lang))


def _findings(statistics: Statistics, lang: Lang) -> Iterator[Part]:
    for one in most_frequent(statistics):
        yield Note(f"{one.drops:>4} × {title_of(one.code, lang)}")


def _clients(statistics: Statistics, lang: Lang) -> Iterator[Part]:
    for one in statistics.clients[:CLIENTS_SHOWN]:
        yield Fact(one_line(one.name or one.id, 26), _client(one, lang))


def _client(one: ClientCount, lang: Lang) -> str:
    mean = _MEAN.fill(lang, {"mean": number(one.rounds, lang)}) if one.rounds else ""
    back = one.outcomes.get(OutcomeKind.INCOMPLETE, 0) + one.outcomes.get(OutcomeKind.REFUSED, 0)
    accepted = one.outcomes.get(OutcomeKind.ACCEPTED, 0)
    told = {"drops": str(one.drops), "accepted": str(accepted), "back": str(back), "rounds": mean}
    return _CLIENT.fill(lang, told)


def _rounds(statistics: Statistics, lang: Lang) -> Iterator[Part]:
    total = sum(statistics.rounds.values())
    for rounds, count in statistics.rounds.items():
        yield Fact(rounds_word(rounds, lang), share(count, total, lang))
    if statistics.awaited:
        yield Fact(AWAITED.to(lang), str(statistics.awaited))


def _commitments(statistics: Statistics, lang: Lang) -> Iterator[Part]:
    for one in statistics.commitments:
        said = (f"{KEPT_WORDS[k][0].to(lang)} {count}" for k, count in one.stands.items())
        yield Fact(COMMITMENT_WORDS[one.commitment].to(lang), ", ".join(said))


def _pending(statistics: Statistics, lang: Lang) -> Iterator[Part]:
    for one in statistics.pending:
        kept = KEPT_WORDS[Kept.OVERDUE if one.overdue else Kept.DUE][0]
        told: dict[str, str | Text] = {
            "what": COMMITMENT_WORDS[one.commitment],
            "day": spoken_day(one.day),
            "stands": kept,
            "client": one_line(one.client, 60),
        }
        sign, tone = ("✗", Tone.BAD) if one.overdue else ("▲", Tone.WARNING)
        yield Note(f"{one.number} · {_PENDING.fill(lang, told)}", sign, tone)
    if not statistics.pending and statistics.commitments:
        yield Note(NO_PENDING.to(lang), "✓", Tone.GOOD)


# The figures of a desk as one page with plots: self-contained, printable, light and dark.

_STYLE = """
table { border-collapse: collapse; width: 100%; margin-top: .5rem; font-size: .95rem }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top } th { font-weight: 600 } td.number, th.number { text-align: right }
td.name { white-space: nowrap }
h3 { font-size: .95rem; margin: 1rem 0 0 } section { break-inside: avoid }
"""
_MADE = Text(fr="Fait le {moment}.", en="Made on {moment}.")
_SERIES = (
    (ACCEPTED, Ink.GOOD, {OutcomeKind.ACCEPTED}),
    (SENT_BACK, Ink.WARNING, {OutcomeKind.INCOMPLETE, OutcomeKind.REFUSED}),
    (
        OTHER,
        Ink.QUIET,
        set(OutcomeKind) - {OutcomeKind.ACCEPTED, OutcomeKind.INCOMPLETE, OutcomeKind.REFUSED},
    ),
)
_MONTHS_SHOWN = 12


def statistics_page(statistics: Statistics, lang: Lang) -> str:
    """The whole page. Whatever a client wrote is only ever text in it."""
    title = TITLE.fill(lang, {"desk": statistics.desk})
    moment = _MADE.fill(lang, {"moment": spoken_moment(statistics.at).to(lang)})
    body = tag(
        "main",
        tag("h1", title),
        tag("p", period_of(statistics, lang), class_="todo"),
        list(_sections(statistics, lang)) if statistics.drops else None,
    )
    css = style() + PLOT_STYLE + _STYLE
    return page(title, body, tag("footer", moment), css=css, lang=lang)


def _sections(statistics: Statistics, lang: Lang) -> Iterator[Element]:
    for title, parts in (
        (OUTCOMES, _statspage_outcomes(statistics, lang)),
        (MONTHS, _months(statistics.months[-_MONTHS_SHOWN:], lang)),
        (FINDINGS, _statspage_findings(statistics, lang)),
        (ROUNDS, _statspage_rounds(statistics, lang)),
        (COMMITMENTS, _statspage_commitments(statistics.commitments, lang)),
        (PENDING, _statspage_pending(statistics, lang)),
        (CLIENTS, _statspage_clients(statistics, lang)),
    ):
        if found := list(parts):
            yield tag("section", tag("h2", title.to(lang)), found)


def _statspage_outcomes(statistics: Statistics, lang: Lang) -> Iterator[Element]:
    shown = []
    for kind, count in statistics.outcomes.items():
        said, ink = OUTCOME_WORDS[kind]
        shown.append(Bar(said.to(lang), count, ink, share(count, statistics.drops, lang)))
    yield tag("p", COUNTED.fill(lang, {"count": str(statistics.drops)}))
    yield bars(OUTCOMES.to(lang), shown, lang)


def _months(months: Iterable[Month], lang: Lang) -> Iterator[Element]:
    shown = [
        Column(
            month_word(one.month, lang),
            tuple(_sum(one.outcomes, kinds) for _, _, kinds in _SERIES),
        )
        for one in months
    ]
    series = [Series(label.to(lang), ink) for label, ink, _ in _SERIES]
    if len(shown) > 1:
        yield columns(MONTHS.to(lang), series, shown, lang)


def _statspage_findings(statistics: Statistics, lang: Lang) -> Iterator[Element]:
    shown = [Bar(title_of(one.code, lang), one.drops) for one in most_frequent(statistics)]
    if shown:
        yield bars(FINDINGS.to(lang), shown, lang)


def _statspage_rounds(statistics: Statistics, lang: Lang) -> Iterator[Element]:
    total = sum(statistics.rounds.values())
    shown = [
        Bar(rounds_word(rounds, lang), count, said=share(count, total, lang))
        for rounds, count in statistics.rounds.items()
    ]
    if statistics.awaited:
        shown.append(Bar(AWAITED.to(lang), statistics.awaited, Ink.WARNING))
    if shown:
        yield bars(ROUNDS.to(lang), shown, lang)


def _statspage_commitments(counts: Iterable[CommitmentCount], lang: Lang) -> Iterator[Element]:
    for one in counts:
        title = COMMITMENT_WORDS[one.commitment].to(lang)
        total = sum(one.stands.values())
        shown = [_kept(kept, count, total, lang) for kept, count in one.stands.items()]
        yield tag("h3", title)
        yield bars(title, shown, lang)


def _kept(kept: Kept, count: int, total: int, lang: Lang) -> Bar:
    said, ink = KEPT_WORDS[kept]
    return Bar(said.to(lang), count, ink, share(count, total, lang))


def _statspage_pending(statistics: Statistics, lang: Lang) -> Iterator[Element]:
    heads = (DAY, TICKET, WHAT, CLIENT, STANDS)
    rows = []
    for one in statistics.pending:
        kept = Kept.OVERDUE if one.overdue else Kept.DUE
        sign, tone = ("✗", Tone.BAD) if one.overdue else ("▲", Tone.WARNING)
        stands = f"{sign} {KEPT_WORDS[kept][0].to(lang)}"
        rows.append(
            tag(
                "tr",
                tag("td", spoken_day(one.day).to(lang)),
                tag("td", one.number, class_="name"),
                tag("td", COMMITMENT_WORDS[one.commitment].to(lang)),
                tag("td", one.client),
                tag("td", stands, class_=tone.name.lower()),
            )
        )
    if rows:
        yield _table(heads, rows, lang)
    elif statistics.commitments:
        yield tag("p", f"✓ {NO_PENDING.to(lang)}", class_="good")


def _statspage_clients(statistics: Statistics, lang: Lang) -> Iterator[Element]:
    heads = (CLIENT, FROM_DROPS, ACCEPTED, SENT_BACK, MEAN_ROUNDS)
    rows = []
    for one in statistics.clients:
        figures = [str(_sum(one.outcomes, kinds)) for _, _, kinds in _SERIES[:2]]
        mean = number(one.rounds, lang) if one.rounds else "–"
        numbers = (str(one.drops), *figures, mean)
        cells = [tag("td", number, class_="number") for number in numbers]
        rows.append(tag("tr", tag("th", one.name or one.id, scope="row"), cells))
    if rows:
        yield _table(heads, rows, lang, numbers=True)


def _table(
    heads: Iterable[Text], rows: list[Element], lang: Lang, *, numbers: bool = False
) -> Element:
    cells = [
        tag("th", head.to(lang), scope="col", class_="number" if numbers and place else None)
        for place, head in enumerate(heads)
    ]
    return tag("table", tag("thead", tag("tr", cells)), tag("tbody", rows))


def _sum(outcomes: Mapping[OutcomeKind, int], kinds: Iterable[OutcomeKind]) -> int:
    return sum(outcomes.get(kind, 0) for kind in kinds)
