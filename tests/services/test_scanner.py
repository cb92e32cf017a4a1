"""A real clamd looks at what comes with a request; nothing passes while it does not answer."""

import json
from pathlib import Path

import pytest

from tests.services.conftest import Zenforms, decide, filled_form
from tests.services.servers import EICAR, free_port, scanner
from zenforms.reading.files.scanning import ScanResult, scan

pytestmark = pytest.mark.services


def drop(desk: Path, **files: bytes) -> None:
    folder = desk / "inbox" / "envoi"
    folder.mkdir()
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)


def test_the_scanner_tells_clean_infected_and_too_large_apart(tmp_path: Path) -> None:
    files = {"clean": b"bonjour", "infected": EICAR.encode(), "large": bytes(3_000_000)}
    with scanner(free_port()) as address:
        results = {}
        for name, content in files.items():
            path = tmp_path / name
            path.write_bytes(content)
            results[name] = scan(path, address).result
    assert results == {
        "clean": ScanResult.CLEAN,
        "infected": ScanResult.INFECTED,
        "large": ScanResult.TOO_LARGE,
    }


def test_a_clean_request_becomes_a_ticket(desk: Path, zenforms: Zenforms) -> None:
    drop(desk, demande_pdf=filled_form(), service_log=b"2026-05-12 09:00:00 ERROR rien\n")
    with scanner(free_port()) as address:
        decide(desk, "intake", scanner=address)
        assert zenforms("watch", "--once").returncode == 0
    assert len(list((desk / "tickets").glob("*.json"))) == 1


def test_an_infected_file_puts_the_whole_drop_in_quarantine(desk: Path, zenforms: Zenforms) -> None:
    drop(desk, demande_pdf=filled_form(), virus_txt=EICAR.encode())
    with scanner(free_port()) as address:
        decide(desk, "intake", scanner=address)
        assert zenforms("watch", "--once").returncode == 0
    (held,) = (desk / "quarantine").iterdir()
    assert "Eicar-Test" in (held / "report.txt").read_text()
    assert not list((desk / "tickets").iterdir())


def test_nothing_passes_while_the_scanner_is_away_and_nothing_is_lost(
    desk: Path, zenforms: Zenforms
) -> None:
    port = free_port()
    decide(desk, "intake", scanner=f"127.0.0.1:{port}")
    drop(desk, demande_pdf=filled_form())
    assert zenforms("watch", "--once").returncode == 1
    assert not list((desk / "tickets").iterdir())
    with scanner(port):
        ended = zenforms("watch", "--once")
    assert ended.returncode == 0, ended.stdout
    (record,) = (desk / "tickets").glob("*.json")
    assert json.loads(record.read_text())["request"]["contact_name"] == "Zoé L’Exemple-Dupuÿs"
