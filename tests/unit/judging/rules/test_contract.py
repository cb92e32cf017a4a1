from dataclasses import replace
from datetime import date

import pytest

from tests.unit.judging.bench import CLIENT, FILLED, codes, desk_of, fields_with, judged
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.contract import coverage_of
from zenforms.judging.policy import Client, FlatOperation, Policy, Register
from zenforms.language import Lang

NO_TMA = CLIENT.model_copy(update={"tma_from": None, "tma_until": None})


def _with(client: Client, **answers: str | None) -> Outcome:
    desk = desk_of(register=Register(clients=(client,)))
    return judged(FILLED.with_answers(**answers), desk=desk)


def test_tma_without_an_active_contract_is_a_warning_and_judged_without() -> None:
    outcome = _with(NO_TMA)
    assert (outcome.kind, fields_with(outcome, "ZF310")) == (OutcomeKind.ACCEPTED, {"mode"})
    assert "ZF310" not in codes(_with(CLIENT))


def test_a_contract_that_ended_yesterday_is_not_active() -> None:
    ended = CLIENT.model_copy(update={"tma_until": date(2026, 5, 12)})
    assert "ZF310" in codes(_with(ended))


def test_what_only_tma_covers_needs_the_clients_agreement() -> None:
    for domain in ("settings", "script", "template", "development", "other"):
        outcome = _with(CLIENT, mode="no_tma", domain=domain)
        assert (outcome.kind, fields_with(outcome, "ZF311")) == (OutcomeKind.INCOMPLETE, {"mode"})
    assert "ZF311" not in codes(_with(CLIENT, mode="no_tma", domain="suite"))
    assert "ZF311" not in codes(_with(CLIENT, mode="tma", domain="settings"))


def test_a_client_without_tma_is_not_asked_to_agree_to_it() -> None:
    outcome = _with(NO_TMA, mode="no_tma", domain="settings")
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert "ZF313" in codes(outcome)
    assert "ZF311" not in codes(outcome)


def test_a_missing_mode_is_told_once() -> None:
    outcome = _with(CLIENT, mode=None, domain="settings")
    assert [f.code for f in outcome.report.about("mode")] == ["ZF101"]


def test_a_tma_service_without_tma_is_a_warning() -> None:
    outcome = _with(NO_TMA, mode="no_tma", tma_service="feasibility")
    assert (outcome.kind, fields_with(outcome, "ZF312")) == (
        OutcomeKind.ACCEPTED,
        {"tma_service"},
    )
    assert "ZF312" not in codes(_with(CLIENT, tma_service="feasibility"))
    assert "ZF312" not in codes(_with(NO_TMA, mode="no_tma", tma_service="none"))


def test_a_clients_own_tick_never_refuses() -> None:
    bare = Client(id="EX-001", name="Société Exemple")
    outcome = _with(bare, mode="no_tma")
    assert (outcome.kind, "ZF320" in codes(outcome)) == (OutcomeKind.ACCEPTED, True)
    assert "ZF320" not in codes(_with(NO_TMA, mode="no_tma"))


_PERIODS = {
    "a pris fin le mardi 31 mars 2026": ("2020-01-01", "2026-03-31"),
    "ne commence que le lundi 1er juin 2026": ("2026-06-01", None),
    "ne connaît pas d’abonnement": (None, None),
}


@pytest.mark.parametrize("said", _PERIODS)
def test_the_subscription_that_is_missing_is_told_as_it_is(said: str) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in _PERIODS[said])
    periods = {"subscription_from": first, "subscription_until": last}
    outcome = _with(NO_TMA.model_copy(update=periods), mode="no_tma")
    [finding] = [one for one in outcome.report.findings if one.code == "ZF320"]
    assert said in finding.message(Lang.FR)
    coverage = coverage_of(outcome.case)
    assert coverage is not None
    assert coverage.reason.fr == finding.message(Lang.FR)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"domain": "script"}, "ZF313"),
        ({"domain": "other"}, "ZF313"),
        ({"domain": "development"}, "ZF313"),
        ({"tma_service": "feasibility"}, "ZF312"),
        ({"domain": "suite"}, None),
    ],
)
def test_each_reason_has_one_finding(answers: dict[str, str], code: str | None) -> None:
    said = codes(_with(NO_TMA, mode="no_tma", **answers))
    assert said & {"ZF312", "ZF313", "ZF320", "ZF321"} == ({code} if code else set())


def test_an_agreement_to_tma_is_asked_for_with_its_reason() -> None:
    outcome = _with(CLIENT, mode="no_tma", domain="script")
    [finding] = [one for one in outcome.report.findings if one.code == "ZF311"]
    assert "porte uniquement sur les licences" in finding.message(Lang.FR)


def test_tma_outside_the_suite_is_confirmed_by_staff() -> None:
    assert fields_with(_with(CLIENT, domain="other"), "ZF314") == {"domain"}
    assert "ZF314" not in codes(_with(CLIENT, domain="suite"))


def test_a_client_who_does_not_know_leaves_the_coverage_to_be_confirmed() -> None:
    assert "ZF315" in codes(_with(NO_TMA, mode="no_tma", domain="unknown"))
    assert "ZF315" not in codes(_with(NO_TMA, mode="no_tma", domain="suite"))


def test_a_development_with_correction_is_recognised_by_its_name() -> None:
    client = NO_TMA.model_copy(update={"covered_developments": ("Connecteur Modèle",)})
    story = {
        "mode": "no_tma",
        "domain": "development",
        "description": "J’ouvre le connecteur modèle, je m’attends à une liste, rien ne vient.",
    }
    named = _with(client, **story)
    assert not {"ZF313", "ZF321"} & codes(named)
    assert "ZF322" in codes(named)
    evolution = _with(client, **{**story, "type": "evolution"})
    assert "ZF322" not in codes(evolution)
    assert "ZF313" in codes(evolution)
    unnamed = _with(client, **{**story, "description": "J’ouvre l’import, rien ne vient."})
    assert {"ZF321", "ZF315"} <= codes(unnamed)
    assert "ZF322" not in codes(unnamed)


def test_used_up_hours_are_a_warning_when_tma_is_used() -> None:
    empty = CLIENT.model_copy(update={"tma_hours": -1.5})
    outcome = _with(empty)
    (finding,) = [f for f in outcome.report.findings if f.code == "ZF316"]
    assert "-1,5 h" in finding.message(Lang.FR)
    assert "ZF316" not in codes(_with(empty, mode="no_tma"))
    assert "ZF316" not in codes(_with(CLIENT))


def test_a_flat_rate_is_mentioned_beforehand() -> None:
    operation = FlatOperation(label="Environnement de test", when={"tma_service": ("scripts",)})
    desk = desk_of(Policy(flat_operations=(operation,)))
    assert "ZF317" in codes(judged(FILLED.with_answers(tma_service="scripts"), desk=desk))
    assert "ZF317" not in codes(judged(FILLED, desk=desk))


def test_a_product_without_a_known_licence_is_a_warning() -> None:
    desk = desk_of(Policy(products=("MOC", "Capture Modèle")))
    outcome = judged(FILLED.with_answers(summary="Capture Modèle ne s’ouvre plus"), desk=desk)
    assert "ZF318" in codes(outcome)
    licensed = judged(FILLED.with_answers(summary="Le MOC ne s’ouvre plus"), desk=desk)
    assert "ZF318" not in codes(licensed)


def test_a_contact_that_is_not_of_record_is_mentioned() -> None:
    assert fields_with(judged(FILLED), "ZF319") == {"email"}
    known = FILLED.with_answers(email="anne.essai@messagerie.test")
    assert "ZF319" not in codes(judged(known))


def test_without_a_register_none_of_this_is_checked() -> None:
    outcome = judged(replace(FILLED), desk=desk_of(register=None))
    assert {f"ZF31{n}" for n in range(10)} <= set(outcome.report.not_checked)
