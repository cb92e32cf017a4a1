"""`zenforms validate`: outcomes, exits, and where the desk comes from."""

import json
from pathlib import Path

import jsonschema
import pytest

from tests.unit.cli.conftest import Call
from zenforms.judging.schema import schema_of

WHEN = ("--received", "2026-04-03T10:00")


def outcome(done_out: str, number: int = 0) -> str:
    said: str = json.loads(done_out)["files"][number]["outcome"]
    return said


def not_checked(done_out: str) -> list[str]:
    codes: list[str] = json.loads(done_out)["files"][0]["not_checked"]
    return codes


def test_a_complete_request_is_accepted_with_0(call: Call, filled: Path, desk: Path) -> None:
    done = call("validate", filled, "--desk", desk, "--format", "json", *WHEN)
    assert (done.code, outcome(done.out)) == (0, "accepted")


def test_a_blank_form_is_incomplete_with_1(call: Call, blank: Path, desk: Path) -> None:
    done = call("validate", blank, "--desk", desk, "--format", "json", *WHEN)
    assert (done.code, outcome(done.out)) == (1, "incomplete")


def test_a_broken_file_is_quarantined_with_3(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-")
    done = call("validate", path, "--format", "json")
    assert (done.code, outcome(done.out)) == (3, "quarantined")


def test_of_several_files_the_highest_exit_counts(
    call: Call, filled: Path, blank: Path, desk: Path
) -> None:
    done = call("validate", filled, blank, "--desk", desk, "--format", "json", *WHEN)
    assert done.code == 1
    assert [outcome(done.out, n) for n in (0, 1)] == ["accepted", "incomplete"]


def test_json_is_valid_by_the_schema_that_is_printed(call: Call, filled: Path) -> None:
    said = json.loads(call("validate", filled, "--format", "json").out)
    jsonschema.Draft202012Validator(schema_of("validation")).validate(said)
    printed = json.loads(call("schema", "validation").out)
    assert printed == json.loads(json.dumps(schema_of("validation")))


def test_without_a_desk_what_was_not_checked_is_named(call: Call, filled: Path) -> None:
    assert json.loads(call("validate", filled, "--format", "json").out)["files"][0]["not_checked"]
    assert "--desk" in call("validate", filled).out


def test_with_a_desk_contracts_and_seal_are_checked(call: Call, filled: Path, desk: Path) -> None:
    alone = call("validate", filled, "--format", "json", *WHEN)
    with_desk = call("validate", filled, "--desk", desk, "--format", "json", *WHEN)
    checked = set(not_checked(alone.out)) - set(not_checked(with_desk.out))
    assert {"ZF502", "ZF503"} <= checked


def test_the_desk_is_also_found_by_variable_and_from_a_folder_within(
    call: Call, filled: Path, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = call("validate", filled, "--desk", desk, "--format", "json", *WHEN).out
    monkeypatch.setenv("ZENFORMS_DESK", str(desk))
    assert call("validate", filled, "--format", "json", *WHEN).out == named
    monkeypatch.delenv("ZENFORMS_DESK")
    monkeypatch.chdir(desk / "inbox")
    assert call("validate", filled, "--format", "json", *WHEN).out == named


def test_the_day_of_receipt_decides_about_contracts(call: Call, filled: Path, desk: Path) -> None:
    active = call("validate", filled, "--desk", desk, "--received", "2026-04-03").out
    over = call("validate", filled, "--desk", desk, "--received", "2027-04-03").out
    assert active != over


def test_the_report_speaks_french_unless_asked(call: Call, blank: Path) -> None:
    assert "demande incomplète" in call("validate", blank).out
    assert "request incomplete" in call("validate", blank, "--lang", "en").out


def test_nothing_is_written(call: Call, filled: Path, desk: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    call("validate", filled, "--desk", desk, *WHEN)
    assert sorted(tmp_path.rglob("*")) == before
