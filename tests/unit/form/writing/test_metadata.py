from dataclasses import replace
from xml.etree import ElementTree as ET

from tests.unit.form.made import BRANDING, CLIENT, blank, form, reader
from zenforms.form.branding import FormClient, Stamp
from zenforms.form.build import build_form
from zenforms.language import Lang


def test_xmp_is_well_formed_whatever_the_names_hold() -> None:
    pdf = build_form(
        form(),
        client=FormClient("A-1", "A & B <C> ]]> 😀"),
        branding=replace(BRANDING, vendor="Dupont & Fils <\"'>"),
    )
    packet = reader(pdf).root_object["/Metadata"].get_data()  # type: ignore[attr-defined]
    root = ET.fromstring(packet)  # noqa: S314 - our own packet
    said = "".join(root.itertext())
    assert "A & B <C> ]]> 😀" in said
    assert "Dupont & Fils" in said


def test_xmp_can_be_read_without_inflating_it() -> None:
    assert b"<pdfuaid:part>1</pdfuaid:part>" in blank()


def test_the_thread_is_part_of_the_identifier() -> None:
    stamp = Stamp(thread="ZF-260115-K7M2Q")
    pdf = reader(build_form(form(), client=CLIENT, branding=BRANDING, stamp=stamp))
    identifier = "zenforms:assistance-request@1:EXEMPLE-1:ZF-260115-K7M2Q"
    assert pdf.xmp_metadata.dc_identifier == identifier  # type: ignore[union-attr]


def test_the_language_of_the_form_is_said() -> None:
    assert str(reader(blank()).root_object["/Lang"]) == "fr-FR"
    assert str(reader(blank(lang=Lang.EN)).root_object["/Lang"]) == "en-GB"
