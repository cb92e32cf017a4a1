from tests.unit.judging.bench import FILLED, desk_of, judged
from zenforms.judging.case import Outcome
from zenforms.judging.contract import Charge, coverage_of, decompte_of, flat_operations_in
from zenforms.judging.policy import FlatOperation, Policy
from zenforms.reading.submission import Channel, Envelope

OPERATION = FlatOperation(
    label="Scripts de paramétrage", when={"tma_service": ("scripts",), "domain": ("settings",)}
)
DESK = desk_of(Policy(flat_operations=(OPERATION,), on_incomplete="open"))


def _charges(outcome: Outcome) -> list[Charge]:
    case = outcome.case
    return [one.charge for one in decompte_of(case, outcome.report, coverage_of(case))]


def test_a_complete_form_is_not_charged() -> None:
    assert _charges(judged(FILLED, desk=DESK)) == []


def test_warnings_are_not_charged() -> None:
    outcome = judged(FILLED.with_answers(summary="URGENT", telephone="?"), desk=DESK)
    assert _charges(outcome) == []


def test_what_is_accepted_although_incomplete_is_charged_for_the_time() -> None:
    assert _charges(judged(FILLED.with_answers(urgency=None), desk=DESK)) == [Charge.TIME]


def test_all_conditions_of_a_flat_operation_must_hold() -> None:
    both = FILLED.with_answers(tma_service="scripts", domain="settings")
    one = FILLED.with_answers(tma_service="scripts")
    assert _charges(judged(both, desk=DESK)) == [Charge.FLAT]
    assert list(flat_operations_in(judged(one, desk=DESK).case)) == []


def test_a_request_may_be_charged_twice_for_two_reasons() -> None:
    call = FILLED.with_hidden(channel="phone").with_answers(
        tma_service="scripts", domain="settings"
    )
    assert _charges(judged(call, desk=DESK)) == [Charge.TIME, Charge.FLAT]


def test_a_mail_is_charged_once_however_incomplete_it_is() -> None:
    mail = Envelope(channel=Channel.EMAIL, sender="b@client.example", subject="Aide")
    assert _charges(judged(envelope=mail, desk=DESK)) == [Charge.TIME]
