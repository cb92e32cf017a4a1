"""Who covers what for a client: one answer in full, or all answers as a table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from zenforms.form.definition import ChoiceField, Form, RadioField
from zenforms.judging.case import Case, Outcome
from zenforms.judging.contract import Charge, Decompte, commitments_of, coverage_of, decompte_of
from zenforms.judging.coverage import Asked, Coverage, CoveredBy, Then, cover
from zenforms.judging.dates import spoken_day
from zenforms.judging.policy import Client
from zenforms.judging.request import Domain, RequestType
from zenforms.language import Lang, Text
from zenforms.present.document import Chapter, Fact, Note, Part, Quotation
from zenforms.present.terminal import Line, Tone, padded, shortened, wrapped

# What a request costs and when it is due: coverage, décompte, commitments.

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


def contract_blocks(outcome: Outcome, lang: Lang) -> Iterator[Chapter]:
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
    yield Chapter(_TITLE.to(lang), parts)
    if due := tuple(_due(outcome.case, lang)):
        yield Chapter(_DUE.to(lang), due)


def _coverage(coverage: Coverage, lang: Lang) -> Iterator[Part]:
    covered = COVERED[coverage.covered_by].to(lang)
    yield Note(f"{covered}. {coverage.reason.to(lang)}")
    yield Quotation(coverage.charter.to(lang))
    for what in coverage.confirm:
        yield Note(_CONFIRM.fill(lang, {"what": what}), "▲", Tone.WARNING)


def _decompte(decompte: Decompte, lang: Lang) -> Iterator[Part]:
    said = f"{_CHARGES[decompte.charge].to(lang)} · {decompte.reason.to(lang)}"
    yield Note(said, "▲", Tone.WARNING)
    yield Quotation(decompte.charter.to(lang))


def _hours(case: Case, lang: Lang) -> Iterator[Part]:
    if case.client and case.has_tma and case.client.tma_hours is not None:
        hours = f"{case.client.tma_hours:g}"
        yield Fact(_HOURS.to(lang), hours.replace(".", "," if lang is Lang.FR else ".") + "\u00a0h")


def _due(case: Case, lang: Lang) -> Iterator[Part]:
    commitments = commitments_of(case)
    if commitments is not None:
        for name, label in _STEPS:
            yield Fact(label.to(lang), spoken_day(getattr(commitments, name).day).to(lang))


_SHORT: Mapping[CoveredBy, Text] = {
    CoveredBy.SUBSCRIPTION: Text(fr="abonnement", en="subscription"),
    CoveredBy.WARRANTY: Text(fr="garantie", en="warranty"),
    CoveredBy.TMA: Text(fr="TMA", en="TMA"),
    CoveredBy.NOT_COVERED: Text(fr="non couverte", en="not covered"),
}
_THEN: Mapping[Then, Text] = {
    Then.ACCEPT: Text(fr="La demande est acceptée.", en="The request is accepted."),
    Then.ASK_AGREEMENT: Text(
        fr="La demande est renvoyée : les heures prépayées ne sont jamais dépensées sans accord.",
        en="The request goes back: prepaid hours are never spent unasked.",
    ),
    Then.REFUSE: Text(fr="La demande est refusée.", en="The request is refused."),
}
_CELLS: Mapping[Then, Text] = {
    Then.ASK_AGREEMENT: Text(fr="accord à demander", en="agreement needed"),
    Then.REFUSE: Text(fr="refusée", en="refused"),
}
"""What is said instead of who covers it."""
_WIDTHS = (26, 17, 17, 17)
_DOMAIN = Text(fr="Domaine", en="Domain")


def coverage_block(title: str, coverage: Coverage, lang: Lang) -> Chapter:
    """One answer: what covers it, why in the charter's words, what follows."""
    return Chapter(title, tuple(_parts(coverage, lang)))


def coverage_table(
    client: Client, day: date, asked: Asked, *, form: Form, lang: Lang
) -> Iterator[Line]:
    """Every domain and kind of request, else as in `asked`."""
    heads = [_DOMAIN.to(lang), *(_label(form, "type", kind, lang) for kind in RequestType)]
    parts = (wrapped(head, width=width) for head, width in zip(heads, _WIDTHS, strict=True))
    yield from (Line(_laid(head), Tone.TITLE) for head in zip_longest(*parts, fillvalue=""))
    for domain in Domain:
        answers = (
            cover(client, day, replace(asked, type=kind, domain=domain)) for kind in RequestType
        )
        cells = [_label(form, "domain", domain, lang), *(_cell(one, lang) for one in answers)]
        yield Line(_laid(cells))


def _parts(coverage: Coverage, lang: Lang) -> Iterator[Part]:
    tone = Tone.WARNING if coverage.covered_by is CoveredBy.NOT_COVERED else Tone.GOOD
    covered = COVERED[coverage.covered_by].to(lang)
    yield Note(f"{covered}. {coverage.reason.to(lang)}", tone=tone)
    yield Quotation(coverage.charter.to(lang))
    yield Note(_THEN[coverage.then].to(lang))
    for what in coverage.confirm:
        yield Note(_CONFIRM.fill(lang, {"what": what}), "▲", Tone.WARNING)


def _cell(coverage: Coverage, lang: Lang) -> str:
    return _CELLS.get(coverage.then, _SHORT[coverage.covered_by]).to(lang)


def _label(form: Form, name: str, code: str, lang: Lang) -> str:
    field = form.field(name)
    choices = field.choices if isinstance(field, ChoiceField | RadioField) else ()
    return next((c.label.to(lang) for c in choices if c.code == code), code)


def _laid(cells: Iterable[str]) -> str:
    fitted = (padded(shortened(c, w), w) for c, w in zip(cells, _WIDTHS, strict=True))
    return " ".join(fitted).rstrip()
