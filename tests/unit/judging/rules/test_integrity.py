from dataclasses import replace

from tests.unit.judging.bench import (
    FILLED,
    REGISTER,
    Filled,
    case_from,
    codes,
    desk_of,
    drop_of,
    judged,
)
from zenforms.form.seal import Sealed, seal
from zenforms.judging.case import Desk, Outcome, OutcomeKind
from zenforms.judging.judge import judge
from zenforms.judging.policy import Policy
from zenforms.reading.submission import Channel, Envelope

KEY, OLD_KEY = b"k" * 32, b"o" * 32


def _sealed(form: Filled, *, key: bytes = KEY, name: str = "Société Exemple") -> Filled:
    sealed = Sealed("assistance-request", 1, "EX-001", name)
    return form.with_hidden(seal=seal(key, sealed))


def _judged(form: Filled, *keys: bytes) -> Outcome:
    return judged(form, desk=Desk(policy=Policy(), register=REGISTER, keys=keys or (KEY, OLD_KEY)))


def _from(sender: str) -> Envelope:
    return Envelope(channel=Channel.FORM, sender=sender)


def test_a_form_with_its_seal_has_nothing_against_it() -> None:
    outcome = _judged(_sealed(FILLED))
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert not {code for code in codes(outcome) if code.startswith("ZF5")}


def test_a_seal_under_an_old_key_is_still_good() -> None:
    assert "ZF504" not in codes(_judged(_sealed(FILLED, key=OLD_KEY)))


def test_a_seal_under_a_foreign_key_is_quarantined() -> None:
    outcome = _judged(_sealed(FILLED, key=b"foreign"))
    assert outcome.kind is OutcomeKind.QUARANTINED
    assert "ZF504" in codes(outcome)


def test_a_form_that_claims_to_come_from_a_call_is_quarantined() -> None:
    outcome = _judged(_sealed(FILLED).with_hidden(channel="phone"))
    assert outcome.kind is OutcomeKind.QUARANTINED
    assert "ZF504" in codes(outcome)


def test_a_form_that_staff_filled_in_for_a_caller_has_a_seal_of_its_own() -> None:
    spoken = Sealed("assistance-request", 1, "EX-001", "Société Exemple", "phone")
    call = FILLED.with_hidden(channel="phone", seal=seal(KEY, spoken))
    assert "ZF504" not in codes(_judged(call))
    assert "ZF504" in codes(_judged(call.with_hidden(channel="form")))


def test_a_missing_seal_is_quarantined() -> None:
    outcome = _judged(FILLED.with_hidden(seal=None))
    assert outcome.kind is OutcomeKind.QUARANTINED
    assert "ZF503" in codes(outcome)
    assert "ZF504" not in codes(outcome)


def test_a_form_without_client_is_told_once() -> None:
    outcome = _judged(FILLED.with_hidden(client_id=None))
    assert {code for code in codes(outcome) if code.startswith("ZF5")} == {"ZF501"}


def test_a_client_that_the_register_does_not_hold_is_quarantined() -> None:
    outcome = judged(FILLED.with_hidden(client_id="EX-999"))
    assert outcome.kind is OutcomeKind.QUARANTINED
    assert {"ZF502"} == {code for code in codes(outcome) if code.startswith("ZF5")}


def test_another_clients_id_under_this_name_is_quarantined() -> None:
    outcome = _judged(_sealed(FILLED).with_hidden(client_id="EX-002"))
    assert {"ZF504", "ZF505"} <= codes(outcome)


def test_a_changed_or_emptied_client_name_is_quarantined() -> None:
    changed = _judged(_sealed(FILLED).with_answers(client_name="Autre Société"))
    emptied = judged(FILLED.with_answers(client_name=None))
    assert changed.kind is emptied.kind is OutcomeKind.QUARANTINED
    assert "ZF505" in codes(changed) & codes(emptied)


def test_a_former_name_under_its_own_seal_is_only_mentioned() -> None:
    form = FILLED.with_answers(client_name="Exemple & Fils")
    outcome = _judged(_sealed(form, name="Exemple & Fils"))
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert "ZF506" in codes(outcome)
    assert "ZF506" not in codes(_judged(_sealed(FILLED)))


def test_a_sender_outside_the_clients_domains_is_a_warning() -> None:
    outcome = judged(FILLED, envelope=_from("x@ailleurs.example"))
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert "ZF507" in codes(outcome)


def test_the_clients_domain_its_subdomains_and_its_contacts_are_at_home() -> None:
    for sender in ("b@client.example", "b@paris.client.example", "anne.essai@messagerie.test"):
        assert "ZF507" not in codes(judged(FILLED, envelope=_from(sender)))
    assert "ZF507" in codes(judged(FILLED, envelope=_from("b@notclient.example")))


def test_a_mail_that_a_colleague_forwarded_is_its_writers() -> None:
    colleague = Envelope(channel=Channel.EMAIL, sender="c@desk.example", subject="TR: aide")
    written = Envelope(sender="b@client.example", subject="Aide", body="Le scanner s’arrête.")
    drop = replace(drop_of(envelope=colleague), forwarded=(written,))
    policy = Policy.model_validate({"intake": {"staff_domains": ["desk.example"]}})
    outcome = judge(case_from(drop, desk=desk_of(policy)))
    assert outcome.kind is OutcomeKind.ACCEPTED
    assert outcome.case.request is not None
    assert outcome.case.request.summary == "Aide"
    form = replace(drop_of(FILLED, envelope=_from("c@desk.example")), forwarded=(written,))
    assert "ZF507" not in codes(judge(case_from(form, desk=desk_of(policy))))
    stranger = replace(form, forwarded=(replace(written, sender="x@ailleurs.example"),))
    assert "ZF507" in codes(judge(case_from(stranger, desk=desk_of(policy))))


def test_what_anybody_else_forwards_is_hearsay() -> None:
    carrier = Envelope(channel=Channel.EMAIL, sender="eve@evil.example", subject="TR: aide")
    written = Envelope(
        sender="b@client.example", reply_to="eve@evil.example", subject="Aide", body="Le scanner."
    )
    drop = replace(drop_of(envelope=carrier), forwarded=(written,))
    outcome = judge(case_from(drop))
    assert outcome.kind is OutcomeKind.QUARANTINED
    assert outcome.case.client is None
    assert {"ZF508", "ZF523"} <= codes(outcome)
    form = replace(drop_of(FILLED, envelope=_from("eve@evil.example")), forwarded=(written,))
    assert {"ZF507", "ZF523"} <= codes(judge(case_from(form)))


def test_a_form_from_another_client_waits_for_a_person() -> None:
    outcome = judged(FILLED, envelope=_from("x@modele.example"))
    assert outcome.kind is OutcomeKind.QUARANTINED
    assert codes(outcome) & {"ZF507", "ZF522"} == {"ZF522"}


def test_a_plain_mail_from_nobody_we_know_is_quarantined() -> None:
    mail = Envelope(channel=Channel.EMAIL, sender="x@ailleurs.example", body="Bonjour")
    outcome = judged(envelope=mail)
    assert (outcome.kind, codes(outcome)) == (OutcomeKind.QUARANTINED, {"ZF508"})
    known = Envelope(channel=Channel.EMAIL, sender="b@client.example", body="Bonjour")
    assert "ZF508" not in codes(judged(envelope=known))
