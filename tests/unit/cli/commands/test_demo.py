"""`zenforms demo`: the main job on files that real viewers saved."""

import io
import json
import re
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

import jsonschema
import pytest

from tests.unit.cli.conftest import Done
from zenforms.cli.demonstration import SHOWN
from zenforms.cli.main import main
from zenforms.judging.schema import schema_of


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    """What the demo says, and the desk it leaves; made once."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        patch.delenv("ZENFORMS_LANG", raising=False)
        with redirect_stdout(io.StringIO()) as said:
            code = main(["demo"])
    (desk,) = folder.glob("zenforms-demo-*/bureau")
    return Done(code, said.getvalue(), ""), desk


def test_every_outcome_is_shown_with_its_place(shown: tuple[Done, Path]) -> None:
    done, desk = shown
    assert done.code == 0
    places = re.findall(r"(\w+/ZF-\d{6}-\w+)$", done.out, re.MULTILINE)
    assert len(places) > 10
    assert all((desk / place / "report.txt").exists() for place in places)
    assert {place.split("/")[0] for place in places} >= {"tickets", "returned", "quarantine"}


def test_every_ticket_is_valid_by_its_schema(shown: tuple[Done, Path]) -> None:
    _, desk = shown
    tickets = list((desk / "tickets").glob("*.json"))
    assert tickets
    for ticket in tickets:
        said = json.loads(ticket.read_bytes())
        jsonschema.Draft202012Validator(schema_of("ticket")).validate(said)


def test_the_report_of_a_returned_request_is_shown_whole(shown: tuple[Done, Path]) -> None:
    done, desk = shown
    reports = [path.read_text("utf-8") for path in desk.glob("returned/*/report.txt")]
    assert any(report in done.out for report in reports)


def test_it_ends_with_commands_that_can_be_typed(shown: tuple[Done, Path]) -> None:
    done, desk = shown
    form = desk.parent / "demande.pdf"
    assert form.read_bytes().startswith(b"%PDF")
    assert f"zenforms validate --desk {desk} {form}" in done.out
    assert done.out.splitlines()[-1].strip() == "zenforms --help"


def test_no_line_but_a_command_is_wider_than_a_terminal(shown: tuple[Done, Path]) -> None:
    done, desk = shown
    wide = [line for line in done.out.splitlines() if len(line) > 80]
    assert all(str(desk.parent) in line or "…" in line for line in wide)


def test_the_inbox_is_empty_afterwards(shown: tuple[Done, Path]) -> None:
    assert list((shown[1] / "inbox").iterdir()) == []


def test_each_sample_becomes_what_its_name_says(shown: tuple[Done, Path]) -> None:
    words = {
        "accepted": "tickets",
        "automatic": "automatic",
        "incomplete": "returned",
        "refused": "refused",
        "quarantined": "quarantine",
    }
    rows = re.findall(r"^(\S+) +. \S+ +(\w+)/ZF-", shown[0].out, re.MULTILINE)
    became = {name.partition(".")[0]: place for name, place in rows}
    expected = (name.partition("-") for name in SHOWN)
    assert became == {case: words[outcome] for outcome, _, case in expected}
