"""How the figures of a desk are said, in the text and on the page alike."""

from collections.abc import Mapping
from datetime import date
from itertools import islice

from zenforms.console.plot import Ink
from zenforms.desk.handling.verdict import WORDINGS
from zenforms.desk.papers.waiting import Commitment
from zenforms.desk.telling.duedates import Kept
from zenforms.desk.telling.figures import FindingCount, Statistics
from zenforms.findings import Severity
from zenforms.judging.case import OutcomeKind
from zenforms.judging.rules.catalog import rule_with
from zenforms.judging.spoken import spoken_day
from zenforms.language import NBSP, Lang, Text

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
