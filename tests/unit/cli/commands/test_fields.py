"""`zenforms fields`: what any form holds."""

import json
from pathlib import Path

from tests.unit.cli.conftest import Call
from tests.unit.reading.copies import copy_of


def test_json_has_the_documented_shape(call: Call, filled: Path) -> None:
    done = call("fields", filled, "--format", "json")
    data = json.loads(done.out)
    assert done.code == 0
    assert list(data) == ["version", "files"]
    (file,) = data["files"]
    assert file["file"] == str(filled)
    assert file["form"] == {"id": "assistance-request", "revision": 1}
    fields = {field["name"]: field for field in file["fields"]}
    assert fields["summary"]["value"] == "Où régler la langue des modèles ?"
    assert fields["psr_attached"]["value"] is None
    assert fields["mode"]["kind"] == "radio"
    assert set(fields["mode"]) == {"name", "kind", "value", "flags", "page"}


def test_a_file_that_is_no_form_leaves_with_3_and_a_sentence(call: Call, tmp_path: Path) -> None:
    broken = tmp_path / "cassé.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    done = call("fields", broken)
    assert done.code == 3
    assert "cassé.pdf" in done.out
    assert "Traceback" not in done.out + done.err


def test_one_unreadable_file_among_others_is_told_by_the_exit(
    call: Call, filled: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"no")
    done = call("fields", filled, broken, "--format", "json")
    assert done.code == 3
    assert [len(file["fields"]) > 0 for file in json.loads(done.out)["files"]] == [True, False]


def test_standard_input_is_read_for_a_dash(spawn: Call, filled: Path) -> None:
    done = spawn("fields", "-", "--format", "json", stdin=filled.read_bytes())
    assert done.code == 0
    assert json.loads(done.out)["files"][0]["file"] == "-"


def test_a_printed_copy_shows_what_is_only_proposed(call: Call, tmp_path: Path) -> None:
    copy = tmp_path / "copie.pdf"
    copy.write_bytes(copy_of())
    done = call("fields", copy)
    assert done.code == 3
    said = " ".join(done.out.split())
    for part in ("copie imprimée", "seulement proposées", "Le Desk se ferme", "recovered"):
        assert part in said
