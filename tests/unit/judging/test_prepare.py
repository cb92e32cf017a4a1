from dataclasses import replace

import pytest

from tests.unit.judging.bench import CLIENT, FILLED, RECEIVED, case_from, desk_of, drop_of, judged
from zenforms.form.definition import Choice, ChoiceField
from zenforms.judging.case import Desk
from zenforms.judging.prepare import case_of, imprint_of
from zenforms.language import Text
from zenforms.reading.submission import Channel, Envelope, FieldKind, FieldValue


def test_a_case_holds_the_form_the_answers_the_request_and_the_client() -> None:
    case = case_from(drop_of(FILLED))
    assert case.document is not None
    assert case.form is FILLED.form
    assert (case.client, case.channel) == (CLIENT, Channel.FORM)
    assert case.request is not None
    assert case.request.summary == FILLED.answers["summary"]
    assert case.imprint.client_id == "EX-001"


def test_white_space_around_what_the_desk_printed_means_nothing() -> None:
    document = FILLED.with_hidden(client_id=" EX-001\n", thread="  ").document()
    imprint = imprint_of(document)
    assert (imprint.client_id, imprint.thread) == ("EX-001", None)


def test_hidden_fields_that_hold_lists_are_not_read() -> None:
    document = FILLED.document()
    fields = tuple(f for f in document.fields if f.name != "client_id")
    listed = FieldValue("client_id", FieldKind.CHOICE, ("EX-001", "EX-002"))
    assert imprint_of(replace(document, fields=(*fields, listed))).client_id is None


def test_a_code_that_a_desk_added_to_a_list_travels_in_extra() -> None:
    form = FILLED.form
    domain = form.field("domain")
    assert isinstance(domain, ChoiceField)
    added = Choice(code="phone", label=Text(fr="Téléphonie", en="Telephony"))
    wider = domain.model_copy(update={"choices": (*domain.choices, added)})
    sections = tuple(
        section.model_copy(
            update={"fields": tuple(wider if f.name == "domain" else f for f in section.fields)}
        )
        for section in form.sections
    )
    filled = replace(FILLED, form=form.model_copy(update={"sections": sections}))
    request = judged(filled.with_answers(domain="phone")).case.request
    assert request is not None
    assert (request.domain, request.extra) == (None, {"domain": "phone"})


def test_a_form_whose_definition_is_not_known_is_no_form() -> None:
    case = case_of(drop_of(FILLED), desk=Desk(), forms={}, received_at=RECEIVED)
    assert (case.document, case.form, case.request) == (None, None, None)


def test_a_telephone_call_is_told_by_the_form_not_by_the_envelope() -> None:
    case = case_from(drop_of(FILLED.with_hidden(channel="phone")))
    assert case.channel is Channel.PHONE
    mail = Envelope(channel=Channel.EMAIL, sender="b@client.example")
    assert case_from(drop_of(FILLED, envelope=mail)).channel is Channel.FORM


def test_without_a_register_no_client_is_known() -> None:
    assert case_from(drop_of(FILLED), desk=desk_of(register=None)).client is None


def test_the_day_of_receipt_is_that_of_paris() -> None:
    late = RECEIVED.replace(hour=22, minute=30)
    assert case_from(drop_of(FILLED), received_at=late).day.isoformat() == "2026-05-14"


@pytest.mark.parametrize(
    ("name", "said"),
    [("type", "Assistance"), ("one_subject", "oui"), ("summary", None), ("nothing", "")],
)
def test_an_answer_is_spoken_by_its_label(name: str, said: str | None) -> None:
    case = case_from(drop_of(FILLED))
    expected = FILLED.answers["summary"] if said is None else said
    assert case.spoken(name).fr == expected


MACHINE = Envelope(
    channel=Channel.EMAIL,
    sender="camille.exemple@client.example",
    automatic=True,
    automatic_reason="Auto-Submitted",
)
OWN_LETTER = Envelope(channel=Channel.EMAIL, sender="support@editeur.example")


def _read(envelope: Envelope, *forwarded: Envelope) -> bool:
    """Whether a filled form in this message is taken for a machine's."""
    drop = replace(drop_of(FILLED), envelope=envelope, forwarded=forwarded)
    return case_from(drop).submission.envelope.automatic


def test_a_filled_form_is_a_persons_whatever_passed_it_on() -> None:
    assert not _read(MACHINE)


def test_a_form_that_comes_back_in_a_letter_of_ours_is_nobodys() -> None:
    assert _read(MACHINE, OWN_LETTER)
    assert _read(replace(MACHINE, is_report=True))
