from datetime import date
from itertools import product

import pytest

from zenforms.judging.coverage import (
    COVERS,
    DECISIONS,
    Asked,
    Coverage,
    CoveredBy,
    Matter,
    Then,
    basis_of,
    cover,
    tma_of,
)
from zenforms.judging.policy import Client
from zenforms.judging.request import Domain, Mode, RequestType
from zenforms.reading.submission import Channel

DAY = date(2026, 5, 13)
LONG_AGO, LATER = date(2020, 1, 1), date(2030, 1, 1)


def _client(
    *, tma: bool = False, subscription: bool = False, warranty: bool = False, quoted: bool = False
) -> Client:
    return Client(
        id="EX-001",
        name="Société Exemple",
        tma_from=LONG_AGO if tma else None,
        subscription_from=LONG_AGO if subscription else None,
        warranty_until=LATER if warranty else None,
        covered_developments=("Connecteur Modèle",) if quoted else (),
    )


def _covered(client: Client, **asked: object) -> tuple[CoveredBy, Then]:
    answer = cover(client, DAY, Asked(**asked))  # type: ignore[arg-type]
    return answer.covered_by, answer.then


def _everything() -> list[tuple[Client, Asked]]:
    clients = [
        _client(tma=t, subscription=s, warranty=w, quoted=q)
        for t, s, w, q in product((True, False), repeat=4)
    ]
    asked = [
        Asked(*values)
        for values in product(
            Channel,
            (*Mode, None),
            (*RequestType, None),
            (*Domain, None),
            (True, False),
            (True, False),
        )
    ]
    return list(product(clients, asked))


def test_every_combination_has_exactly_one_answer() -> None:
    for client, asked in _everything():
        tma, basis = tma_of(client, DAY, asked), basis_of(client, DAY, asked)
        is_form = asked.channel is Channel.FORM
        fitting = [row for row in DECISIONS if row.fits(form=is_form, tma=tma, basis=basis)]
        assert len(fitting) == 1, (client, asked)
        assert isinstance(cover(client, DAY, asked), Coverage)


def test_every_matter_is_in_the_table_of_contracts() -> None:
    assert set(COVERS) == set(product(Matter, (True, False)))


def test_every_line_of_the_decision_table_is_used() -> None:
    answers = {id(row): row for row in DECISIONS}
    for client, asked in _everything():
        tma, basis = tma_of(client, DAY, asked), basis_of(client, DAY, asked)
        for row in DECISIONS:
            if row.fits(form=asked.channel is Channel.FORM, tma=tma, basis=basis):
                answers.pop(id(row), None)
    assert not answers


def test_hours_are_never_spent_without_being_asked_on_the_form() -> None:
    for client, asked in _everything():
        answer = cover(client, DAY, asked)
        if asked.channel is Channel.FORM and asked.mode is not Mode.TMA:
            assert answer.covered_by is not CoveredBy.TMA


def test_a_form_is_never_refused_for_its_contract() -> None:
    for client, asked in _everything():
        if asked.channel is Channel.FORM:
            assert cover(client, DAY, asked).then is not Then.REFUSE


def test_mail_and_telephone_need_tma() -> None:
    for channel in (Channel.EMAIL, Channel.PHONE):
        without = _covered(_client(subscription=True), channel=channel)
        assert without == (CoveredBy.NOT_COVERED, Then.REFUSE)
        assert _covered(_client(tma=True), channel=channel) == (CoveredBy.TMA, Then.ACCEPT)


def test_the_tick_asks_and_the_register_decides() -> None:
    asked = {"mode": Mode.TMA, "domain": Domain.SETTINGS}
    assert _covered(_client(tma=True), **asked) == (CoveredBy.TMA, Then.ACCEPT)
    assert _covered(_client(), **asked) == (CoveredBy.NOT_COVERED, Then.ACCEPT)


def test_the_subscription_covers_licences_and_what_nobody_can_tell_yet() -> None:
    for domain in (Domain.SUITE, Domain.UNKNOWN, None):
        for kind in RequestType:
            answer = _covered(
                _client(subscription=True), mode=Mode.NO_TMA, domain=domain, type=kind
            )
            assert answer == (CoveredBy.SUBSCRIPTION, Then.ACCEPT)


@pytest.mark.parametrize(
    "domain", [Domain.SETTINGS, Domain.SCRIPT, Domain.TEMPLATE, Domain.DEVELOPMENT]
)
def test_the_subscription_does_not_cover_what_was_made_for_the_client(domain: Domain) -> None:
    malfunction = {"mode": Mode.NO_TMA, "domain": domain, "type": RequestType.MALFUNCTION}
    subscribed = _client(subscription=True)
    assert _covered(subscribed, **malfunction) == (CoveredBy.NOT_COVERED, Then.ACCEPT)
    both = _client(subscription=True, tma=True)
    assert _covered(both, **malfunction) == (CoveredBy.NOT_COVERED, Then.ASK_AGREEMENT)
    new = _client(subscription=True, warranty=True)
    assert _covered(new, **malfunction) == (CoveredBy.WARRANTY, Then.ACCEPT)


def test_a_development_whose_quote_includes_correction_is_covered() -> None:
    client = _client(subscription=True, quoted=True)
    asked = Asked(
        mode=Mode.NO_TMA,
        domain=Domain.DEVELOPMENT,
        type=RequestType.MALFUNCTION,
        names_quoted=True,
    )
    answer = cover(client, DAY, asked)
    assert answer.covered_by is CoveredBy.SUBSCRIPTION
    assert answer.gap is None


def test_a_suggestion_about_a_development_is_not_a_correction() -> None:
    answer = _covered(
        _client(subscription=True, warranty=True),
        mode=Mode.NO_TMA,
        domain=Domain.DEVELOPMENT,
        type=RequestType.EVOLUTION,
        names_quoted=True,
    )
    assert answer == (CoveredBy.NOT_COVERED, Then.ACCEPT)


def test_tma_outside_the_suite_is_confirmed_by_staff() -> None:
    outside = cover(_client(tma=True), DAY, Asked(mode=Mode.TMA, domain=Domain.OTHER))
    inside = cover(_client(tma=True), DAY, Asked(mode=Mode.TMA, domain=Domain.SUITE))
    assert (bool(outside.confirm), bool(inside.confirm)) == (True, False)


def test_contracts_are_those_of_the_day_both_ends_included() -> None:
    client = Client(id="EX-001", name="Exemple", tma_from=DAY, tma_until=DAY)
    asked = Asked(mode=Mode.TMA)
    assert cover(client, DAY, asked).covered_by is CoveredBy.TMA
    assert cover(client, date(2026, 5, 14), asked).covered_by is not CoveredBy.TMA
    assert cover(client, date(2026, 5, 12), asked).covered_by is not CoveredBy.TMA
