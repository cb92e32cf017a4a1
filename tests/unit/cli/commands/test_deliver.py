"""`zenforms deliver`: what a person sees of it, at a desk with an imitated system."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.making.ticketserver import TOKEN, House, ticket_server, zammad
from tests.unit.desk.bench import new_desk
from tests.unit.desk.delivery.bench import NUMBER, PLACE, a_ticket
from zenforms.cli.main import main
from zenforms.desk.delivery.outbox import DeliveryState, load, save
from zenforms.desk.spool.durable import Disk


@pytest.fixture
def house() -> Iterator[House]:
    with ticket_server(zammad, House()) as found:
        yield found


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = new_desk(tmp_path / "desk")
    a_ticket(root)
    monkeypatch.setenv("ZENFORMS_LANG", "en")
    monkeypatch.setenv("ZENFORMS_ZAMMAD_TOKEN", TOKEN)
    monkeypatch.setenv("ZENFORMS_DESK", str(root))
    return root


@pytest.fixture
def delivering(desk: Path, house: House) -> Path:
    (desk / "delivery.toml").write_text(
        f'since = 2026-01-01\n[zammad]\nurl = "{house.url}"\ngroup = "Support"\n'
        'customer = "desk@editeur.example"\ntimeout_seconds = 2\nlag_seconds = 0\n'
    )
    return desk


def run(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(shlex.split(command))
    told = capsys.readouterr()
    return code, told.out + told.err


def test_the_file_that_is_written_is_read_and_delivers_nothing(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("deliver init", capsys)[0] == 0
    assert "since = 2026-05-12" in (desk / "delivery.toml").read_text()
    assert (desk / "delivery.toml").stat().st_mode & 0o777 == 0o600
    code, said = run("deliver run --once", capsys)
    assert (code, "delivers nothing" in said) == (5, True)
    assert run("deliver init", capsys)[0] == 5
    assert run("deliver list", capsys) == (0, "This desk delivers to no ticket system.\n")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_everything_in_the_file_can_be_woken(
    desk: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    run(f"deliver init --lang {lang}", capsys)
    path = desk / "delivery.toml"
    woken = [
        line.removeprefix("#") if line.startswith("#") and not line.startswith("# ") else line
        for line in path.read_text().splitlines()
    ]
    path.write_text("\n".join(woken))
    code, said = run("deliver list --format json", capsys)
    assert code == 0, said
    names = [one["target"] for one in json.loads(said)["targets"]]
    assert names == ["rt", "redmine", "zammad", "glpi"]


def test_a_ticket_is_delivered_and_shown_with_its_link(
    delivering: Path, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("deliver check", capsys)[0] == 0
    code, said = run(f"deliver dry-run {NUMBER}", capsys)
    assert (code, json.loads(said)["zammad"]["method"]) == (0, "POST")
    assert TOKEN not in said
    assert house.tickets == {}
    code, said = run("deliver run --once", capsys)
    assert (code, f"{NUMBER} delivered {house.url}/#ticket/zoom/1" in said) == (0, True)
    assert "1 delivered, 0 waiting" in run("deliver list", capsys)[1]
    assert f"{house.url}/#ticket/zoom/1" in run(f"show {NUMBER}", capsys)[1]
    status = json.loads(run("status --format json", capsys)[1])
    assert status["deliveries"] == [
        {"target": "zammad", "delivered": 1, "waiting": 0, "undecided": []}
    ]
    assert delivering


def test_due_dates_of_what_was_delivered_are_reminded_of_only_if_asked(
    delivering: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (delivering / "clock.toml").write_text("now = 2026-05-25T10:00:00+02:00\n")

    def reminders() -> list[str]:
        status = json.loads(run("status --format json", capsys)[1])
        return [one["why"] for one in status["waiting"] if one["commitment"]]

    assert reminders() == ["overdue"]
    run("deliver run --once", capsys)
    assert reminders() == []
    path = delivering / "delivery.toml"
    path.write_text("remind = true\n" + path.read_text())
    assert reminders() == ["overdue"]


def test_what_is_doubtful_waits_for_a_person_who_decides(
    delivering: Path, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    run("deliver run --once", capsys)
    found = load(delivering, PLACE, "zammad")
    assert found
    doubtful = replace(found, state=DeliveryState.DOUBTFUL, id="", reason="who \x1b[31mknows")
    save(Disk(), delivering, doubtful)
    for command in ("status", "deliver list", f"show {NUMBER}", "doctor"):
        said = run(command, capsys)[1]
        assert "deci" in said.lower() or "doubtful" in said, command
        assert "\x1b" not in said
    assert run("deliver run --once", capsys)[0] == 1
    assert run(f"deliver resolve {NUMBER}", capsys)[0] == 2
    assert run(f"deliver resolve {NUMBER} --as 99", capsys)[0] == 5
    assert run(f"deliver resolve {NUMBER} --as 1", capsys)[0] == 0
    assert run("deliver run --once", capsys)[0] == 0
    assert len(house.tickets) == 1
    code, said = run(f"deliver resolve {NUMBER} --again", capsys)
    assert (code, "No delivery" in said) == (5, True)


def test_erasing_names_what_lies_elsewhere_and_takes_the_record_along(
    delivering: Path, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    run("deliver run --once", capsys)
    run(f"close {NUMBER} --by 'A. Exemple'", capsys)
    code, said = run("person erase EXEMPLE-1 --yes --by 'A. Exemple'", capsys)
    assert f"zammad 1 {house.url}/#ticket/zoom/1" in said, said
    assert not (delivering / "outbox" / PLACE).exists(), (code, said)
    assert run("deliver run --once", capsys)[0] == 0
    assert len(house.tickets) == 1


def test_a_system_that_is_away_is_told_and_nothing_is_lost(
    delivering: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = delivering / "delivery.toml"
    path.write_text(path.read_text().replace(path.read_text().split('"')[1], "http://127.0.0.1:9"))
    code, said = run("deliver run --once", capsys)
    assert code == 1
    assert "takes nothing at the moment" in said
    assert run("deliver check", capsys)[0] == 1
