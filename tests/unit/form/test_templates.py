"""Forms issued from one template: each is as if it had been built for its client alone."""

import io
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import PdfObject

from tests.unit.form.accessible import CHECKS
from tests.unit.form.made import (
    ANSWERS,
    ASSISTANCE,
    BRANDING,
    CANCELLATION,
    CLIENT,
    KEY,
    drawn_text,
    fields,
    form,
    picture,
    reader,
    value,
)
from zenforms.desk.setup.maps import form_maps
from zenforms.form.branding import Correction, FormClient, Stamp
from zenforms.form.build import build_form, issue_form, make_template
from zenforms.form.layout.fonts import drawable
from zenforms.form.seal import Sealed, seal
from zenforms.language import Lang
from zenforms.reading.document import read_document

BOTH = [(name, lang) for name in (ASSISTANCE, CANCELLATION) for lang in Lang]
TEMPLATES = {
    (name, lang): make_template(form(name), branding=BRANDING, lang=lang) for name, lang in BOTH
}
FOOTS = {
    Lang.FR: ("Formulaire {} · révision {} · client {}", "Page {} sur {}"),
    Lang.EN: ("Form {} · revision {} · client {}", "Page {} of {}"),
}
IDS = st.from_regex(r"[A-Z0-9](?:[A-Z0-9-]{0,18}[A-Z0-9])?", fullmatch=True)
NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=60
).filter(str.strip)
CLIENTS = st.builds(FormClient, IDS, NAMES)


def objects(pdf: PdfReader) -> Iterator[PdfObject]:
    """All objects of the file, in the order of their numbers."""
    for number in range(1, int(pdf.trailer["/Size"])):  # type: ignore[call-overload]
        found = pdf.get_object(number)
        assert found is not None
        yield found


def as_written(found: PdfObject) -> bytes:
    target = io.BytesIO()
    found.write_to_stream(target)
    return target.getvalue()


def unspaced(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("name", "lang"), BOTH)
@settings(max_examples=10)
@given(client=CLIENTS)
def test_it_says_of_its_client_all_that_a_form_says(
    name: str, lang: Lang, client: FormClient
) -> None:
    made = issue_form(TEMPLATES[name, lang], client, key=KEY)
    pdf, definition = reader(made), form(name)
    sealed = seal(KEY, Sealed(definition.form, definition.revision, client.id, client.name))
    assert {field.name: value(pdf, field.name) for field in definition.hidden} == {
        "form_id": definition.form,
        "form_revision": str(definition.revision),
        "client_id": client.id,
        "seal": sealed,
        "channel": "form",
        "thread": "",
    }
    assert value(pdf, "client_name") == client.name
    drawn = "".join(drawn_text(picture(fields(pdf)["client_name"])))
    assert unspaced(drawn) == unspaced(drawable(client.name))
    title = f"{definition.title.to(lang)} – {client.name}"
    identifier = f"zenforms:{definition.form}@{definition.revision}:{client.id}"
    assert {key: str(said) for key, said in (pdf.metadata or {}).items()} == {
        "/Title": title,
        "/Author": BRANDING.vendor,
        "/Creator": "zenforms",
        "/Producer": "zenforms",
        "/ZenformsForm": definition.form,
        "/ZenformsRevision": str(definition.revision),
        "/ZenformsClient": client.id,
        "/ZenformsSeal": sealed,
    }
    packet = ET.fromstring(pdf.root_object["/Metadata"].get_data())  # type: ignore[attr-defined]  # noqa: S314 - our own packet
    said = [text for element in packet.iter() if (text := (element.text or "").strip("\n"))]
    assert {title, BRANDING.vendor, identifier} <= set(said)
    assert bytes(pdf.trailer["/ID"][0].original_bytes) == identifier.encode()  # type: ignore[index]
    identity, paging = FOOTS[lang]
    for number, page in enumerate(pdf.pages, start=1):
        text = page.extract_text()
        assert identity.format(definition.form, definition.revision, client.id) in text
        assert paging.format(number, len(pdf.pages)) in text


@pytest.mark.parametrize(("name", "lang"), BOTH)
@settings(max_examples=3)
@given(client=CLIENTS)
def test_it_is_the_same_to_the_byte_as_a_form_built_for_its_client_alone(
    name: str, lang: Lang, client: FormClient
) -> None:
    alone = build_form(form(name), client=client, branding=BRANDING, lang=lang, key=KEY)
    assert issue_form(TEMPLATES[name, lang], client, key=KEY) == alone


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_two_clients_forms_differ_in_what_says_whose_they_are_and_in_nothing_else(
    name: str, lang: Lang
) -> None:
    template = TEMPLATES[name, lang]
    one, other = (
        reader(issue_form(template, client, key=KEY))
        for client in (CLIENT, FormClient("AUTRE-2", "Łódź & 日本 " * 8))
    )
    pairs = enumerate(zip(objects(one), objects(other), strict=True), start=1)
    different = {number for number, (a, b) in pairs if as_written(a) != as_written(b)}
    named, hidden = fields(one)["client_name"], fields(one)
    assert different == {
        *(page["/Contents"][1].indirect_reference.idnum for page in one.pages),  # type: ignore[index]
        named.indirect_reference.idnum,  # type: ignore[union-attr]
        named["/AP"].raw_get("/N").idnum,  # type: ignore[attr-defined]
        *(hidden[own].indirect_reference.idnum for own in ("client_id", "seal")),  # type: ignore[union-attr]
        one.trailer.raw_get("/Info").idnum,
        one.root_object.raw_get("/Metadata").idnum,
    }


@settings(max_examples=10)
@given(client=CLIENTS)
def test_our_own_reading_takes_it_for_sound_and_reads_what_was_written(client: FormClient) -> None:
    made = issue_form(TEMPLATES[ASSISTANCE, Lang.FR], client, key=KEY)
    document = read_document(made, name="demande.pdf", maps=form_maps())
    assert [problem.code for problem in document.problems] == ["ZF020"]  # nothing filled in yet
    found = {field.name: field.value for field in document.fields}
    assert found["client_id"] == client.id
    assert found["client_name"] == client.name


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_each_is_as_accessible_as_the_first(name: str, lang: Lang) -> None:
    for client in (CLIENT, FormClient("AUTRE-2", "Łódź & 日本 " * 8)):
        pdf = reader(issue_form(TEMPLATES[name, lang], client, key=KEY))
        assert [missed for check in CHECKS.values() for missed in check(pdf)] == []


def test_the_name_is_set_for_each_client_anew() -> None:
    template = TEMPLATES[ASSISTANCE, Lang.FR]
    sizes = {
        name: (str(field["/DA"]).split()[1], int(str(field["/Ff"])))
        for name in ("Bref", "M" * 120, "Bref aussi")
        for field in [fields(reader(issue_form(template, FormClient("A", name))))["client_name"]]
    }
    assert sizes["Bref"] == sizes["Bref aussi"] == ("12", 1)
    assert sizes["M" * 120] == ("9", 1 | 1 << 12)


def test_answers_and_marks_belong_to_the_template_thread_and_channel_to_the_issue() -> None:
    correction = Correction({"workstations": "Indiquez les postes concernés."}, "ZF-260115-K7M2Q")
    template = make_template(form(), branding=BRANDING, correction=correction, answers=ANSWERS)
    for client in (CLIENT, FormClient("AUTRE-2", "Autre Société")):
        made = issue_form(template, client, stamp=Stamp(thread="ZF-260115-K7M2Q"))
        assert made == build_form(
            form(),
            client=client,
            branding=BRANDING,
            stamp=Stamp(thread="ZF-260115-K7M2Q"),
            answers=ANSWERS,
            marks=correction.marks,
        )
        assert value(reader(made), "summary") == ANSWERS["summary"]
        assert value(reader(made), "thread") == "ZF-260115-K7M2Q"
    assert value(reader(issue_form(template, CLIENT, stamp=Stamp("phone"))), "channel") == "phone"


def test_a_form_that_does_not_show_the_clients_name_is_issued_all_the_same() -> None:
    data = form(CANCELLATION).model_dump(mode="python")
    for section in data["sections"]:
        section["fields"] = [f for f in section["fields"] if f["name"] != "client_name"]
    nameless = type(form()).model_validate(data)
    pdf = reader(issue_form(make_template(nameless, branding=BRANDING), CLIENT, key=KEY))
    assert "client_name" not in fields(pdf)
    assert value(pdf, "client_id") == CLIENT.id
