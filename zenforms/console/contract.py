"""What a request costs and when it is due: coverage, décompte, commitments."""

from collections.abc import Iterator, Mapping

from zenforms.console.account import Block, Note, Part, Quote, Row
from zenforms.console.layout import Tone
from zenforms.judging.case import Case, Outcome
from zenforms.judging.contract import commitments_of, coverage_of
from zenforms.judging.coverage import Coverage, CoveredBy
from zenforms.judging.decompte import Charge, Decompte, decompte_of
from zenforms.judging.spoken import spoken_day
from zenforms.language import Lang, Text

_TITLE = Text(fr="Prise en charge", en="Coverage")
COVERED: Mapping[CoveredBy, Text] = {
    CoveredBy.SUBSCRIPTION: Text(fr="Par l'abonnement", en="By the subscription"),
    CoveredBy.WARRANTY: Text(fr="Par la garantie", en="By the warranty"),
    CoveredBy.TMA: Text(fr="Par la TMA", en="By TMA"),
    CoveredBy.NOT_COVERED: Text(fr="Non couverte", en="Not covered"),
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


def contract_blocks(outcome: Outcome, lang: Lang) -> Iterator[Block]:
    """Coverage, décompte and due dates; nothing where the desk does not know the contracts."""
    coverage = coverage_of(outcome.case)
    if coverage is None:
        return
    charges = decompte_of(outcome.case, outcome.report, coverage)
    parts = (
        *_coverage(coverage, lang),
        *(part for charge in charges for part in _decompte(charge, lang)),
        *_hours(outcome.case, lang),
    )
    yield Block(_TITLE.to(lang), parts)
    if due := tuple(_due(outcome.case, lang)):
        yield Block(_DUE.to(lang), due)


def _coverage(coverage: Coverage, lang: Lang) -> Iterator[Part]:
    covered = COVERED[coverage.covered_by].to(lang)
    yield Note(f"{covered}. {coverage.reason.to(lang)}")
    yield Quote(coverage.charter.to(lang))
    for what in coverage.confirm:
        yield Note(_CONFIRM.fill(lang, {"what": what}), "▲", Tone.WARNING)


def _decompte(decompte: Decompte, lang: Lang) -> Iterator[Part]:
    said = f"{_CHARGES[decompte.charge].to(lang)} · {decompte.reason.to(lang)}"
    yield Note(said, "▲", Tone.WARNING)
    yield Quote(decompte.charter.to(lang))


def _hours(case: Case, lang: Lang) -> Iterator[Part]:
    if case.client and case.has_tma and case.client.tma_hours is not None:
        hours = f"{case.client.tma_hours:g}"
        yield Row(_HOURS.to(lang), hours.replace(".", "," if lang is Lang.FR else ".") + "\u00a0h")


def _due(case: Case, lang: Lang) -> Iterator[Part]:
    commitments = commitments_of(case)
    if commitments is not None:
        for name, label in _STEPS:
            yield Row(label.to(lang), spoken_day(getattr(commitments, name).day).to(lang))
