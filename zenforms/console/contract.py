"""What a request costs and when it is due, for people: coverage, décompte, commitments."""

from collections.abc import Iterator, Mapping

from zenforms.console.layout import WIDTH, Line, Tone, padded, paragraph, wrapped
from zenforms.judging.case import Case, Outcome
from zenforms.judging.contract import commitments_of, coverage_of
from zenforms.judging.coverage import Coverage, CoveredBy
from zenforms.judging.decompte import Charge, Decompte, decompte_of
from zenforms.judging.spoken import spoken_day
from zenforms.language import Lang, Text

_TITLE = Text(fr="Prise en charge", en="Coverage")
_COVERED: Mapping[CoveredBy, Text] = {
    CoveredBy.SUBSCRIPTION: Text(fr="par l'abonnement", en="by the subscription"),
    CoveredBy.WARRANTY: Text(fr="par la garantie", en="by the warranty"),
    CoveredBy.TMA: Text(fr="par la TMA", en="by TMA"),
    CoveredBy.NOT_COVERED: Text(fr="non couverte", en="not covered"),
}
_CHARGES: Mapping[Charge, Text] = {
    Charge.FLAT: Text(fr="Décompte forfaitaire", en="Flat-rate décompte"),
    Charge.TIME: Text(fr="Décompte du temps passé", en="Décompte of the time spent"),
}
_HOURS = Text(fr="Heures prépayées", en="Prepaid hours")
_CONFIRM = Text(fr="À confirmer : {what}", en="To be confirmed: {what}")
_DUE = Text(fr="À faire au plus tard", en="Due at the latest")
_STEPS = (
    ("registration", Text(fr="Enregistrement", en="Registration")),
    ("first_qualification", Text(fr="Première qualification", en="First qualification")),
    ("final_qualification", Text(fr="Qualification finale", en="Final qualification")),
)
_TERM = 28


def contract_lines(outcome: Outcome, lang: Lang, width: int = WIDTH) -> Iterator[Line]:
    """Coverage, décompte and due dates; nothing where the desk does not know the contracts."""
    coverage = coverage_of(outcome.case)
    if coverage is None:
        return
    yield from (Line(), Line(_TITLE.to(lang), Tone.TITLE))
    yield from _coverage(coverage, lang, width)
    for decompte in decompte_of(outcome.case, outcome.report, coverage):
        yield from _decompte(decompte, lang, width)
    yield from _hours(outcome.case, lang, width)
    yield from _due(outcome.case, lang, width)


def _coverage(coverage: Coverage, lang: Lang, width: int) -> Iterator[Line]:
    said = f"{_COVERED[coverage.covered_by].to(lang)}. {coverage.reason.to(lang)}"
    yield from paragraph(said[:1].upper() + said[1:], first="  ", width=width)
    yield from _quoted(coverage.charter, lang, width)
    for what in coverage.confirm:
        said = _CONFIRM.fill(lang, {"what": what})
        yield from paragraph(f"▲ {said}", tone=Tone.WARNING, first="  ", width=width)


def _decompte(decompte: Decompte, lang: Lang, width: int) -> Iterator[Line]:
    said = f"▲ {_CHARGES[decompte.charge].to(lang)} · {decompte.reason.to(lang)}"
    yield from paragraph(said, tone=Tone.WARNING, first="  ", width=width)
    yield from _quoted(decompte.charter, lang, width)


def _hours(case: Case, lang: Lang, width: int) -> Iterator[Line]:
    if case.client and case.has_tma and case.client.tma_hours is not None:
        hours = f"{case.client.tma_hours:g} h"
        yield from _row(_HOURS, hours.replace(".", "," if lang is Lang.FR else "."), lang, width)


def _due(case: Case, lang: Lang, width: int) -> Iterator[Line]:
    commitments = commitments_of(case)
    if commitments is None:
        return
    yield from (Line(), Line(_DUE.to(lang), Tone.TITLE))
    for name, label in _STEPS:
        yield from _row(label, spoken_day(getattr(commitments, name).day).to(lang), lang, width)


def _row(label: Text, value: str, lang: Lang, width: int) -> Iterator[Line]:
    term = padded(f"  {label.to(lang)}", _TERM) + "  "
    yield from paragraph(value, first=term, width=width)


def _quoted(charter: Text, lang: Lang, width: int) -> Iterator[Line]:
    said = Text(fr="« {said} »", en="“{said}”").fill(lang, {"said": charter})
    return (Line(line, Tone.QUIET) for line in wrapped(said, width=width, first="      "))
