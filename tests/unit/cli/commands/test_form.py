"""`zenforms form build | fill | list`."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call

BUILD = ("form", "build", "assistance-request", "--client", "EXEMPLE-1")


def fields(call: Call, path: Path) -> dict[str, str | None]:
    (file,) = json.loads(call("fields", path, "--format", "json").out)["files"]
    return {field["name"]: field["value"] for field in file["fields"]}


def test_the_client_comes_from_the_register(call: Call, blank: Path) -> None:
    values = fields(call, blank)
    assert values["client_id"] == "EXEMPLE-1"
    assert values["client_name"] == "Société Exemple"
    assert values["seal"]


def test_building_twice_gives_the_same_bytes_and_no_complaint(
    call: Call, blank: Path, desk: Path
) -> None:
    before = blank.read_bytes()
    assert call(*BUILD, "--desk", desk, "-o", blank).code == 0
    assert blank.read_bytes() == before


def test_another_file_is_not_replaced_without_force(call: Call, desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.pdf"
    target.write_bytes(b"precious")
    assert call(*BUILD, "--desk", desk, "-o", target).code == 2
    assert target.read_bytes() == b"precious"
    assert call(*BUILD, "--desk", desk, "-o", target, "--force").code == 0
    assert target.read_bytes().startswith(b"%PDF")


def test_an_unknown_client_names_the_known_ones(call: Call, desk: Path) -> None:
    done = call(
        "form", "build", "assistance-request", "--client", "NOBODY", "--desk", desk, "-o", "x.pdf"
    )
    assert done.code == 2
    assert "EXEMPLE-1" in done.err


def test_an_unknown_form_names_the_known_ones(call: Call, desk: Path) -> None:
    done = call("form", "build", "nothing", "--client", "EXEMPLE-1", "--desk", desk, "-o", "x.pdf")
    assert done.code == 5
    assert "assistance-request" in done.err


def test_without_a_desk_no_form_is_built(call: Call) -> None:
    done = call(*BUILD, "-o", "x.pdf")
    assert done.code == 5
    assert "zenforms init" in done.err


def test_a_form_can_be_asked_for_in_english(call: Call, desk: Path, tmp_path: Path) -> None:
    french, english = tmp_path / "fr.pdf", tmp_path / "en.pdf"
    call(*BUILD, "--desk", desk, "-o", french)
    call(*BUILD, "--desk", desk, "-o", english, "--lang", "en")
    assert fields(call, french)["domain"] != fields(call, english)["domain"]


def test_the_language_of_the_messages_is_not_that_of_the_form(
    call: Call, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZENFORMS_LANG", "en")
    path = tmp_path / "fr.pdf"
    assert "written" in call(*BUILD, "--desk", desk, "-o", path).out
    assert fields(call, path)["domain"] == "(à choisir)"


def test_values_are_written_into_the_form(call: Call, filled: Path) -> None:
    values = fields(call, filled)
    assert values["summary"] == "Où régler la langue des modèles ?"
    assert values["mode"] == "TMA"


@pytest.mark.parametrize(
    "text", ['unheard_of = "x"', 'domain = "moon"', 'client_name = "x"', "contact_name = "]
)
def test_values_that_do_not_fit_are_named(
    call: Call, blank: Path, tmp_path: Path, text: str
) -> None:
    values = tmp_path / "bad.toml"
    values.write_text(text, encoding="utf-8")
    done = call("form", "fill", blank, values, "-o", tmp_path / "out.pdf")
    assert done.code == 2
    assert text.split(" ", maxsplit=1)[0] in done.err or "TOML" in done.err
    assert not (tmp_path / "out.pdf").exists()


def test_a_foreign_pdf_cannot_be_filled(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7")
    values = tmp_path / "v.toml"
    values.touch()
    assert call("form", "fill", path, values, "-o", "y.pdf").code == 2


def test_forms_are_listed_for_people_and_programs(call: Call) -> None:
    assert "assistance-request" in call("form", "list").out
    listed = json.loads(call("form", "list", "--format", "json").out)
    assert "assistance-request" in [form["id"] for form in listed["forms"]]
