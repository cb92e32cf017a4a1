"""What the benchmarks share: forms to read, whole processes to time, words on the machine."""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zenforms.form.branding import Branding, FormClient
from zenforms.form.build import build_form
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form

CLIENT = FormClient("EXEMPLE-1", "Société Exemple")  # the client of a desk as `init` makes it
BRANDING = Branding("Éditeur Exemple", "support@editeur.example")
FORM = shipped_form("assistance-request")
ANSWERS: Mapping[str, object] = {
    "contact_name": "Camille Exemple",
    "email": "camille@client.example",
    "mode": "tma",
    "type": "assistance",
    "domain": "suite",
    "urgency": "normal",
    "desk_version": "12.1",
    "summary": "Où régler la langue des modèles ?",
    "description": "Je crée un modèle ; je cherche où choisir sa langue.\n" * 8,
    "one_subject": True,
}


@dataclass(frozen=True, slots=True)
class Times:
    """The medians of one command, in milliseconds; `cpu` is None where the system tells none."""

    wall: float
    cpu: float | None


def blank_form(key: bytes | None = None) -> bytes:
    """Our assistance request for one client, sealed with `key`."""
    return build_form(FORM, client=CLIENT, branding=BRANDING, key=key)


def filled_form(blank: bytes, **changes: object) -> bytes:
    """The form with ordinary answers; a change to None leaves one out."""
    answers = {name: value for name, value in {**ANSWERS, **changes}.items() if value is not None}
    return fill_form(blank, answers, form=FORM)


def timed(commands: Mapping[str, Sequence[str | Path]], rounds: int) -> dict[str, Times]:
    """Whole processes, in turn, so that a busy machine slows all of them; medians.

    One round warms up and is not counted. Python finds its byte code, as in an installation.
    """
    taken: dict[str, list[tuple[float, float | None]]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory(prefix="zenforms-bytecode-") as cache:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for number in range(rounds + 1):
            for name, command in commands.items():
                one = _process(command, environment)
                if number:
                    taken[name].append(one)
    return {name: _median(all_of_it) for name, all_of_it in taken.items()}


def machine() -> str:
    """On what was measured, in one line."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{python}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores{load}"


def title(text: str) -> None:
    """Begin a benchmark's output."""
    print(f"\n## {text}\n   {machine()}")


def ratio(ours: float, theirs: float) -> str:
    """Ours against theirs: below 1 we take less."""
    return f"{ours / theirs:.2f}"


def _process(
    command: Sequence[str | Path], environment: Mapping[str, str]
) -> tuple[float, float | None]:
    """Wall and CPU time of one whole process, in milliseconds."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu: float | None = (usage.ru_utime + usage.ru_stime) * 1000
    else:
        process.wait()
        cpu = None
    wall = (time.perf_counter() - began) * 1000
    if process.returncode not in {0, 1}:  # `validate` leaves with 1 on a form that lacks answers
        sys.exit(f"{command[0]} left with {process.returncode}")
    return wall, cpu


def _median(taken: Sequence[tuple[float, float | None]]) -> Times:
    cpu = [one for _, one in taken if one is not None]
    return Times(
        statistics.median(wall for wall, _ in taken), statistics.median(cpu) if cpu else None
    )
