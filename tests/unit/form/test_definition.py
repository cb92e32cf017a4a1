from typing import Any

import pytest
from pydantic import ValidationError

from tests.unit.form.made import form
from zenforms.form.definition import (
    ChoiceField,
    Form,
    RadioField,
    TextField,
    answers_of,
    code_of,
    export_value,
    is_blank,
    same_words,
)
from zenforms.language import Lang

CHARTER = {
    "client_name": "text",
    "contact_name": "text",
    "email": "text",
    "telephone": "text",
    "mode": "radio",
    "type": "radio",
    "domain": "choice",
    "tma_service": "choice",
    "urgency": "choice",
    "desk_version": "text",
    "workstations": "text",
    "reproducible": "radio",
    "service_involved": "radio",
    "service_name": "text",
    "summary": "text",
    "description": "long_text",
    "psr_attached": "checkbox",
    "psr_files": "text",
    "logs_attached": "checkbox",
    "logs_files": "text",
    "document_attached": "checkbox",
    "document_files": "text",
    "not_confidential": "checkbox",
    "one_subject": "checkbox",
    "earlier_ticket": "text",
}


def data() -> dict[str, Any]:
    return form().model_dump(mode="python")


def radio(name: str = "mode") -> RadioField:
    field = form().field(name)
    assert isinstance(field, RadioField)
    return field


def choice(name: str = "domain") -> ChoiceField:
    field = form().field(name)
    assert isinstance(field, ChoiceField)
    return field


def test_the_form_asks_all_that_the_charter_asks() -> None:
    assert {field.name: field.kind for field in form().fields()} == CHARTER


def test_always_required_are_these_and_a_malfunction_asks_for_more() -> None:
    always = [field.name for field in form().required({})]
    assert always == [
        "contact_name",
        "email",
        "mode",
        "type",
        "domain",
        "urgency",
        "desk_version",
        "summary",
        "description",
        "one_subject",
    ]
    more = {field.name for field in form().required({"type": "malfunction"})} - set(always)
    assert more == {"workstations", "reproducible"}
    more = {field.name for field in form().required({"service_involved": "yes"})} - set(always)
    assert more == {"service_name"}
    more = {field.name for field in form().required({"document_attached": "yes"})} - set(always)
    assert more == {"not_confidential"}


def test_every_text_is_said_in_both_languages() -> None:
    def texts(value: object) -> list[tuple[str, str]]:
        if not isinstance(value, dict | list):
            return []
        if isinstance(value, dict) and set(value) == {"fr", "en"}:
            return [(value["fr"], value["en"])]
        parts = value.values() if isinstance(value, dict) else value
        return [text for part in parts for text in texts(part)]

    found = texts(form().model_dump(mode="json"))
    assert len(found) > 80
    assert all(fr.strip() and en.strip() for fr, en in found)


def test_french_is_typeset_with_no_break_spaces_and_curly_apostrophes() -> None:
    assert form().title.fr == "Demande d’assistance"
    assert form().sections[0].title.fr == "Qui êtes-vous\u00a0?"


def refused(change: dict[str, Any]) -> str:
    with pytest.raises(ValidationError) as error:
        Form.model_validate(data() | change)
    return str(error.value)


def with_field(**changes: object) -> dict[str, Any]:
    changed = data()
    changed["sections"][0]["fields"][1].update(changes)
    return changed


def test_an_unknown_key_is_refused() -> None:
    assert "colour" in refused({"colour": "red"})


def test_two_fields_of_one_name_are_refused() -> None:
    assert "two fields are called email" in refused(with_field(name="email"))


def test_a_condition_on_an_unknown_answer_is_refused() -> None:
    change = with_field(required_when={"type": ["disaster"]})
    assert "required_when asks type for unknown answers: disaster" in refused(change)


def test_a_name_kept_for_the_aids_is_refused() -> None:
    assert "aid_x" in refused(with_field(name="aid_x"))


def test_a_counter_without_a_limit_is_refused() -> None:
    assert "max_length" in refused(with_field(counter=True, max_length=None))


def test_a_radio_field_whose_choices_share_a_state_is_refused() -> None:
    changed = data()
    for option in changed["sections"][1]["fields"][0]["choices"]:
        option["state"] = "Oui"
    assert "a state of its own" in refused(changed)


@pytest.mark.parametrize("text", ["{price}", "{0}", "{}"])
def test_a_guide_that_names_an_unknown_word_is_refused(text: str) -> None:
    changed = data()
    changed["guides"][0]["paragraphs"] = [{"fr": text, "en": "fine"}]
    assert "a guide knows no" in refused(changed)


def test_an_export_value_is_a_state_or_a_visible_label() -> None:
    assert export_value(radio(), radio().choices[1], Lang.EN) == "HorsTMA"
    assert export_value(choice(), choice().choices[1], Lang.EN) == "Settings"
    assert export_value(choice(), choice().choices[1], Lang.FR) == "Paramétrage"


def test_a_code_is_found_from_code_state_and_both_labels() -> None:
    for said in ("no_tma", "HorsTMA", "Hors TMA", "without tma"):
        assert code_of(radio(), said) == "no_tma"
    assert code_of(radio(), "peut-être") is None


def test_a_list_that_was_left_alone_has_no_answer() -> None:
    assert is_blank(choice(), "(à choisir)")
    assert is_blank(choice(), "(choose)")
    assert not is_blank(choice(), "Autre")
    assert not is_blank(radio(), "(à choisir)")


def test_apostrophes_capitals_and_spaces_do_not_tell_words_apart() -> None:
    assert same_words("Suggestion d'évolution", "suggestion d’évolution ")
    assert same_words("a\u00a0?", "a ?")
    assert not same_words("a", "b")


def test_the_answers_of_a_text_are_not_listed() -> None:
    assert answers_of(TextField(kind="text", name="a", label=form().title)) == set()
    assert answers_of(radio()) == {"tma", "no_tma"}
    assert answers_of(form().field("one_subject")) == {"yes"}


def test_a_form_is_called_by_its_name_and_revision() -> None:
    assert form().identity == "assistance-request@1"
