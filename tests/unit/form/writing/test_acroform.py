from dataclasses import replace
from functools import cache

import pytest
from pypdf.generic import DictionaryObject

from tests.unit.form.made import (
    ASSISTANCE,
    BRANDING,
    CANCELLATION,
    CLIENT,
    blank,
    drawn_text,
    fields,
    form,
    picture,
    reader,
)
from zenforms.form.build import build_form
from zenforms.form.definition import (
    AnyField,
    CheckboxField,
    ChoiceField,
    LongTextField,
    RadioField,
    TextField,
)
from zenforms.form.layout.fonts import metrics
from zenforms.form.layout.pages import layout_form
from zenforms.form.writing.fieldfont import RESOURCE
from zenforms.language import Lang

BOTH = [(name, lang) for name in (ASSISTANCE, CANCELLATION) for lang in Lang]
EVERY = [
    pytest.param(name, field, lang, id=f"{name}-{field.name}-{lang}")
    for name, lang in BOTH
    for field in form(name).fields()
]


@cache
def found_in(name: str = ASSISTANCE, lang: Lang = Lang.FR) -> dict[str, DictionaryObject]:
    return fields(reader(blank(name, lang)))


def flags(widget: DictionaryObject) -> int:
    return int(str(widget.get("/Ff", 0)))


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_the_fields_of_the_file_are_those_of_the_definition(name: str, lang: Lang) -> None:
    found = [n for n in found_in(name, lang) if not n.startswith("aid_")]
    definition = form(name)
    assert found == [f.name for f in (*definition.hidden, *definition.fields())]


@pytest.mark.parametrize(("name", "field", "lang"), EVERY)
def test_each_field_has_its_kind_and_its_flags(name: str, field: AnyField, lang: Lang) -> None:
    widget = found_in(name, lang)[field.name]
    kind = str(widget["/FT"])
    match field:
        case TextField():
            assert (kind, flags(widget)) == ("/Tx", int(field.read_only))
            assert widget.get("/MaxLen") == field.max_length
        case LongTextField():
            assert (kind, flags(widget)) == ("/Tx", 1 << 12)
            assert widget.get("/MaxLen") == field.max_length
        case ChoiceField():
            assert (kind, flags(widget)) == ("/Ch", 1 << 17 | 1 << 26)
            labels = [choice.label.to(lang) for choice in field.choices]
            assert list(widget["/Opt"]) == [field.blank.to(lang), *labels]  # type: ignore[call-overload]
            assert str(widget["/V"]) == field.blank.to(lang)
        case RadioField():
            assert (kind, flags(widget)) == ("/Btn", 1 << 15 | 1 << 14)
        case CheckboxField():
            assert (kind, flags(widget)) == ("/Btn", 0)


def test_a_text_is_never_kept_from_scrolling() -> None:
    do_not_scroll = 1 << 23
    for field in found_in().values():
        assert not flags(field) & do_not_scroll or str(field["/FT"]) != "/Tx"


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_each_button_has_one_ascii_state_beside_off_and_a_tooltip_of_its_own(
    name: str, lang: Lang
) -> None:
    found = found_in(name, lang)
    for field in form(name).fields():
        if isinstance(field, RadioField):
            kids = [kid.get_object() for kid in found[field.name]["/Kids"]]  # type: ignore[attr-defined]
            states = [sorted(kid["/AP"]["/N"]) for kid in kids]
            assert states == [sorted(["/Off", f"/{choice.state}"]) for choice in field.choices]
            assert len({kid["/TU"] for kid in kids}) == len(kids)
            assert all(kid["/AS"] == "/Off" and "/T" not in kid for kid in kids)


def test_a_checkbox_starts_unticked() -> None:
    box = found_in()["psr_attached"]
    assert (str(box["/V"]), str(box["/AS"])) == ("/Off", "/Off")
    assert set(box["/AP"]["/N"]) == {"/Off", "/Oui"}  # type: ignore[index]


def test_marks_are_drawn_as_paths_and_named_for_those_who_redraw_them() -> None:
    found = found_in()
    box = found["one_subject"]
    on = box["/AP"]["/N"]["/Oui"].get_data()  # type: ignore[index]
    off = box["/AP"]["/N"]["/Off"].get_data()  # type: ignore[index]
    assert b"Tj" not in on
    assert len(on) > len(off)
    assert str(box["/MK"]["/CA"]) == "4"  # type: ignore[index]
    option = found["mode"]["/Kids"][0].get_object()  # type: ignore[index]
    assert option["/MK"]["/CA"] == "l"
    assert option["/BS"]["/W"] == 1


def test_a_list_shows_that_nothing_is_chosen_yet() -> None:
    assert drawn_text(picture(found_in()["urgency"])) == ["(à choisir)"]


def test_widgets_lie_where_the_layout_says() -> None:
    layout = layout_form(form(), lang=Lang.FR, metrics=metrics())
    for field in form().fields():
        if not isinstance(field, RadioField):
            _, rect = layout.find(field.name)
            corners = [float(number) for number in found_in()[field.name]["/Rect"]]  # type: ignore[attr-defined]
            assert corners == pytest.approx(rect.corners(), abs=0.01)


def test_a_summary_is_set_smaller_so_that_120_characters_fit() -> None:
    found = found_in()
    assert f"/{RESOURCE} 9.5 Tf" in str(found["summary"]["/DA"])
    assert f"/{RESOURCE} 10 Tf" in str(found["contact_name"]["/DA"])


def test_tooltips_say_label_duty_help_format_and_length() -> None:
    found = {name: str(field.get("/TU", "")) for name, field in found_in().items()}
    assert found["email"] == (
        "Votre adresse électronique. Obligatoire. Sous la forme nom@entreprise.example. "
        "120 caractères au plus."
    )
    assert found["client_name"].startswith("Client. Non modifiable.")
    assert "Obligatoire si «\u00a0Type de demande\u00a0»" in found["workstations"]
    option = found_in()["mode"]["/Kids"][0].get_object()  # type: ignore[index]
    assert option["/TU"] == "Mode de demande\u00a0: TMA."


def test_hidden_fields_are_hidden_and_read_only() -> None:
    found = found_in()
    for field in form().hidden:
        widget = found[field.name]
        assert (str(widget["/F"]), flags(widget)) == ("2", 1)


def test_aids_are_never_printed_and_absent_without_scripts() -> None:
    found = found_in()
    aids = {name: field for name, field in found.items() if name.startswith("aid_")}
    assert {name: int(str(field["/F"])) & 4 for name, field in aids.items()} == {
        "aid_verify": 0,
        "aid_count_summary": 0,
    }
    plain = replace(BRANDING, scripts=False)
    quiet = build_form(form(), client=CLIENT, branding=plain)
    assert not any(name.startswith("aid_") for name in fields(reader(quiet)))
    assert b"JavaScript" not in quiet


def test_a_form_may_add_a_field_without_any_code() -> None:
    data = form().model_dump(mode="python")
    asked = {"fr": "Numéro de contrat", "en": "Contract number"}
    data["sections"][5]["fields"] += ({"kind": "text", "name": "contract", "label": asked},)
    wider = type(form()).model_validate(data)
    made = reader(build_form(wider, client=CLIENT, branding=BRANDING))
    assert str(fields(made)["contract"]["/TU"]) == "Numéro de contrat."
