from tests.unit.judging.bench import FILLED, codes, desk_of, fields_with, judged
from zenforms.judging.case import OutcomeKind
from zenforms.judging.policy import Policy
from zenforms.reading.submission import Channel, Envelope

MALFUNCTION = FILLED.with_answers(type="malfunction", workstations="tous", reproducible="yes")
TEXTS = {f"ZF35{n}" for n in range(6)}


def test_a_well_told_request_has_nothing_against_it() -> None:
    assert not codes(judged(FILLED)) & TEXTS
    assert not codes(judged(MALFUNCTION)) & TEXTS


def test_a_malfunction_that_does_not_happen_every_time_is_a_warning() -> None:
    rare = judged(MALFUNCTION.with_answers(reproducible="no"))
    assert fields_with(rare, "ZF340") == {"reproducible"}
    assert "ZF340" not in codes(judged(MALFUNCTION))
    assert "ZF340" not in codes(judged(FILLED.with_answers(reproducible="no")))


def test_a_service_that_is_named_but_not_involved_is_a_warning() -> None:
    named = FILLED.with_answers(service_involved="no", service_name="Import")
    assert fields_with(judged(named), "ZF341") == {"service_name"}
    assert "ZF341" not in codes(judged(FILLED.with_answers(service_involved="no")))
    assert "ZF341" not in codes(judged(named.with_answers(service_involved="unknown")))


def test_a_summary_that_says_nothing_is_a_warning() -> None:
    outcome = judged(FILLED.with_answers(summary="URGENT problème"))
    assert (outcome.kind, fields_with(outcome, "ZF350")) == (OutcomeKind.ACCEPTED, {"summary"})


def test_a_copied_description_is_told_once() -> None:
    text = "Le MOC ne s’ouvre plus"
    outcome = judged(MALFUNCTION.with_answers(summary=text, description=f"{text} !"))
    assert codes(outcome) & TEXTS == {"ZF351"}


def test_a_description_of_a_few_words_is_told_once() -> None:
    outcome = judged(MALFUNCTION.with_answers(description="Message d’erreur"))
    assert codes(outcome) & TEXTS == {"ZF352"}


def test_a_malfunction_without_steps_is_a_warning_and_an_assistance_is_not() -> None:
    answers = {
        "summary": "La messagerie fonctionne mal",
        "description": "La messagerie fonctionne mal depuis quelque temps sur certains postes.",
    }
    assert "ZF353" in codes(judged(MALFUNCTION.with_answers(**answers)))
    assert "ZF353" not in codes(judged(FILLED.with_answers(**answers)))


def test_several_subjects_are_a_warning() -> None:
    text = f"{FILLED.answers['description']}\nAutre problème : le scanner ne répond plus."
    assert "ZF354" in codes(judged(FILLED.with_answers(description=text)))


def test_a_request_that_says_it_is_solved_is_a_warning() -> None:
    outcome = judged(FILLED.with_answers(description="C’est finalement résolu, merci de clôturer."))
    assert (outcome.kind, "ZF355" in codes(outcome)) == (OutcomeKind.ACCEPTED, True)


def test_nothing_is_said_about_the_text_of_a_mail_that_nobody_will_work_on() -> None:
    for sender in ("x@modele.example", "x@ailleurs.example"):
        mail = Envelope(channel=Channel.EMAIL, sender=sender, subject="URGENT", body="aide")
        assert not codes(judged(envelope=mail)) & TEXTS
    mail = Envelope(channel=Channel.EMAIL, sender="b@client.example", subject="URGENT", body="aide")
    assert codes(judged(envelope=mail)) & TEXTS == {"ZF350", "ZF352"}


def test_a_desk_may_send_back_what_says_nothing() -> None:
    desk = desk_of(Policy(severity={"ZF350": "error"}))
    assert judged(FILLED.with_answers(summary="Aide"), desk=desk).kind is OutcomeKind.INCOMPLETE
