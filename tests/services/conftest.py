"""A desk of the samples that stands in a folder of its own, and the command that works it off."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.places import SAMPLES
from zenforms.desk.setup.founding import found_desk
from zenforms.desk.setup.opening import FILES

Zenforms = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return prepared_desk(tmp_path / "desk")


def prepared_desk(root: Path) -> Path:
    """A desk of the samples in a folder that is made for it."""
    found_desk(root)
    for name in FILES:
        if (example := SAMPLES / "desk" / name).exists():
            shutil.copyfile(example, root / name)
    return root


@pytest.fixture
def zenforms(desk: Path) -> Zenforms:
    def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "zenforms", *words, "--desk", str(desk)],
            env=os.environ | {"ZENFORMS_LANG": "en"} | variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


def decide(desk: Path, table: str, **values: str | int | list[str]) -> None:
    """Write one table into the desk's policy."""
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    policy = desk / "policy.toml"
    policy.write_text(policy.read_text() + f"\n[{table}]\n" + "\n".join(lines) + "\n")


def filled_form() -> bytes:
    """A complete request, as a real viewer saved it."""
    return (SAMPLES / "accepted-pdfium/demande.pdf").read_bytes()
