from dataclasses import replace

import pytest

from tests.unit.form.made import (
    ANSWERS,
    ASSISTANCE,
    BRANDING,
    CANCELLATION,
    CLIENT,
    KEY,
    blank,
    drawn_text,
    fields,
    form,
    picture,
    reader,
    value,
)
from zenforms.form.branding import FormClient, Stamp
from zenforms.form.build import build_form
from zenforms.form.fill import fill_form
from zenforms.form.layout.context import LayoutError
from zenforms.form.seal import Sealed, seal_matches
from zenforms.language import Lang


def built(client: FormClient = CLIENT, **more: object) -> bytes:
    return build_form(form(), client=client, branding=BRANDING, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", [ASSISTANCE, CANCELLATION])
def test_a_form_built_twice_is_the_same_to_the_byte(name: str, lang: Lang) -> None:
    again = build_form(form(name), client=CLIENT, branding=BRANDING, lang=lang, key=KEY)
    assert again == blank(name, lang)


def test_the_hidden_values_say_whose_form_it_is() -> None:
    pdf = reader(blank())
    assert value(pdf, "form_id") == "assistance-request"
    assert value(pdf, "form_revision") == "1"
    assert value(pdf, "client_id") == "EXEMPLE-1"
    assert value(pdf, "channel") == "form"
    assert value(pdf, "thread") == ""
    sealed = Sealed("assistance-request", 1, CLIENT.id, CLIENT.name)
    assert seal_matches([KEY], sealed, str(value(pdf, "seal")))


def test_a_form_without_a_key_bears_no_seal() -> None:
    assert value(reader(built()), "seal") == ""


def test_the_channel_and_the_thread_can_be_set() -> None:
    pdf = reader(built(stamp=Stamp(channel="phone", thread="ZF-260115-K7M2Q")))
    assert value(pdf, "channel") == "phone"
    assert value(pdf, "thread") == "ZF-260115-K7M2Q"
    sealed = Sealed("assistance-request", 1, CLIENT.id, CLIENT.name, "phone")
    assert seal_matches(
        [KEY], sealed, str(value(reader(built(stamp=Stamp("phone"), key=KEY)), "seal"))
    )


def test_info_xmp_and_trailer_say_the_same() -> None:
    pdf = reader(blank())
    identifier = "zenforms:assistance-request@1:EXEMPLE-1"
    assert pdf.metadata["/ZenformsForm"] == "assistance-request"  # type: ignore[index]
    assert pdf.metadata["/ZenformsClient"] == "EXEMPLE-1"  # type: ignore[index]
    assert pdf.xmp_metadata.dc_identifier == identifier  # type: ignore[union-attr]
    assert bytes(pdf.trailer["/ID"][0].original_bytes) == identifier.encode()  # type: ignore[index]


def test_each_page_says_form_revision_client_and_page() -> None:
    for number, page in enumerate(reader(blank()).pages, start=1):
        text = page.extract_text()
        assert "Formulaire assistance-request · révision 1 · client EXEMPLE-1" in text
        assert f"Page {number} sur 2" in text


def test_the_clients_name_is_in_its_field_and_drawn() -> None:
    field = fields(reader(blank()))["client_name"]
    assert str(field["/V"]) == CLIENT.name
    assert drawn_text(picture(field)) == [CLIENT.name]


LONG = (
    "Établissements Cœur d’Été & Fils, Société coopérative d’intérêt collectif de la région "
    "Provence-Alpes-Côte d’Azur et de la Corse"
)[:120]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize(
    "name", [(LONG + " Provence-Alpes-Côte d’Azur et de la Corse")[:120], "M" * 120]
)
def test_a_name_of_120_characters_fits(name: str, lang: Lang) -> None:
    field = fields(reader(built(FormClient("A-1", name), lang=lang)))["client_name"]
    assert str(field["/V"]) == name
    lines = drawn_text(picture(field))
    assert len(lines) <= 2
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")


def test_a_name_that_does_not_fit_is_an_error() -> None:
    with pytest.raises(LayoutError, match="Client name"):
        built(FormClient("A-1", "M" * 200))


def test_a_name_outside_the_font_is_kept_and_drawn_by_its_likeness() -> None:
    field = fields(reader(built(FormClient("A-1", "Łódź Ő"))))["client_name"]
    assert str(field["/V"]) == "Łódź Ő"
    assert drawn_text(picture(field)) == ["Lódz O"]


def test_answers_given_at_once_are_those_filled_in_later() -> None:
    at_once = reader(built(key=KEY, answers=ANSWERS))
    later = reader(fill_form(blank(), ANSWERS, form=form()))
    for name, field in fields(later).items():
        assert fields(at_once)[name].get("/V") == field.get("/V")


def test_a_correction_form_keeps_the_answers_and_says_what_is_missing() -> None:
    marks = {"workstations": "Indiquez les postes concernés."}
    stamp = Stamp(thread="ZF-260115-K7M2Q")
    pdf = reader(built(key=KEY, stamp=stamp, answers=ANSWERS, marks=marks))
    assert len(pdf.pages) == 3
    assert "Indiquez les postes concernés." in pdf.pages[0].extract_text()
    assert "1. Indiquez les postes concernés." in pdf.pages[1].extract_text()
    assert value(pdf, "summary") == ANSWERS["summary"]
    tooltip = str(fields(pdf)["workstations"]["/TU"])
    assert tooltip.startswith("À compléter\u00a0: Indiquez les postes concernés. Postes concernés.")
    assert "À compléter" not in str(fields(pdf)["email"]["/TU"])


def test_a_form_says_no_date_and_no_tool_but_ours() -> None:
    pdf = reader(blank())
    assert pdf.metadata["/Producer"] == "zenforms"  # type: ignore[index]
    assert "/CreationDate" not in pdf.metadata  # type: ignore[operator]
    assert b"ReportLab" not in blank()
    assert pdf.metadata["/Title"] == "Demande d’assistance – Cœur d’Été & Fils"  # type: ignore[index]


def test_texts_of_the_desk_stand_in_the_instructions() -> None:
    second = reader(blank()).pages[1].extract_text().replace("\n", " ")
    assert "support@societe.example" in second
    assert "Vos données servent à traiter votre demande" in second


def test_braces_in_the_texts_of_the_desk_are_harmless() -> None:
    branding = replace(BRANDING, privacy_notice="{vendor} {0} {")
    pdf = reader(build_form(form(), client=CLIENT, branding=branding))
    assert "{vendor} {0} {" in pdf.pages[1].extract_text()


def test_a_form_that_hides_less_or_more_is_made_all_the_same() -> None:
    data = form().model_dump(mode="python")
    data["hidden"] = ({"kind": "hidden", "name": "seal"}, {"kind": "hidden", "name": "campaign"})
    other = type(form()).model_validate(data)
    pdf = reader(build_form(other, client=CLIENT, branding=BRANDING, key=KEY))
    assert len(str(value(pdf, "seal"))) == 52
    assert value(pdf, "campaign") == ""
    assert "thread" not in fields(pdf)
