import json
from dataclasses import replace
from datetime import timedelta

import jsonschema

from tests.unit.judging.bench import (
    FILLED,
    RECEIVED,
    Filled,
    codes,
    desk_of,
    drop_of,
    fields_with,
)
from zenforms.form.library import shipped_form
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.judge import judge
from zenforms.judging.prepare import case_of, request_of
from zenforms.judging.request import Request, answers_in
from zenforms.judging.schema import schema_of
from zenforms.judging.threads import History, Round, Thread, ThreadState
from zenforms.judging.ticket import cancellation_of
from zenforms.language import Lang

EARLIER = "ZF-260501-00000"
FOLLOWS = FILLED.with_answers(earlier_ticket=EARLIER)
CANCELS = Filled(
    answers={
        "client_name": "Société Exemple",
        "contact_name": "Anne Essai",
        "email": "anne.essai@client.example",
        "request_number": EARLIER,
        "reason": "Un câble était débranché.",
        "confirmed": "yes",
    },
    hidden={**FILLED.hidden, "form_id": "cancellation"},
    form=shipped_form("cancellation"),
)


def _request(form: Filled) -> Request:
    return request_of(answers_in(form.document(), form.form))


def _thread(
    state: ThreadState = ThreadState.OPEN,
    *,
    client_id: str = "EX-001",
    days_ago: int = 5,
    request: Request | None = None,
) -> Thread:
    one = Round(EARLIER, RECEIVED - timedelta(days=days_ago), "accepted")
    return Thread(client_id, state, (one,), request=request)


def _judged(form: Filled, *threads: Thread, known: bool = True) -> Outcome:
    names = ("assistance-request", "cancellation")
    case = case_of(
        drop_of(form),
        desk=desk_of(),
        forms={name: shipped_form(name) for name in names},
        received_at=RECEIVED,
        history=History(threads) if known else None,
    )
    return judge(case)


def _said(outcome: Outcome, code: str) -> str:
    return next(f.message(Lang.FR) for f in outcome.report.findings if f.code == code)


def test_an_earlier_ticket_in_hand_about_the_same_is_nothing_to_mention() -> None:
    outcome = _judged(FOLLOWS, _thread(request=_request(FILLED.with_answers(mode="no_tma"))))
    assert not codes(outcome) & {"ZF360", "ZF361", "ZF362"}


def test_an_unknown_number_and_another_clients_are_told_in_the_same_words() -> None:
    unknown = _judged(FOLLOWS)
    foreign = _judged(FOLLOWS, _thread(client_id="EX-002"))
    assert fields_with(unknown, "ZF360") == fields_with(foreign, "ZF360") == {"earlier_ticket"}
    assert _said(unknown, "ZF360") == _said(foreign, "ZF360")
    assert unknown.kind is OutcomeKind.ACCEPTED


def test_an_earlier_ticket_that_is_closed_is_a_warning() -> None:
    for state in (ThreadState.CLOSED, ThreadState.CANCELLED):
        assert "ZF361" in codes(_judged(FOLLOWS, _thread(state)))
    assert "ZF361" not in codes(_judged(FOLLOWS, _thread()))


def test_a_word_on_a_ticket_that_is_closed_says_so() -> None:
    correction = FILLED.with_hidden(thread=EARLIER)
    for state in (ThreadState.CLOSED, ThreadState.CANCELLED):
        late = _judged(correction, _thread(state))
        assert (late.kind, EARLIER in _said(late, "ZF364")) == (OutcomeKind.FOLLOWUP, True)
    in_time = _judged(correction, _thread())
    assert (in_time.kind, "ZF364" in codes(in_time)) == (OutcomeKind.FOLLOWUP, False)
    assert "ZF364" not in codes(_judged(FOLLOWS, _thread(ThreadState.CLOSED)))


def test_an_earlier_ticket_about_something_else_is_a_warning() -> None:
    other = Request(summary="Le scanner s’arrête", description="Page 50, à chaque fois.")
    assert "ZF362" in codes(_judged(FOLLOWS, _thread(request=other)))


def test_the_same_values_within_thirty_days_name_the_first_request() -> None:
    same = _request(FILLED)
    again = _judged(FILLED, _thread(request=same, days_ago=30))
    assert (again.kind, EARLIER in _said(again, "ZF363")) == (OutcomeKind.ACCEPTED, True)
    assert "ZF363" not in codes(_judged(FILLED, _thread(request=same, days_ago=31)))
    assert "ZF363" not in codes(_judged(FILLED, _thread(request=same, client_id="EX-002")))
    other = FILLED.with_answers(summary="Le scanner s’arrête à la page 50")
    assert "ZF363" not in codes(_judged(other, _thread(request=same)))


def test_without_history_these_rules_are_named_as_not_checked() -> None:
    request = set(_judged(FOLLOWS, known=False).report.not_checked)
    cancellation = set(_judged(CANCELS, known=False).report.not_checked)
    assert {"ZF309", "ZF360", "ZF361", "ZF362", "ZF363"} <= request
    assert {"ZF309", "ZF381", "ZF382"} <= cancellation


def test_a_rule_about_another_kind_of_form_is_not_even_named() -> None:
    request = set(_judged(FOLLOWS, known=False).report.not_checked)
    cancellation = set(_judged(CANCELS, known=False).report.not_checked)
    assert not request & {"ZF381", "ZF382"}
    assert not cancellation & {"ZF310", "ZF330", "ZF360"}


def test_the_cancellation_form_cancels_a_ticket_of_the_same_client() -> None:
    outcome = _judged(CANCELS, _thread())
    assert (outcome.kind, outcome.exit_code, codes(outcome)) == (OutcomeKind.CANCELLED, 0, set())
    written = json.loads(cancellation_of(outcome, number="ZF-260513-7K3QD").model_dump_json())
    jsonschema.validate(written, schema_of("cancellation"), jsonschema.Draft202012Validator)
    assert (written["cancels"], written["reason"]) == (EARLIER, "Un câble était débranché.")
    assert not written["already_closed"]


def test_a_number_that_is_not_the_clients_own_goes_back_without_saying_whether_it_exists() -> None:
    unknown = _judged(CANCELS)
    foreign = _judged(CANCELS, _thread(client_id="EX-002"))
    assert unknown.kind is foreign.kind is OutcomeKind.INCOMPLETE
    assert codes(unknown) == codes(foreign) == {"ZF381"}
    assert _said(unknown, "ZF381") == _said(foreign, "ZF381")


def test_a_ticket_that_is_closed_already_is_cancelled_with_a_note() -> None:
    outcome = _judged(CANCELS, _thread(ThreadState.CLOSED))
    assert (outcome.kind, codes(outcome)) == (OutcomeKind.CANCELLED, {"ZF382"})
    assert cancellation_of(outcome, number="ZF-260513-7K3QD").already_closed


def test_a_number_that_reads_as_none_goes_back() -> None:
    outcome = _judged(CANCELS.with_answers(request_number="celle d’hier"), _thread())
    assert (outcome.kind, "ZF380" in codes(outcome)) == (OutcomeKind.INCOMPLETE, True)
    assert [f.code for f in outcome.report.about("request_number")] == ["ZF380"]


def test_a_cancellation_is_complete_only_when_it_is_confirmed() -> None:
    outcome = _judged(CANCELS.with_answers(confirmed=None), _thread())
    assert (outcome.kind, fields_with(outcome, "ZF103")) == (
        OutcomeKind.INCOMPLETE,
        {"confirmed"},
    )


def test_a_cancellation_needs_its_seal_like_any_form() -> None:
    outcome = _judged(replace(CANCELS).with_hidden(client_id=None), _thread())
    assert outcome.kind is OutcomeKind.QUARANTINED


def test_a_cancellation_is_not_judged_by_the_rules_of_a_request() -> None:
    outcome = _judged(CANCELS, _thread())
    assert outcome.case.request is None
