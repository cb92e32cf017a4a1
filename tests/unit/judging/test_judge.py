from dataclasses import replace

import pytest

from tests.unit.judging.bench import FILLED, RECEIVED, case_from, codes, desk_of, drop_of, judged
from zenforms.danger_problems import INFECTED
from zenforms.drop_problems import DAMAGED_MESSAGE
from zenforms.findings import Problem, Severity
from zenforms.judging.case import Desk, OutcomeKind
from zenforms.judging.judge import judge
from zenforms.judging.policy import Policy
from zenforms.judging.prepare import case_of
from zenforms.problems import DAMAGED, PRINTED_COPY
from zenforms.reading.submission import Channel, Envelope, Submission

INFECTION = {"file": "facture.doc", "name": "Test-Signature"}


def test_a_complete_assistance_request_is_accepted() -> None:
    outcome = judged(FILLED)
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.ACCEPTED, 0)


def test_a_missing_answer_makes_the_request_incomplete() -> None:
    outcome = judged(FILLED.with_answers(summary=None))
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.INCOMPLETE, 1)


def test_an_incomplete_request_is_opened_where_the_desk_wants_it_and_tma_is_active() -> None:
    desk = desk_of(Policy(on_incomplete="open"))
    outcome = judged(FILLED.with_answers(summary=None), desk=desk)
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.ACCEPTED, 0)


def test_without_tma_an_incomplete_request_goes_back_whatever_the_desk_prefers() -> None:
    desk = desk_of(Policy(on_incomplete="open"))
    form = FILLED.with_hidden(client_id="EX-002").with_answers(
        summary=None, client_name="Atelier Modèle", mode="no_tma"
    )
    assert judged(form, desk=desk).kind is OutcomeKind.INCOMPLETE


def test_a_damaged_form_is_quarantined_and_not_judged_further() -> None:
    damaged = replace(FILLED, problems=(Problem(DAMAGED, {"detail": "xref"}),))
    outcome = judged(damaged)
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.QUARANTINED, 3)


def test_a_drop_without_a_form_is_quarantined_with_one_sentence() -> None:
    case = case_of(Submission("x", "0" * 64), desk=Desk(), forms={}, received_at=RECEIVED)
    outcome = judge(case)
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.QUARANTINED, 3)
    assert outcome.report.codes() == ("ZF090",)


def test_a_dangerous_form_is_quarantined_with_its_own_exit_code() -> None:
    outcome = judged(replace(FILLED, actions=("Launch",)))
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.QUARANTINED, 4)


def test_the_verdict_is_the_highest_severity() -> None:
    outcome = judged(FILLED.with_answers(telephone="???", email="nobody"))
    assert outcome.report.verdict is Severity.ERROR


def test_a_desk_can_raise_lower_and_switch_off_a_rule() -> None:
    form = FILLED.with_answers(email="nobody")
    off = judged(form, desk=desk_of(Policy(severity={"ZF201": "off"})))
    lower = judged(form, desk=desk_of(Policy(severity={"ZF201": "warning"})))
    higher = judged(form, desk=desk_of(Policy(severity={"ZF201": "quarantine"})))
    assert "ZF201" not in codes(off)
    assert (lower.kind, higher.kind) == (OutcomeKind.ACCEPTED, OutcomeKind.QUARANTINED)


def test_without_a_desk_the_rules_that_need_one_are_named_as_not_checked() -> None:
    case = case_of(
        drop_of(FILLED),
        desk=Desk(),
        forms={"assistance-request": FILLED.form},
        received_at=RECEIVED,
    )
    outcome = judge(case)
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert {"ZF502", "ZF503", "ZF505"} <= set(outcome.report.not_checked)


def test_a_receipt_time_without_zone_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="time zone"):
        case_of(drop_of(FILLED), desk=Desk(), forms={}, received_at=RECEIVED.replace(tzinfo=None))


def test_a_document_without_values_is_told_in_one_sentence_even_when_it_is_ours() -> None:
    printed = replace(FILLED, problems=(Problem(PRINTED_COPY, {"form": "assistance-request"}),))
    outcome = judged(printed.with_answers(summary=None).with_hidden(client_id=None))
    assert (outcome.kind, outcome.report.codes()) == (OutcomeKind.QUARANTINED, (PRINTED_COPY,))
    assert outcome.case.request is not None


def test_a_released_drop_is_judged_by_everything_else() -> None:
    printed = replace(FILLED, problems=(Problem(PRINTED_COPY, {"form": "assistance-request"}),))
    held = judged(printed.with_answers(summary=None))
    released = judge(replace(held.case, released=True))
    assert (held.kind, released.kind) == (OutcomeKind.QUARANTINED, OutcomeKind.INCOMPLETE)
    assert {PRINTED_COPY, "ZF101"} <= codes(released)
    whole = judge(replace(judged(printed).case, released=True))
    assert whole.kind is OutcomeKind.ACCEPTED


def test_an_automatic_message_with_something_dangerous_is_not_just_filed() -> None:
    envelope = Envelope(channel=Channel.EMAIL, sender="x@y.example", automatic=True)
    drop = replace(drop_of(envelope=envelope), problems=(Problem(INFECTED, INFECTION),))
    outcome = judge(case_from(drop))
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.QUARANTINED, 4)


def test_what_an_automatic_message_brings_along_changes_nothing() -> None:
    envelope = Envelope(channel=Channel.EMAIL, sender="x@y.example", automatic=True)
    drop = replace(drop_of(envelope=envelope), problems=(Problem(DAMAGED_MESSAGE),))
    outcome = judge(case_from(drop))
    assert (outcome.kind, outcome.exit_code) == (OutcomeKind.AUTOMATIC, 0)
