"""Our forms as they stand on paper."""

from zenforms.desk.handling.printedforms import printed_forms
from zenforms.form.library import shipped_form
from zenforms.reading.submission import FormIdentity

ASSISTANCE = shipped_form("assistance-request")
IDENTITY = FormIdentity(ASSISTANCE.form, ASSISTANCE.revision)


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
