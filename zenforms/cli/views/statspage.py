"""The figures of a desk as one page with plots: self-contained, printable, light and dark."""

from collections.abc import Iterable, Iterator, Mapping

from zenforms.cli.views import statswords as words
from zenforms.console.layout import Tone
from zenforms.console.plot import PLOT_STYLE, Bar, Column, Ink, Series, bars, columns
from zenforms.console.sheetstyle import style
from zenforms.desk.telling.duedates import Kept
from zenforms.desk.telling.figures import CommitmentCount, Month, Statistics
from zenforms.judging.case import OutcomeKind
from zenforms.judging.spoken import spoken_day, spoken_moment
from zenforms.language import Lang, Text
from zenforms.markup import Element, page, tag

_STYLE = """
table { border-collapse: collapse; width: 100%; margin-top: .5rem; font-size: .95rem }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top } th { font-weight: 600 } td.number, th.number { text-align: right }
td.name { white-space: nowrap }
h3 { font-size: .95rem; margin: 1rem 0 0 } section { break-inside: avoid }
"""
_MADE = Text(fr="Fait le {moment}.", en="Made on {moment}.")
_SERIES = (
    (words.ACCEPTED, Ink.GOOD, {OutcomeKind.ACCEPTED}),
    (words.SENT_BACK, Ink.WARNING, {OutcomeKind.INCOMPLETE, OutcomeKind.REFUSED}),
    (
        words.OTHER,
        Ink.QUIET,
        set(OutcomeKind) - {OutcomeKind.ACCEPTED, OutcomeKind.INCOMPLETE, OutcomeKind.REFUSED},
    ),
)
_MONTHS_SHOWN = 12


def statistics_page(statistics: Statistics, lang: Lang) -> str:
    """The whole page. Whatever a client wrote is only ever text in it."""
    title = words.TITLE.fill(lang, {"desk": statistics.desk})
    moment = _MADE.fill(lang, {"moment": spoken_moment(statistics.at).to(lang)})
    body = tag(
        "main",
        tag("h1", title),
        tag("p", words.period_of(statistics, lang), class_="todo"),
        list(_sections(statistics, lang)) if statistics.drops else None,
    )
    css = style() + PLOT_STYLE + _STYLE
    return page(title, body, tag("footer", moment), css=css, lang=lang)


def _sections(statistics: Statistics, lang: Lang) -> Iterator[Element]:
    for title, parts in (
        (words.OUTCOMES, _outcomes(statistics, lang)),
        (words.MONTHS, _months(statistics.months[-_MONTHS_SHOWN:], lang)),
        (words.FINDINGS, _findings(statistics, lang)),
        (words.ROUNDS, _rounds(statistics, lang)),
        (words.COMMITMENTS, _commitments(statistics.commitments, lang)),
        (words.PENDING, _pending(statistics, lang)),
        (words.CLIENTS, _clients(statistics, lang)),
    ):
        if found := list(parts):
            yield tag("section", tag("h2", title.to(lang)), found)


def _outcomes(statistics: Statistics, lang: Lang) -> Iterator[Element]:
    shown = []
    for kind, count in statistics.outcomes.items():
        said, ink = words.OUTCOME_WORDS[kind]
        shown.append(Bar(said.to(lang), count, ink, words.share(count, statistics.drops, lang)))
    yield tag("p", words.COUNTED.fill(lang, {"count": str(statistics.drops)}))
    yield bars(words.OUTCOMES.to(lang), shown, lang)


def _months(months: Iterable[Month], lang: Lang) -> Iterator[Element]:
    shown = [
        Column(
            words.month_word(one.month, lang),
            tuple(_sum(one.outcomes, kinds) for _, _, kinds in _SERIES),
        )
        for one in months
    ]
    series = [Series(label.to(lang), ink) for label, ink, _ in _SERIES]
    if len(shown) > 1:
        yield columns(words.MONTHS.to(lang), series, shown, lang)


def _findings(statistics: Statistics, lang: Lang) -> Iterator[Element]:
    shown = [
        Bar(words.title_of(one.code, lang), one.drops) for one in words.most_frequent(statistics)
    ]
    if shown:
        yield bars(words.FINDINGS.to(lang), shown, lang)


def _rounds(statistics: Statistics, lang: Lang) -> Iterator[Element]:
    total = sum(statistics.rounds.values())
    shown = [
        Bar(words.rounds_word(rounds, lang), count, said=words.share(count, total, lang))
        for rounds, count in statistics.rounds.items()
    ]
    if statistics.awaited:
        shown.append(Bar(words.AWAITED.to(lang), statistics.awaited, Ink.WARNING))
    if shown:
        yield bars(words.ROUNDS.to(lang), shown, lang)


def _commitments(counts: Iterable[CommitmentCount], lang: Lang) -> Iterator[Element]:
    for one in counts:
        title = words.COMMITMENT_WORDS[one.commitment].to(lang)
        total = sum(one.stands.values())
        shown = [_kept(kept, count, total, lang) for kept, count in one.stands.items()]
        yield tag("h3", title)
        yield bars(title, shown, lang)


def _kept(kept: Kept, count: int, total: int, lang: Lang) -> Bar:
    said, ink = words.KEPT_WORDS[kept]
    return Bar(said.to(lang), count, ink, words.share(count, total, lang))


def _pending(statistics: Statistics, lang: Lang) -> Iterator[Element]:
    heads = (words.DAY, words.TICKET, words.WHAT, words.CLIENT, words.STANDS)
    rows = []
    for one in statistics.pending:
        kept = Kept.OVERDUE if one.overdue else Kept.DUE
        sign, tone = ("✗", Tone.BAD) if one.overdue else ("▲", Tone.WARNING)
        stands = f"{sign} {words.KEPT_WORDS[kept][0].to(lang)}"
        rows.append(
            tag(
                "tr",
                tag("td", spoken_day(one.day).to(lang)),
                tag("td", one.number, class_="name"),
                tag("td", words.COMMITMENT_WORDS[one.commitment].to(lang)),
                tag("td", one.client),
                tag("td", stands, class_=tone.name.lower()),
            )
        )
    if rows:
        yield _table(heads, rows, lang)
    elif statistics.commitments:
        yield tag("p", f"✓ {words.NO_PENDING.to(lang)}", class_="good")


def _clients(statistics: Statistics, lang: Lang) -> Iterator[Element]:
    heads = (words.CLIENT, words.FROM_DROPS, words.ACCEPTED, words.SENT_BACK, words.MEAN_ROUNDS)
    rows = []
    for one in statistics.clients:
        figures = [str(_sum(one.outcomes, kinds)) for _, _, kinds in _SERIES[:2]]
        mean = words.number(one.rounds, lang) if one.rounds else "–"
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
