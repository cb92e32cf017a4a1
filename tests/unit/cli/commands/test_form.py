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


CLIENTS = """
[[clients]]
id = "CON"
name = "../Cœur d'Été & Fils : /\\\\ <b>"
[[clients]]
id = "ENG-2"
name = "Example Limited"
language = "en"
"""


def test_every_client_gets_the_form_that_it_would_get_alone(
    call: Call, desk: Path, tmp_path: Path
) -> None:
    (desk / "clients.toml").write_text(CLIENTS, encoding="utf-8")
    folder, alone = tmp_path / "forms", tmp_path / "alone.pdf"
    ask = ("form", "build", "assistance-request", "--desk", desk)
    assert call(*ask, "--all-clients", "-o", folder).code == 0
    names = [f"assistance-request-{client}.pdf" for client in ("CON", "ENG-2")]
    assert sorted(path.name for path in folder.iterdir()) == names
    call(*ask, "--client", "ENG-2", "-o", alone)
    assert (folder / names[1]).read_bytes() == alone.read_bytes()
    assert fields(call, folder / names[1])["domain"] == "(choose)"
    assert fields(call, folder / names[0])["domain"] == "(à choisir)"
    assert fields(call, folder / names[0])["client_name"] == "../Cœur d'Été & Fils : /\\ <b>"


def test_it_is_one_client_or_all_of_them(call: Call, desk: Path) -> None:
    assert call(*BUILD, "--all-clients", "--desk", desk, "-o", "x").code == 2
    assert call(*BUILD[:3], "--desk", desk, "-o", "x").code == 2


def test_a_desk_can_do_without_scripts(call: Call, desk: Path, tmp_path: Path) -> None:
    with_scripts, without = tmp_path / "with.pdf", tmp_path / "without.pdf"
    call(*BUILD, "--desk", desk, "-o", with_scripts)
    policy = desk / "policy.toml"
    said = policy.read_text(encoding="utf-8")
    policy.write_text(said.replace("form_scripts = true", "form_scripts = false"), "utf-8")
    assert call(*BUILD, "--desk", desk, "-o", without).code == 0
    assert b"/JavaScript" in with_scripts.read_bytes()
    assert b"/JavaScript" not in without.read_bytes()
    theirs = {name: v for name, v in fields(call, with_scripts).items() if name[:4] != "aid_"}
    assert fields(call, without) == theirs


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
