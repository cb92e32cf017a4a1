"""`zenforms psr` and `zenforms log`: evidence on its own, whatever it came in."""

import json
import re
from pathlib import Path

import pytest

from tests.making.mails import attachment, mail, part
from tests.making.steps import Report, film, report_zip
from tests.unit.cli.conftest import Call

LOG = """2026-05-11 09:00:00,120 INFO ZenSolutions.Service started
2026-05-11 09:00:02,120 ERROR cannot connect password=hunter2
   at Zen.Db.Connect()
"""


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "rapport.zip"
    path.write_bytes(report_zip(Report()))
    return path


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "service.log"
    path.write_text(LOG, encoding="utf-8")
    return path


def test_every_step_is_told_in_order(call: Call, recording: Path) -> None:
    said = call("psr", recording).out
    steps = [line.strip() for line in said.splitlines() if line.strip()[:1].isdigit()]
    assert [step.split(".")[0] for step in steps] == ["1", "2", "3", "4"]
    assert "Imprimer" in said
    assert "Commentaire" in said
    assert "ZenSolutions Desk 8.4.2.0" in said


def test_a_recording_is_found_in_a_message(call: Call, recording: Path, tmp_path: Path) -> None:
    message = tmp_path / "message.eml"
    body = part("Content-Type: text/plain", b"Bonjour")
    message.write_bytes(mail(body, attachment("rapport.zip", recording.read_bytes())))
    said = json.loads(call("psr", message, "--format", "json").out)
    (found,) = said["files"][0]["found"]
    assert found["name"] == "rapport.zip"
    assert len(found["steps"]) == 4


def test_the_page_shows_the_steps_with_their_pictures_and_stands_alone(
    call: Call, recording: Path
) -> None:
    done = call("psr", recording, "--format", "html")
    assert done.code == 0
    assert done.out.startswith("<!doctype html>")
    assert "Clic gauche de l’utilisateur sur « Imprimer »" in done.out
    assert done.out.count('<img src="data:image/jpeg;base64,') == 4
    assert not re.search(r"<script|https?:|/secret", done.out)


def test_the_pages_of_several_drops_are_one_and_its_links_lead_to_each_step(
    call: Call, recording: Path, log: Path
) -> None:
    done = call("psr", "--format", "html", recording, log, recording)
    assert done.code == 3
    assert "service.log" in done.out
    assert "aucun enregistrement" in done.out
    places = re.findall(r'<article id="([^"]+)"', done.out)
    assert len(places) == len(set(places)) == 8
    contents = re.findall(r"<nav>(.*?)</nav>", done.out)
    assert re.findall(r'href="#([^"]+)"', "".join(contents)) == places
    assert set(re.findall(r'href="#([^"]+)"', done.out)) == set(places)


def test_a_film_has_no_count_of_steps(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(film())
    said = call("psr", path).out
    assert "pas de décompte" in said
    assert "vidéo, à regarder" in said
    assert "Actions enregistrées" in said
    assert not re.search(r"\b0\b", said)
    page = call("psr", "--format", "html", path).out
    assert "il faut la regarder" in page
    assert "aucune étape" not in page
    (found,) = json.loads(call("psr", "--format", "json", path).out)["files"][0]["found"]
    assert found == {"name": "film.mp4", "kind": "video"}


def test_a_report_without_a_step_has_a_count(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "rapport.zip"
    path.write_bytes(report_zip(Report(actions=())))
    assert re.search(r"Actions enregistrées\s+0", call("psr", path).out)
    assert "aucune étape" in call("psr", "--format", "html", path).out


def test_a_log_tells_its_period_and_last_errors_without_secrets(call: Call, log: Path) -> None:
    done = call("log", log)
    assert done.code == 0
    for words in ("2026-05-11 09:00:00", "error 1", "ligne 2", "at Zen.Db.Connect()"):
        assert words in done.out
    assert "hunter2" not in done.out
    assert "hunter2" not in call("log", log, "--format", "json").out


def test_what_holds_nothing_of_the_kind_leaves_with_3(
    call: Call, log: Path, recording: Path
) -> None:
    assert call("psr", log).code == 3
    assert "aucun enregistrement" in call("psr", log).out
    assert call("log", recording).code == 3
    assert "aucun journal" in call("log", recording).out
    assert call("psr", recording, log).code == 3
