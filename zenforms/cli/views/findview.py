"""Requests that were found, for people: two lines each, the newest first."""

from collections.abc import Iterator, Mapping

from zenforms.console.account import Block, Note, Part, Words
from zenforms.console.layout import Line, Tone
from zenforms.console.report import block_lines
from zenforms.console.verdict import FILED_AWAY, VERDICTS
from zenforms.desk.telling.finding import Findings, Found
from zenforms.judging.case import OutcomeKind
from zenforms.judging.history import ThreadState
from zenforms.judging.spoken import spoken_moment
from zenforms.language import Lang, Text

_NONE = Text(fr="Aucune demande ne correspond.", en="No request matches.")
_ONE = Text(fr="Une demande", en="One request")
_SEVERAL = Text(fr="{count} demandes", en="{count} requests")
_MORE = Text(
    fr="Il y en a d'autres, plus anciennes : ajoutez un mot.",
    en="There are others, older: add a word.",
)
_STATES: Mapping[ThreadState, Text] = {
    ThreadState.OPEN: Text(fr="ticket ouvert", en="open ticket"),
    ThreadState.CLOSED: Text(fr="ticket clos", en="closed ticket"),
    ThreadState.CANCELLED: Text(fr="ticket annulé", en="cancelled ticket"),
}


def found_lines(findings: Findings, lang: Lang, width: int) -> Iterator[Line]:
    """All that was found. Every line is harmless."""
    count = len(findings.requests)
    if not count:
        yield Line(_NONE.to(lang), Tone.WARNING)
        return
    title = _ONE.to(lang) if count == 1 else _SEVERAL.fill(lang, {"count": str(count)})
    parts = [part for found in findings.requests for part in _told(found, lang)]
    if findings.more:
        parts.append(Note(_MORE.to(lang), "▲", Tone.WARNING))
    yield from list(block_lines([Block(title, tuple(parts))], lang, width))[1:]


def _told(found: Found, lang: Lang) -> Iterator[Part]:
    verdict = VERDICTS[found.outcome]
    what = (_STATES[found.state] if found.state else verdict.short).to(lang)
    if found.state and found.outcome is not OutcomeKind.ACCEPTED:
        what = FILED_AWAY.fill(lang, {"verdict": verdict.short})
    told = (found.number, what, spoken_moment(found.received_at).to(lang))
    yield Note(" · ".join(told), verdict.sign, verdict.tone)
    yield Words(" · ".join(filter(None, (found.client, found.contact, found.summary))))
