import json
from dataclasses import replace
from datetime import datetime

import jsonschema
import pytest

from tests.unit.judging.bench import FILLED, case_from, desk_of, drop_of, file_of, judged
from zenforms.judging.case import OutcomeKind
from zenforms.judging.contract import Charge
from zenforms.judging.dates import PARIS
from zenforms.judging.evidence import is_restricted
from zenforms.judging.judge import judge
from zenforms.judging.parts import SaidRelease, SaidRound
from zenforms.judging.policy import FlatOperation, Policy
from zenforms.judging.schema import schema_of
from zenforms.judging.ticket import Ticket, ticket_of
from zenforms.language import Lang
from zenforms.reading.submission import Channel, Envelope, Role

NUMBER = "ZF-260513-7K3QD"
MAIL = Envelope(
    channel=Channel.EMAIL,
    sender="anne.essai@client.example",
    sender_name="Anne Essai",
    subject="Export coupé",
    body="Bonjour,\nl’export PDF coupe la dernière colonne.",
)


def _checked(ticket: Ticket) -> Ticket:
    written = json.loads(ticket.model_dump_json())
    jsonschema.validate(written, schema_of("ticket"), jsonschema.Draft202012Validator)
    assert Ticket.model_validate(written) == ticket
    return ticket


def test_a_ticket_says_everything_that_the_form_said() -> None:
    outcome = judged(FILLED)
    ticket = _checked(ticket_of(outcome, number=NUMBER))
    assert ticket.request == outcome.case.request
    assert (ticket.number, ticket.drop.number) == (NUMBER, NUMBER)
    assert ticket.client is not None
    assert (ticket.client.id, ticket.client.tma_hours) == ("EX-001", 12.5)
    assert ticket.form is not None
    assert (ticket.form.id, ticket.form.revision) == ("assistance-request", 1)


def test_texts_are_kept_to_the_letter() -> None:
    text = "  Ligne 1\n\n\tœuvre à 12 € “ok” ’ 😀\n"
    ticket = _checked(ticket_of(judged(FILLED.with_answers(description=text)), number=NUMBER))
    assert ticket.request is not None
    assert ticket.request.description == text


def test_under_tma_the_ticket_says_what_is_due_when_and_why() -> None:
    dates = _checked(ticket_of(judged(FILLED), number=NUMBER)).dates
    assert dates.registration is not None
    assert dates.final_qualification is not None
    assert dates.received_at == datetime(2026, 5, 13, 10, 30, tzinfo=PARIS)
    assert dates.registration.day.isoformat() == "2026-05-15"
    assert dates.final_qualification.day.isoformat() == "2026-05-21"
    assert "Ascension" in dates.final_qualification.explanation


def test_without_tma_nothing_is_due() -> None:
    ticket = _checked(ticket_of(judged(FILLED.with_answers(mode="no_tma")), number=NUMBER))
    assert ticket.dates.registration is None
    assert ticket.coverage is not None
    assert ticket.coverage.covered_by == "subscription"


def test_without_a_register_coverage_is_unknown_and_the_client_unproved() -> None:
    ticket = _checked(ticket_of(judged(FILLED, desk=desk_of(register=None)), number=NUMBER))
    assert ticket.coverage is None
    assert ticket.client is not None
    assert not ticket.client.known
    assert "ZF502" in ticket.not_checked


def test_a_form_has_no_decompte() -> None:
    assert _checked(ticket_of(judged(FILLED), number=NUMBER)).decompte == ()


def test_mail_and_telephone_are_charged_for_the_time() -> None:
    for outcome in (judged(envelope=MAIL), judged(FILLED.with_hidden(channel="phone"))):
        assert outcome.kind is OutcomeKind.ACCEPTED
        (one,) = _checked(ticket_of(outcome, number=NUMBER)).decompte
        assert (one.charge, one.charter[:16]) == (Charge.TIME, "Ces deux canaux ")


def test_a_mail_without_form_is_a_request_in_its_own_words() -> None:
    ticket = _checked(ticket_of(judged(envelope=MAIL), number=NUMBER))
    assert ticket.request is not None
    assert (ticket.channel, ticket.form) == (Channel.EMAIL, None)
    assert ticket.request.summary == "Export coupé"
    assert ticket.contact.email == "anne.essai@client.example"


def test_a_message_inside_the_message_is_told_with_its_words() -> None:
    outer = replace(MAIL, sender="b@client.example", body="Pour vous.")
    drop = replace(drop_of(FILLED, envelope=outer), forwarded=(MAIL,))
    ticket = _checked(ticket_of(judge(case_from(drop)), number=NUMBER))
    assert [(one.sender, one.body) for one in ticket.forwarded] == [(MAIL.sender, MAIL.body)]
    assert ticket_of(judged(FILLED), number=NUMBER).forwarded == ()


def test_an_incomplete_request_that_is_opened_is_charged_for_the_time() -> None:
    desk = desk_of(Policy(on_incomplete="open"))
    outcome = judged(FILLED.with_answers(urgency=None), desk=desk)
    (one,) = _checked(ticket_of(outcome, number=NUMBER)).decompte
    assert (one.charge, one.charter[:19]) == (Charge.TIME, "Le non-respect des ")


def test_an_operation_of_the_desks_list_is_charged_at_a_flat_rate_under_tma_only() -> None:
    operation = FlatOperation(
        label="Environnement de test", when={"tma_service": ("test_environment",)}
    )
    desk = desk_of(Policy(flat_operations=(operation,)))
    asked = FILLED.with_answers(tma_service="test_environment")
    (one,) = _checked(ticket_of(judged(asked, desk=desk), number=NUMBER)).decompte
    assert (one.charge, one.reason) == (Charge.FLAT, "Environnement de test")
    assert ticket_of(judged(FILLED, desk=desk), number=NUMBER).decompte == ()


def test_a_document_without_declaration_is_told_by_role_size_and_hash_only() -> None:
    files = (file_of("contrat.pdf", Role.DOCUMENT, size=42), file_of("trace.log", Role.LOG))
    held = judged(FILLED, files=files)
    ticket = _checked(ticket_of(held, number=NUMBER))
    document, log = ticket.files
    assert (document.role, document.size, document.name, document.held_back) == (
        Role.DOCUMENT,
        42,
        None,
        True,
    )
    assert (log.name, log.held_back) == ("trace.log", False)
    assert is_restricted(held.case)
    declared = judged(FILLED.with_answers(not_confidential="yes"), files=files)
    assert ticket_of(declared, number=NUMBER).files[0].name == "contrat.pdf"
    assert not is_restricted(declared.case)


def test_a_contact_of_record_is_recognised() -> None:
    contact = ticket_of(judged(FILLED), number=NUMBER).contact
    known = FILLED.with_answers(email="Anne.Essai@Messagerie.test")
    assert not contact.is_contact_of_record
    assert ticket_of(judged(known), number=NUMBER).contact.is_contact_of_record


def test_rounds_and_a_release_by_staff_are_told() -> None:
    earlier = SaidRound(
        number="ZF-260511-00000",
        received_at=datetime(2026, 5, 11, 9, tzinfo=PARIS),
        outcome=OutcomeKind.INCOMPLETE,
    )
    release = SaidRelease(
        by="Paul Modèle",
        why="vu par téléphone",
        at=datetime(2026, 5, 13, 11, tzinfo=PARIS),
    )
    ticket = _checked(ticket_of(judged(FILLED), number=NUMBER, rounds=(earlier,), release=release))
    assert (ticket.number, ticket.drop.number) == ("ZF-260511-00000", NUMBER)
    assert ticket.release == release


def test_a_ticket_is_written_in_the_language_of_the_desk() -> None:
    french = ticket_of(judged(FILLED), number=NUMBER).dates.registration
    english = ticket_of(judged(FILLED), number=NUMBER, lang=Lang.EN).dates.registration
    assert french is not None
    assert english is not None
    assert "jour ouvré" in french.explanation
    assert "working day" in english.explanation


def test_a_number_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="number"):
        ticket_of(judged(FILLED), number="42")


def test_a_field_that_the_charter_does_not_know_travels_in_extra() -> None:
    form = FILLED.form
    section = form.sections[0]
    added = section.fields[1].model_copy(update={"name": "office", "required": False})
    wider = form.model_copy(
        update={
            "sections": (
                section.model_copy(update={"fields": (*section.fields, added)}),
                *form.sections[1:],
            )
        }
    )
    filled = replace(FILLED, form=wider).with_answers(office="Lyon")
    ticket = _checked(ticket_of(judged(filled), number=NUMBER))
    assert ticket.request is not None
    assert ticket.request.extra == {"office": "Lyon"}
