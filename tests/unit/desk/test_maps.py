"""The bridge from form definitions to what reading must know."""

from zenforms.desk.maps import form_maps, map_of, printed_forms
from zenforms.form.library import shipped_form, shipped_names
from zenforms.reading.submission import FieldKind, FormIdentity

ASSISTANCE = shipped_form("assistance-request")
IDENTITY = FormIdentity(ASSISTANCE.form, ASSISTANCE.revision)


def test_every_shipped_form_has_its_map() -> None:
    assert sorted(form_maps().ids()) == sorted(shipped_form(n).form for n in shipped_names())


def test_every_field_is_mapped_with_its_kind() -> None:
    mapped = {field.name: field for field in map_of(ASSISTANCE).fields}
    expected = {f.name for f in ASSISTANCE.fields()} | {f.name for f in ASSISTANCE.hidden}
    assert mapped.keys() == expected
    assert mapped["summary"].kind is FieldKind.TEXT
    assert mapped["description"].kind is FieldKind.TEXT
    assert mapped["form_id"].kind is FieldKind.TEXT
    assert mapped["mode"].kind is FieldKind.RADIO
    assert mapped["domain"].kind is FieldKind.CHOICE
    assert mapped["one_subject"].kind is FieldKind.CHECKBOX


def test_blanks_are_those_of_both_languages() -> None:
    assert map_of(ASSISTANCE).field("domain").blanks == ("(à choisir)", "(choose)")  # type: ignore[union-attr]


def test_buttons_know_their_states() -> None:
    mapped = {field.name: field.states for field in map_of(ASSISTANCE).fields}
    assert mapped["mode"] == ("TMA", "HorsTMA")
    assert mapped["one_subject"] == ("Oui",)
    assert mapped["summary"] == ()


def test_a_printed_form_has_a_place_for_every_visible_field() -> None:
    french, english = printed_forms(IDENTITY)
    names = {field.name for field in ASSISTANCE.fields()}
    for edition in (french, english):
        assert {spot.name for spot in edition.spots} == names
        assert {spot.page for spot in edition.spots} <= {1, 2}
    assert {a.text for a in french.anchors} != {a.text for a in english.anchors}


def test_each_radio_button_has_a_place_of_its_own() -> None:
    french = printed_forms(IDENTITY)[0]
    places = {spot.state: spot.rectangle for spot in french.spots if spot.name == "mode"}
    assert places.keys() == {"TMA", "HorsTMA"}
    assert places["TMA"] != places["HorsTMA"]


def test_an_unknown_revision_has_no_paper() -> None:
    assert printed_forms(FormIdentity("assistance-request", 99)) == ()
