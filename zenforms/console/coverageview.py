"""Who covers what for a client: one answer in full, or all answers as a table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from zenforms.console.account import Block, Note, Part, Quote
from zenforms.console.contract import COVERED
from zenforms.console.escape import shortened
from zenforms.console.layout import Line, Tone, padded, wrapped
from zenforms.form.definition import ChoiceField, Form, RadioField
from zenforms.judging.coverage import Asked, Coverage, CoveredBy, Then, cover
from zenforms.judging.policy import Client
from zenforms.judging.request import Domain, RequestType
from zenforms.language import Lang, Text

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
_CONFIRM = Text(fr="À confirmer : {what}", en="To be confirmed: {what}")
_WIDTHS = (26, 17, 17, 17)
_DOMAIN = Text(fr="Domaine", en="Domain")


def coverage_block(title: str, coverage: Coverage, lang: Lang) -> Block:
    """One answer: what covers it, why in the charter's words, what follows."""
    return Block(title, tuple(_parts(coverage, lang)))


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
    yield Quote(coverage.charter.to(lang))
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
