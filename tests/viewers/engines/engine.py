"""The one shape of every engine driver."""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.viewers.answers import Answer

Fill = Callable[[Path, tuple[Answer, ...], Path], None]
"""Opens the first file, types the answers as a person would, saves to the second."""

HERE = Path(__file__).parent
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Engine:
    """A program or library that can fill and save a form.

    `found_in` says where people meet it; `version` gives its name with its version.
    """

    name: str
    found_in: str
    version: Callable[[], str]
    fill: Fill


def run(command: Sequence[str | Path]) -> str:
    """What an engine of another language prints; raises with its own words when it fails.

    A missing program raises FileNotFoundError: an engine that is not there is a failure.
    """
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode != 0:
        message = f"{command[0]} failed: {done.stderr[-2000:]}"
        raise RuntimeError(message)
    return done.stdout
