"""`zenforms init`, `watch` and `demo`: from an empty folder to a ticket."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jsonschema
import pytest

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


@contextmanager
def watching(desk: Path, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A watcher in a process of its own that has begun to watch."""
    command = [sys.executable, "-m", "zenforms", "watch", str(desk), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_watcher_that_is_asked_to_stop_says_so_by_its_exit(
    desk: Path, number: signal.Signals, code: int
) -> None:
    with watching(desk) as process:
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert "s’arrête" in out.decode()
    assert err == b""


def test_a_desk_has_one_watcher_and_the_second_one_is_told(spawn: Call, desk: Path) -> None:
    with watching(desk) as first:
        second = spawn("watch", desk, "--once")
        assert second.code == 5
        assert str(first.pid) in second.err
        assert "surveillé depuis" in spawn("status", desk).out


def test_programs_are_told_in_json_lines_without_a_clients_words(
    spawn: Call, desk: Path, blank: Path
) -> None:
    shutil.copy(blank, desk / "inbox" / "secret de camille.pdf")
    done = spawn("watch", desk, "--once", "--format", "json")
    news = [json.loads(line) for line in done.out.splitlines()]
    assert "incomplete" in [one.get("outcome") for one in news]
    assert "camille" not in done.out


def test_the_doctor_mends_what_a_restore_lost(call: Call, desk: Path) -> None:
    for name in ("work", "orders"):
        shutil.rmtree(desk / name)
    assert call("status", desk).code == 0
    assert "work" in call("doctor", desk).out
    assert "work" in call("doctor", desk, "--repair").out
    assert (desk / "work").is_dir()
    assert (desk / "orders" / "done").is_dir()


def test_an_empty_policy_is_told_by_every_command(call: Call, desk: Path) -> None:
    (desk / "policy.toml").write_bytes(b"")
    for command in ("status", "doctor", "find"):
        done = call(command, desk) if command != "find" else call(command, "--desk", desk)
        assert done.code == 5
        assert "vide" in done.out + done.err
