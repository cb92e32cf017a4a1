"""`zenforms init`, `watch` and `demo`: from an empty folder to a ticket."""

import json
import shutil
from pathlib import Path

import jsonschema

from tests.unit.cli.conftest import Call
from zenforms.judging.schema import schema_of


def test_a_new_desk_says_what_to_type_next(call: Call, tmp_path: Path) -> None:
    done = call("init", tmp_path / "d")
    assert done.code == 0
    assert "zenforms watch" in done.out
    assert (tmp_path / "d" / "inbox").is_dir()


def test_a_folder_that_holds_something_is_left_alone(call: Call, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "x").touch()
    done = call("init", tmp_path / "d")
    assert done.code == 5
    assert [path.name for path in (tmp_path / "d").iterdir()] == ["x"]


def test_watching_once_gives_every_drop_its_outcome(
    spawn: Call, desk: Path, filled: Path, blank: Path
) -> None:
    text = (desk / "policy.toml").read_text(encoding="utf-8")
    text = text.replace("#stillness_seconds = 2.0", "stillness_seconds = 0.0")
    (desk / "policy.toml").write_text(text, encoding="utf-8")
    shutil.copy(filled, desk / "inbox" / "complet.pdf")
    shutil.copy(blank, desk / "inbox" / "vierge.pdf")
    (desk / "inbox" / "cassé.pdf").write_bytes(b"%PDF-")
    done = spawn("watch", desk, "--once")
    assert done.code == 0, done.err
    for name in ("complet.pdf", "vierge.pdf", "cassé.pdf"):
        assert name in done.out
    (ticket,) = (desk / "tickets").glob("*.json")
    jsonschema.Draft202012Validator(schema_of("ticket")).validate(json.loads(ticket.read_bytes()))
    (returned,) = (desk / "returned").glob("*/report.txt")
    assert "demande incomplète" in returned.read_text(encoding="utf-8")
    assert len(list((desk / "quarantine").iterdir())) == 1
    assert list((desk / "inbox").iterdir()) == []


def test_a_folder_that_is_no_desk_is_not_watched(call: Call, tmp_path: Path) -> None:
    done = call("watch", tmp_path, "--once")
    assert done.code == 5
    assert "zenforms init" in done.err
