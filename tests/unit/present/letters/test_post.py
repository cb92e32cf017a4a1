"""Letters go to whoever can answer, in reply to what came, and never to a bad address."""

from dataclasses import replace

import pytest

from tests.unit.judging.bench import FILLED, REGISTER, desk_of, judged
from tests.unit.present.letters import drops
from zenforms.judging.numbers import numbers_in
from zenforms.judging.policy import Vendor
from zenforms.present.letters.context import headers_for, letter_id
from zenforms.present.letters.letter import Mailbox
from zenforms.reading.submission import Envelope


def test_the_letter_comes_from_the_desk_and_goes_to_the_contact() -> None:
    heads = headers_for(drops.incomplete().case, drops.NUMBER)
    assert heads.sender == Mailbox("Éditeur Exemple", "support@editeur.example")
    assert heads.to == Mailbox("Anne Essai", "anne.essai@client.example")


def test_its_date_is_that_of_the_case_not_of_today() -> None:
    heads = headers_for(drops.incomplete().case, drops.NUMBER)
    assert heads.date.isoformat() == "2026-05-13T10:30:00+02:00"


def test_the_id_of_a_letter_names_its_request() -> None:
    made = letter_id(drops.NUMBER, Vendor(email="Support@Editeur.Example"))
    assert made == "ZF-260513-7K3QD.letter@editeur.example"
    assert numbers_in(made) == (drops.NUMBER,)


def test_a_bad_address_in_the_form_is_replaced_by_the_senders() -> None:
    outcome = judged(FILLED.with_answers(email="anne.essai"), envelope=drops.MAIL)
    heads = headers_for(outcome.case, drops.NUMBER)
    assert heads.to == Mailbox("Anne Essai", "anne.essai@client.example")


def test_without_any_address_a_contact_of_record_is_written_to() -> None:
    heads = headers_for(judged(FILLED.with_answers(email=None)).case, drops.NUMBER)
    assert heads.to
    assert heads.to.address == "anne.essai@messagerie.test"


def test_an_address_that_mail_cannot_carry_is_not_used() -> None:
    outcome = judged(FILLED.with_answers(email="hélène@client.example"), envelope=drops.MAIL)
    heads = headers_for(outcome.case, drops.NUMBER)
    assert heads.to
    assert heads.to.address == "anne.essai@client.example"


def test_nobody_known_leaves_the_address_to_the_sender_of_the_draft() -> None:
    clients = tuple(c.model_copy(update={"contacts": ()}) for c in REGISTER.clients)
    desk = desk_of(register=REGISTER.model_copy(update={"clients": clients}))
    assert headers_for(judged(FILLED.with_answers(email=None), desk=desk).case, "X").to is None


ELSEWHERE = "anne.essai@gmail.com"


@pytest.mark.parametrize(
    ("written", "to", "why"),
    [
        (("a@client.example", "b@client.example", None), "a@client.example", "Adresse du form"),
        ((ELSEWHERE, "b@client.example", None), "b@client.example", "Expéditeur du courriel"),
        ((ELSEWHERE, "b@client.example", "c@client.example"), "c@client.example", "Adresse de rép"),
        ((ELSEWHERE, "b@client.example", "x@evil.example"), "b@client.example", "Expéditeur"),
        ((ELSEWHERE, ELSEWHERE, ELSEWHERE), "anne.essai@messagerie.test", "Référent"),
        ((None, ELSEWHERE, None), "anne.essai@messagerie.test", "Référent"),
        (("x@modele.example", ELSEWHERE, None), "anne.essai@messagerie.test", "Référent"),
        (("a@client.example.evil.example", "b@client.example", None), "b@client.example", "Exp"),
    ],
)
def test_each_address_of_the_chain_is_held_to_the_register(
    written: tuple[str | None, str, str | None], to: str, why: str
) -> None:
    email, sender, reply_to = written
    mail = replace(drops.MAIL, sender=sender, reply_to=reply_to)
    heads = headers_for(judged(FILLED.with_answers(email=email), envelope=mail).case, drops.NUMBER)
    assert heads.to
    assert heads.to.address == to
    assert why in heads.why


def test_what_was_passed_over_is_told_at_the_head() -> None:
    mail = replace(drops.MAIL, reply_to="x@evil.example")
    outcome = judged(FILLED.with_answers(email=ELSEWHERE), envelope=mail)
    why = headers_for(outcome.case, drops.NUMBER).why
    assert "L’adresse du formulaire n’est pas du client" in why
    assert "L’adresse de réponse n’est pas du client" in why


def test_an_id_that_names_a_request_of_somebody_else_is_not_passed_on() -> None:
    other = "ZF-260401-00000.letter@editeur.example"
    mail = replace(drops.MAIL, message_id=other, references=(other, "first@client.example"))
    heads = headers_for(judged(FILLED, envelope=mail).case, drops.NUMBER)
    assert heads.answers is None
    assert heads.references == ("first@client.example",)


def test_a_bare_form_is_not_in_reply_to_anything() -> None:
    heads = headers_for(judged(FILLED).case, drops.NUMBER)
    assert heads.answers is None
    assert heads.references == ()


def test_ids_that_could_break_a_head_are_left_out() -> None:
    mail = Envelope(
        sender="anne.essai@client.example",
        message_id="a b@c\r\nBcc: x@y.test",
        references=("é@client.example", "good@client.example", "<bad>@x"),
    )
    heads = headers_for(judged(FILLED, envelope=mail).case, drops.NUMBER)
    assert heads.answers is None
    assert heads.references == ("good@client.example",)


def test_of_a_long_thread_its_beginning_and_end_are_kept() -> None:
    many = tuple(f"{n}@client.example" for n in range(300))
    outcome = judged(FILLED, envelope=replace(drops.MAIL, references=many))
    references = headers_for(outcome.case, drops.NUMBER).references
    assert len(references) == 20
    assert references[0] == "0@client.example"
    assert references[-1] == "abc@client.example"
