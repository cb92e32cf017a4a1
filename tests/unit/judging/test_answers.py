from dataclasses import replace

import pytest

from tests.unit.judging.bench import FILLED
from zenforms.judging.request import answers_by_mail, answers_in
from zenforms.reading.submission import Document, Envelope, FieldKind, FieldValue, Flag

FORM = FILLED.form


def _answers(**raw: str | tuple[str, ...] | None) -> dict[str, str | None]:
    fields = tuple(FieldValue(name, FieldKind.TEXT, value) for name, value in raw.items())
    document = Document("x.pdf", 1, "0" * 64, fields=fields)
    return {name: answer.value for name, answer in answers_in(document, FORM).items()}


def test_the_answers_stand_in_reading_order_and_are_complete() -> None:
    assert list(answers_in(FILLED.document(), FORM)) == [field.name for field in FORM.fields()]


@pytest.mark.parametrize(
    "raw", ["Suggestion d'évolution", "suggestion d’évolution", "Evolution", "evolution"]
)
def test_a_choice_is_read_by_label_state_or_code(raw: str) -> None:
    assert _answers(type=raw)["type"] == "evolution"


def test_no_more_is_taken_than_the_field_holds_and_what_is_left_out_is_counted() -> None:
    fields = (FieldValue("summary", FieldKind.TEXT, "é" * 60_000),)
    document = Document("x.pdf", 1, "0" * 64, fields=fields)
    answer = answers_in(document, FORM)["summary"]
    assert answer.value == "é" * 120
    assert answer.surplus == 59_880


def test_a_choice_is_read_in_either_language() -> None:
    assert _answers(domain="Settings")["domain"] == "settings"
    assert _answers(domain="Paramétrage ")["domain"] == "settings"


def test_the_blank_of_a_list_is_no_answer_in_either_language() -> None:
    assert _answers(domain="(à choisir)")["domain"] is None
    assert _answers(domain="(choose)")["domain"] is None


def test_what_is_on_no_list_is_given_but_is_no_value() -> None:
    document = replace(FILLED, raw={"domain": "Plomberie"}).document()
    answer = answers_in(document, FORM)["domain"]
    assert (answer.value, answer.raw, answer.is_given, answer.is_unlisted) == (
        None,
        "Plomberie",
        True,
        True,
    )


def test_a_ticked_box_says_yes_whatever_its_state_is_called() -> None:
    assert _answers(one_subject="Oui")["one_subject"] == "yes"
    assert _answers(one_subject="On")["one_subject"] == "yes"
    assert _answers(one_subject=None)["one_subject"] is None


def test_only_what_has_a_format_loses_the_space_around_it() -> None:
    read = _answers(
        email=" a@b.example\n", desk_version=" 12.2 ", summary=" x ", description="\n\n y"
    )
    assert (read["email"], read["desk_version"]) == ("a@b.example", "12.2")
    assert (read["summary"], read["description"]) == (" x ", "\n\n y")


def test_several_values_are_several_lines() -> None:
    assert _answers(workstations=("PC-1", "PC-2"))["workstations"] == "PC-1\nPC-2"


def test_a_field_that_the_document_does_not_have_is_absent() -> None:
    document = Document("x.pdf", 1, "0" * 64)
    answer = answers_in(document, FORM)["summary"]
    assert (answer.present, answer.is_given) == (False, False)


def test_flags_stay_with_their_answer() -> None:
    filled = replace(FILLED, flags={"summary": (Flag.UNDECODABLE,)})
    assert answers_in(filled.document(), FORM)["summary"].flags == {Flag.UNDECODABLE}


def test_a_mail_answers_who_writes_the_subject_and_the_text() -> None:
    envelope = Envelope(
        sender="bruno@client.example",
        reply_to="anne@client.example",
        sender_name="Anne Essai",
        subject="Export coupé",
        body="\n",
    )
    said = answers_by_mail(envelope, FORM)
    assert said["email"].value == "anne@client.example"
    assert (said["contact_name"].value, said["summary"].value) == ("Anne Essai", "Export coupé")
    assert not said["description"].is_given
    assert not said["mode"].is_given
