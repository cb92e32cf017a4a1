"""`stats` and `calendar`: a desk in figures and in days."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call
from tests.unit.desk.story import ANSWERS, PSR, filled, mail, new_story

NOW = "now = 2026-05-18T10:00:00+02:00\n"


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with one ticket under TMA."""
    story = new_story(tmp_path_factory.mktemp("busy") / "bureau")
    (story.root / "clock.toml").write_text(NOW, encoding="utf-8")
    files = {"d.pdf": filled(story.form(), ANSWERS), "psr.zip": PSR}
    sender = "Anne Essai <anne.essai@client.example>"
    story.receive("1.eml", mail(sender, "Export", files), "2026-05-12T09:00")
    return story.root


def test_figures_are_told_in_every_format(call: Call, busy: Path) -> None:
    assert "acceptées                   1 (100\u00a0%)" in call("stats", busy).out
    said = json.loads(call("stats", "--desk", busy, "--format", "json").out)
    assert (said["version"], said["outcomes"]) == (1, {"accepted": 1})
    assert call("stats", busy, "--format", "html").out.startswith("<!doctype html>")


def test_a_period_may_be_named(call: Call, busy: Path) -> None:
    said = json.loads(call("stats", busy, "--format", "json", "--since", "2026-05-13").out)
    assert said["drops"] == 0
    said = json.loads(call("stats", busy, "--format", "json", "--until", "2026-05-12").out)
    assert said["drops"] == 1


def test_a_new_desk_has_nothing_to_tell(call: Call, desk: Path) -> None:
    done = call("stats", desk, "--lang", "en")
    assert done.code == 0
    assert "Nothing was received." in done.out


def test_reading_changes_nothing_in_the_desk(call: Call, busy: Path) -> None:
    before = sorted((p, p.stat().st_mtime_ns) for p in busy.rglob("*"))
    call("stats", busy)
    call("calendar", busy, "-o", "-")
    assert sorted((p, p.stat().st_mtime_ns) for p in busy.rglob("*")) == before


def test_open_due_dates_go_into_a_calendar(call: Call, busy: Path, tmp_path: Path) -> None:
    target = tmp_path / "due.ics"
    done = call("calendar", busy, "-o", target)
    assert done.code == 0
    assert "2 échéances écrites" in done.out
    lines = target.read_bytes().decode().split("\r\n")
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART;VALUE=DATE:20260515",
        "DTSTART;VALUE=DATE:20260520",
    ]
    assert call("calendar", busy, "-o", target).code == 0  # the same bytes need no --force


def test_a_desk_without_due_dates_makes_an_empty_calendar(
    call: Call, desk: Path, tmp_path: Path
) -> None:
    done = call("calendar", desk, "-o", tmp_path / "due.ics", "--lang", "en")
    assert "Nothing is due" in done.out
    assert b"VEVENT" not in (tmp_path / "due.ics").read_bytes()
