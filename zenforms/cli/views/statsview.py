"""The figures of a desk for a terminal."""

from collections.abc import Iterator

from zenforms.cli.views import statswords as words
from zenforms.console.account import Block, Note, Part, Row
from zenforms.console.escape import one_line
from zenforms.console.layout import Line, Tone, paragraph
from zenforms.console.report import block_lines
from zenforms.desk.telling.duedates import Kept
from zenforms.desk.telling.figures import ClientCount, Statistics
from zenforms.judging.case import OutcomeKind
from zenforms.judging.spoken import spoken_day
from zenforms.language import Lang, Text

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
    title = words.TITLE.fill(lang, {"desk": one_line(statistics.desk)})
    yield from paragraph(title, tone=Tone.TITLE, width=width)
    yield from paragraph(words.period_of(statistics, lang), first="  ", width=width)
    if statistics.drops:
        yield from block_lines(_blocks(statistics, lang), lang, width)


def _blocks(statistics: Statistics, lang: Lang) -> Iterator[Block]:
    for title, parts in (
        (words.OUTCOMES, _outcomes(statistics, lang)),
        (words.FINDINGS, _findings(statistics, lang)),
        (words.CLIENTS, _clients(statistics, lang)),
        (words.ROUNDS, _rounds(statistics, lang)),
        (words.COMMITMENTS, _commitments(statistics, lang)),
        (words.PENDING, _pending(statistics, lang)),
    ):
        if found := tuple(parts):
            yield Block(title.to(lang), found)


def _outcomes(statistics: Statistics, lang: Lang) -> Iterator[Part]:
    yield Row(words.DROPS.to(lang), str(statistics.drops))
    for kind, count in statistics.outcomes.items():
        yield Row(words.OUTCOME_WORDS[kind][0].to(lang), words.share(count, statistics.drops, lang))


def _findings(statistics: Statistics, lang: Lang) -> Iterator[Part]:
    for one in words.most_frequent(statistics):
        yield Note(f"{one.drops:>4} × {words.title_of(one.code, lang)}")


def _clients(statistics: Statistics, lang: Lang) -> Iterator[Part]:
    for one in statistics.clients[: words.CLIENTS_SHOWN]:
        yield Row(one_line(one.name or one.id, 26), _client(one, lang))


def _client(one: ClientCount, lang: Lang) -> str:
    mean = _MEAN.fill(lang, {"mean": words.number(one.rounds, lang)}) if one.rounds else ""
    back = one.outcomes.get(OutcomeKind.INCOMPLETE, 0) + one.outcomes.get(OutcomeKind.REFUSED, 0)
    accepted = one.outcomes.get(OutcomeKind.ACCEPTED, 0)
    told = {"drops": str(one.drops), "accepted": str(accepted), "back": str(back), "rounds": mean}
    return _CLIENT.fill(lang, told)


def _rounds(statistics: Statistics, lang: Lang) -> Iterator[Part]:
    total = sum(statistics.rounds.values())
    for rounds, count in statistics.rounds.items():
        yield Row(words.rounds_word(rounds, lang), words.share(count, total, lang))
    if statistics.awaited:
        yield Row(words.AWAITED.to(lang), str(statistics.awaited))


def _commitments(statistics: Statistics, lang: Lang) -> Iterator[Part]:
    for one in statistics.commitments:
        said = (f"{words.KEPT_WORDS[k][0].to(lang)} {count}" for k, count in one.stands.items())
        yield Row(words.COMMITMENT_WORDS[one.commitment].to(lang), ", ".join(said))


def _pending(statistics: Statistics, lang: Lang) -> Iterator[Part]:
    for one in statistics.pending:
        kept = words.KEPT_WORDS[Kept.OVERDUE if one.overdue else Kept.DUE][0]
        told: dict[str, str | Text] = {
            "what": words.COMMITMENT_WORDS[one.commitment],
            "day": spoken_day(one.day),
            "stands": kept,
            "client": one_line(one.client, 60),
        }
        sign, tone = ("✗", Tone.BAD) if one.overdue else ("▲", Tone.WARNING)
        yield Note(f"{one.number} · {_PENDING.fill(lang, told)}", sign, tone)
    if not statistics.pending and statistics.commitments:
        yield Note(words.NO_PENDING.to(lang), "✓", Tone.GOOD)
