from dataclasses import replace

import pytest

from tests.unit.judging.bench import FILLED, codes, desk_of, judged
from zenforms.findings import Severity
from zenforms.judging.case import OutcomeKind
from zenforms.judging.judge import judge
from zenforms.language import Lang
from zenforms.reading.submission import Channel, Envelope

MAIL = Envelope(
    channel=Channel.EMAIL,
    sender="anne.essai@client.example",
    subject="Export coupé",
    body="L’export PDF coupe la dernière colonne.",
)
NO_TMA_MAIL = replace(MAIL, sender="x@modele.example")


def test_a_mail_without_tma_is_refused_and_says_how_to_send_it() -> None:
    outcome = judged(envelope=NO_TMA_MAIL)
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.REFUSED, 1)
    assert "ZF301" in codes(outcome)
    assert "ZF302" not in codes(outcome)
    (finding,) = [f for f in outcome.report.findings if f.code == "ZF301"]
    assert "Atelier Modèle" in finding.message(Lang.FR)


def test_a_mail_with_tma_is_accepted_charged_and_only_warned_of_what_is_missing() -> None:
    outcome = judged(envelope=MAIL)
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.ACCEPTED, 0)
    assert {"ZF302", "ZF101"} <= codes(outcome)
    assert "ZF301" not in codes(outcome)
    assert outcome.report.verdict is Severity.WARNING


def test_a_mail_has_no_boxes_to_tick() -> None:
    assert not codes(judged(envelope=MAIL)) & {"ZF103", "ZF104", "ZF105"}


def test_what_staff_enter_from_a_call_is_the_telephone_channel() -> None:
    call = FILLED.with_hidden(channel="phone").with_answers(urgency=None)
    with_tma = judged(call)
    without = judged(
        call.with_hidden(client_id="EX-002").with_answers(client_name="Atelier Modèle")
    )
    assert with_tma.kind is OutcomeKind.ACCEPTED
    assert {"ZF302", "ZF101"} <= codes(with_tma)
    assert (without.kind, "ZF301" in codes(without)) == (OutcomeKind.REFUSED, True)


def test_our_form_is_privileged_however_it_travels() -> None:
    outcome = judged(FILLED, envelope=MAIL)
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert not codes(outcome) & {"ZF301", "ZF302"}


def test_without_a_register_a_mail_is_charged_and_the_rest_is_named_as_not_checked() -> None:
    outcome = judged(envelope=MAIL, desk=desk_of(register=None))
    assert "ZF302" in codes(outcome)
    assert {"ZF301", "ZF508"} <= set(outcome.report.not_checked)


@pytest.mark.parametrize("reason", ["Auto-Submitted", "List-Id", "Return-Path"])
def test_an_automatic_message_is_filed_and_nothing_else_is_asked_of_it(reason: str) -> None:
    outcome = judged(envelope=replace(NO_TMA_MAIL, automatic=True, automatic_reason=reason))
    assert (outcome.kind, outcome.exit_code, codes(outcome)) == (
        OutcomeKind.AUTOMATIC,
        0,
        {"ZF300"},
    )


def test_a_form_that_comes_back_with_a_delivery_report_is_shown_but_not_handled() -> None:
    outcome = judged(FILLED, envelope=replace(MAIL, automatic=True, is_report=True))
    assert outcome.kind is OutcomeKind.AUTOMATIC
    assert "ZF303" in codes(outcome)


def test_two_different_requests_in_one_drop_go_back_and_both_are_named() -> None:
    other = FILLED.with_answers(summary="Le MOC ne démarre plus sur le poste de l’accueil")
    outcome = judged(FILLED, other)
    assert (outcome.kind, "ZF304" in codes(outcome)) == (OutcomeKind.INCOMPLETE, True)
    assert "ZF304" not in codes(judged(FILLED))


def test_a_blank_or_equal_form_beside_the_request_is_ignored() -> None:
    blank = FILLED.with_answers(**dict.fromkeys(FILLED.answers, None)).with_answers(
        client_name="Société Exemple"
    )
    for forms in ((FILLED, blank), (blank, FILLED), (FILLED, FILLED)):
        outcome = judged(*forms)
        assert outcome.kind is OutcomeKind.ACCEPTED
        assert "ZF304" not in codes(outcome)
    assert "ZF305" in codes(judged(blank, FILLED))
    assert "ZF305" not in codes(judged(FILLED))


def test_the_correction_overtakes_the_form_that_it_corrects() -> None:
    corrected = FILLED.with_hidden(thread="ZF-260511-00000").with_answers(urgency="high")
    outcome = judged(FILLED.with_answers(urgency=None), corrected)
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert outcome.case.request is not None
    assert outcome.case.request.urgency == "high"


def test_a_stranger_whose_mail_was_released_has_no_contract_and_is_refused() -> None:
    stranger = replace(MAIL, sender="marie@ailleurs.example")
    held = judged(envelope=stranger)
    assert (held.kind, codes(held) & {"ZF301", "ZF508"}) == (OutcomeKind.QUARANTINED, {"ZF508"})
    outcome = judge(replace(held.case, released=True))
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.REFUSED, 1)
    assert codes(outcome) & {"ZF301", "ZF302", "ZF508"} == {"ZF301", "ZF508"}
    (finding,) = [f for f in outcome.report.findings if f.code == "ZF301"]
    assert "marie@ailleurs.example n’a pas de contrat" in finding.message(Lang.FR)


def test_a_call_for_an_unknown_client_that_was_released_is_refused() -> None:
    called = FILLED.with_hidden(channel="phone", client_id="EX-999")
    held = judged(called)
    assert held.kind is OutcomeKind.QUARANTINED
    outcome = judge(replace(held.case, released=True))
    assert (outcome.kind, "ZF301" in codes(outcome)) == (OutcomeKind.REFUSED, True)


def test_a_form_of_an_unknown_client_that_was_released_is_not_refused() -> None:
    held = judged(FILLED.with_hidden(client_id="EX-999"))
    assert held.kind is OutcomeKind.QUARANTINED
    outcome = judge(replace(held.case, released=True))
    assert "ZF301" not in codes(outcome)
    assert outcome.kind is OutcomeKind.ACCEPTED


def test_a_clients_mail_that_was_released_is_judged_by_its_contract() -> None:
    for mail, kind in ((MAIL, OutcomeKind.ACCEPTED), (NO_TMA_MAIL, OutcomeKind.REFUSED)):
        assert judge(replace(judged(envelope=mail).case, released=True)).kind is kind
