"""One handler: every way to fail has its exit code and two lines."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call
from zenforms import __version__


def test_the_version_is_told(call: Call) -> None:
    assert call("--version").out == f"zenforms {__version__}\n"


def test_without_a_command_the_help_is_shown(call: Call) -> None:
    assert call().out == call("--help").out
    assert call("form").out == call("form", "--help").out


def test_help_speaks_the_language_asked_for(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    french, english = call("validate", "--help").out, call("validate", "--help", "--lang=en").out
    assert french.startswith("Utilisation")
    assert english.startswith("Usage")
    monkeypatch.setenv("ZENFORMS_LANG", "en")
    assert call("validate", "--help").out == english


@pytest.mark.parametrize(
    "arguments",
    [
        ["frm"],
        ["form", "bild"],
        ["fields"],
        ["fields", "--formt", "json", "x"],
        ["fields", "--format", "xml", "x"],
        ["fields", "x", "--format"],
        ["form", "list", "surplus"],
        ["fields", "--lang", "de"],
        ["fields", "absent.pdf"],
        ["validate", "x", "--received", "demain"],
        ["form", "build", "assistance-request", "-o", "x"],
    ],
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_command_written_wrongly_leaves_with_2_and_two_lines(
    call: Call, arguments: list[str], lang: str
) -> None:
    done = call(*arguments, *(["--lang", lang] if "--lang" not in arguments else []))
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("zenforms: ")
    assert len(done.err.splitlines()) == 2


def test_a_near_miss_is_guessed(call: Call) -> None:
    assert "zenforms form" in call("frm").err
    assert "--format" in call("fields", "--formt", "json", "x").err


def test_the_values_that_an_option_takes_are_named(call: Call) -> None:
    assert "text|json" in call("fields", "--format", "xml", "x").err


def test_what_is_typed_is_not_printed_raw(call: Call) -> None:
    assert "\x1b" not in call("\x1b[2J").err
    assert "\x1b" not in call("fields", "\x1b[2J.pdf").err


def test_a_broken_desk_leaves_with_5(call: Call, desk: Path, filled: Path) -> None:
    (desk / "policy.toml").write_text("vendor = 3\n", encoding="utf-8")
    done = call("validate", filled, "--desk", desk)
    assert done.code == 5
    assert "policy.toml" in done.err


def test_a_bug_leaves_with_70_and_keeps_its_details(spawn: Call, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import zenforms.form.library as l\nl.shipped_names = None\n", encoding="utf-8"
    )
    done = spawn("form", "list", PYTHONPATH=str(tmp_path), TMPDIR=str(tmp_path))
    assert done.code == 70
    assert "TypeError" in done.err
    assert "Traceback" not in done.err
    (details,) = tmp_path.glob("zenforms-*.txt")
    assert "Traceback" in details.read_text(encoding="utf-8")
    debug = spawn(
        "form", "list", PYTHONPATH=str(tmp_path), TMPDIR=str(tmp_path), ZENFORMS_DEBUG="1"
    )
    assert "Traceback" in debug.err


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes")
def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m zenforms rules --format json; echo $? >&2"
    pipe = subprocess.Popen(
        ["/bin/sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    assert pipe.stdout is not None
    assert pipe.stderr is not None
    pipe.stdout.close()
    said = pipe.stderr.read().decode()
    pipe.stderr.close()
    pipe.wait()
    assert said == "141\n"


def test_output_is_utf_8_whatever_the_locale_says(spawn: Call) -> None:
    done = spawn("--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert "français" in done.out


def test_what_may_be_repeated_is_missed_by_its_plain_name(call: Call) -> None:
    assert "Il manque FICHIER.\n" in call("validate").err
