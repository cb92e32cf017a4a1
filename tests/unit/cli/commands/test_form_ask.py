"""`zenforms form ask`: a request by telephone goes the way of every other."""

import io
import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call
from zenforms.form.library import shipped_form

ASK = ("form", "ask", "assistance-request", "--client", "EXEMPLE-1")
SAID = {
    "contact_name": "Camille Exemple",
    "email": "camille@client.example",
    "mode": "1",
    "type": "1",
    "domain": "1",
    "urgency": "2",
    "desk_version": "12.1",
    "summary": "Écran blanc à l'ouverture",
    "description": "J'ouvre le Desk, l'écran reste blanc.\n.",
    "one_subject": "o",
}


def typed(said: dict[str, str]) -> str:
    """The lines that answer every question of the form, in its order."""
    names = [f.name for f in shipped_form("assistance-request").fields() if f.name != "client_name"]
    return "".join(said.get(name, "") + "\n" for name in names)


@pytest.fixture
def caller(monkeypatch: pytest.MonkeyPatch, desk: Path) -> None:
    """Somebody who says what there is to say, and does not go over it again."""
    (desk / "clock.toml").write_text("now = 2026-04-03T10:00:00+02:00\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(typed(SAID) + "n\n"))


@pytest.mark.usefixtures("caller")
def test_it_is_written_into_the_inbox_and_marked_as_telephone(call: Call, desk: Path) -> None:
    done = call(*ASK, "--desk", desk)
    assert done.code == 0, done.err
    (form,) = (desk / "inbox").iterdir()
    assert form.name == "telephone-EXEMPLE-1-20260403-100000.pdf"
    fields = json.loads(call("fields", form, "--format", "json").out)["files"][0]["fields"]
    values = {field["name"]: field["value"] for field in fields}
    assert values["channel"] == "phone"
    assert values["summary"] == SAID["summary"]


@pytest.mark.usefixtures("caller")
def test_the_same_rules_judge_it_at_once(call: Call, desk: Path, tmp_path: Path) -> None:
    path = tmp_path / "oral.pdf"
    done = call(*ASK, "--desk", desk, "-o", path)
    assert "demande acceptée" in done.out
    judged = call("validate", path, "--desk", desk, "--format", "json")
    assert json.loads(judged.out)["files"][0]["outcome"] == "accepted"


def test_what_the_rules_mark_is_asked_again(
    call: Call, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "clock.toml").write_text("now = 2026-04-03T10:00:00+02:00\n", encoding="utf-8")
    first = typed({**SAID, "email": "pas une adresse"})
    monkeypatch.setattr("sys.stdin", io.StringIO(first + "o\ncamille@client.example\n" + "\n" * 9))
    assert call(*ASK, "--desk", desk).code == 0
    (form,) = (desk / "inbox").iterdir()
    fields = json.loads(call("fields", form, "--format", "json").out)["files"][0]["fields"]
    assert {f["name"]: f["value"] for f in fields}["email"] == "camille@client.example"


def test_an_entry_that_is_broken_off_leaves_nothing(
    call: Call, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Camille\n"))
    done = call(*ASK, "--desk", desk)
    assert done.code == 2
    assert "rien n’a été gardé" in done.err
    assert list((desk / "inbox").iterdir()) == []
