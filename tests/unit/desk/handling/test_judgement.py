from dataclasses import replace
from datetime import timedelta

from tests.unit.desk.bench import NOW
from zenforms.desk.handling.judgement import judge_drop
from zenforms.form.library import known_forms
from zenforms.form.outline import SHIPPED
from zenforms.judging.case import Desk, OutcomeKind
from zenforms.judging.threads import History
from zenforms.reading.submission import Channel, Envelope, Submission

LETTER = Envelope(channel=Channel.EMAIL, sender="anne.essai@client.example")


def received(envelope: Envelope, at_hours: int = 0) -> object:
    drop = Submission("x.eml", "a" * 64, envelope)
    return judge_drop(drop, Desk(), NOW + timedelta(hours=at_hours)).case.received_at


def test_without_a_stamp_a_drop_was_received_when_it_arrived() -> None:
    assert received(LETTER) == NOW


def test_the_stamp_of_the_desks_own_mail_server_tells_it_better() -> None:
    stamped = replace(LETTER, received_at=NOW - timedelta(days=2))
    assert received(stamped) == NOW - timedelta(days=2)


def test_a_stamp_from_the_future_is_not_believed() -> None:
    assert received(replace(LETTER, received_at=NOW + timedelta(days=1))) == NOW


def test_what_is_remembered_reaches_the_judge() -> None:
    drop = Submission("x.pdf", "a" * 64)
    assert judge_drop(drop, Desk(), NOW).case.history is None
    assert judge_drop(drop, Desk(), NOW, history=History()).case.history == History()


def test_what_holds_no_form_is_quarantined() -> None:
    outcome = judge_drop(Submission("x.pdf", "a" * 64), Desk(), NOW)
    assert outcome.kind is OutcomeKind.QUARANTINED


def test_every_form_of_ours_is_known() -> None:
    assert {"assistance-request", "cancellation"} <= set(known_forms(SHIPPED))
