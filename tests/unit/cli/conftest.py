"""What the commands' tests work with: a way to call one, a desk, forms."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from zenforms.cli.main import main
from zenforms.desk.setup.founding import found_desk

FULL = """
contact_name = "Camille Exemple"
email = "camille@client.example"
mode = "tma"
type = "assistance"
domain = "suite"
urgency = "normal"
desk_version = "12.1"
summary = "Où régler la langue des modèles ?"
description = "Je crée un modèle ; je cherche où choisir sa langue."
one_subject = true
"""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No desk and no language but those that a test names; the folder is its own."""
    for name in ("ZENFORMS_LANG", "ZENFORMS_DESK", "ZENFORMS_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Carry out a command in this process."""

    def run(*arguments: str | Path) -> Done:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


@pytest.fixture
def spawn() -> Call:
    """Carry out a command in a process of its own, as a shell does."""

    def run(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "zenforms", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            env={**os.environ, **environment},
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@dataclass(frozen=True, slots=True)
class Made:
    """What takes long to make, made once: each test has a copy of it."""

    desk: Path
    blank: Path
    filled: Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A new desk as `zenforms init` makes it, and the example client's form by its commands."""
    folder = tmp_path_factory.mktemp("made")
    made = Made(folder / "bureau", folder / "vierge.pdf", folder / "rempli.pdf")
    found_desk(made.desk)
    values = folder / "valeurs.toml"
    values.write_text(FULL, encoding="utf-8")
    build = ("form", "build", "assistance-request", "--client", "EXEMPLE-1")
    assert main([*build, "--desk", str(made.desk), "-o", str(made.blank)]) == 0
    assert main(["form", "fill", str(made.blank), str(values), "-o", str(made.filled)]) == 0
    return made


@pytest.fixture
def desk(tmp_path: Path, made: Made) -> Path:
    """A new desk, as `zenforms init` makes it."""
    return shutil.copytree(made.desk, tmp_path / "bureau")


@pytest.fixture
def blank(tmp_path: Path, made: Made) -> Path:
    """The blank form of the example client."""
    return Path(shutil.copy(made.blank, tmp_path))


@pytest.fixture
def filled(tmp_path: Path, made: Made) -> Path:
    """The same form with everything answered that a question needs."""
    return Path(shutil.copy(made.filled, tmp_path))
