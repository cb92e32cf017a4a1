"""Whole processes on one filled form: `zenforms fields` against pdftk's field dump.

    python benchmarks/startup.py [FILE.pdf] [--rounds N]

Rounds alternate, so that a busy machine slows both; the median of each is compared. Without a
file, a form is built here. pdftk-java is what people script with today: the ratio says how much
longer (or shorter) one call of ours takes.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from zenforms.form.branding import Branding, FormClient
from zenforms.form.build import build_form
from zenforms.form.fill import fill_form
from zenforms.form.library import shipped_form

VERDICTS = (0, 1)
"""`validate` leaves with 1 on a form that lacks answers; anything else would measure a failure."""
ANSWERS = {"contact_name": "Camille Exemple", "email": "camille@client.example"}


def form_at(folder: Path) -> Path:
    """A form of ours with two answers, written into `folder`."""
    form = shipped_form("assistance-request")
    client = FormClient("EXEMPLE-1", "Société Exemple")
    branding = Branding("Éditeur Exemple", "support@editeur.example")
    blank = build_form(form, client=client, branding=branding)
    path = folder / "form.pdf"
    path.write_bytes(fill_form(blank, ANSWERS, form=form))
    return path


def milliseconds(command: list[str]) -> float:
    """Wall time of one whole process."""
    began = time.perf_counter()
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    taken = (time.perf_counter() - began) * 1000
    if done.returncode not in VERDICTS:
        raise subprocess.CalledProcessError(done.returncode, command)
    return taken


def compared(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """The median of each command, in milliseconds; one round warms up and is not counted."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            taken = milliseconds(command)
            if number:
                times[name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


def commands_for(path: Path) -> dict[str, list[str]]:
    """What is compared. The empty interpreter is the floor that nobody in Python gets below."""
    python = sys.executable
    commands = {
        "python -c pass": [python, "-c", "pass"],
        "zenforms --help": [python, "-m", "zenforms", "--help"],
        "zenforms fields": [python, "-m", "zenforms", "fields", "--format", "json", str(path)],
        "zenforms validate": [python, "-m", "zenforms", "validate", "--format", "json", str(path)],
    }
    if pdftk := shutil.which("pdftk"):
        commands["pdftk dump_data_fields_utf8"] = [pdftk, str(path), "dump_data_fields_utf8"]
    return commands


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = wanted.file or form_at(Path(folder))
        medians = compared(commands_for(path), wanted.rounds)
    for name, taken in medians.items():
        print(f"{name:32}{taken:8.0f} ms")
    pdftk = medians.get("pdftk dump_data_fields_utf8")
    if pdftk is None:
        print("pdftk is not installed (Debian: pdftk-java): nothing to compare with.")
    else:
        print(f"zenforms fields / pdftk: {medians['zenforms fields'] / pdftk:.2f}")


if __name__ == "__main__":
    main()
