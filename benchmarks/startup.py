"""Whole processes on one filled form: `zenforms` beside pdftk's field dump and pypdf.

    python -m benchmarks.startup [FILE.pdf] [--rounds N]

Without a file, a form is built here. pdftk-java is what people script with today; pypdf with a
line of Python is what they write themselves. The wall time is what a person waits; the CPU time
is what the machine works, and changes little with whatever else it does.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.common import Times, blank_form, filled_form, ratio, timed, title

PYPDF = """
import json, sys, pypdf
fields = pypdf.PdfReader(sys.argv[1]).get_fields()
print(json.dumps({name: str(field.get("/V")) for name, field in fields.items()}))
"""


def commands_for(path: Path) -> dict[str, Sequence[str | Path]]:
    """What is compared. The empty interpreter is the floor that nobody in Python gets below."""
    python, json = sys.executable, ("--format", "json")
    commands: dict[str, Sequence[str | Path]] = {
        "python -c pass": [python, "-c", "pass"],
        "zenforms --help": [python, "-m", "zenforms", "--help"],
        "zenforms fields": [python, "-m", "zenforms", "fields", *json, path],
        "zenforms validate": [python, "-m", "zenforms", "validate", *json, path],
        "pypdf get_fields + json": [python, "-c", PYPDF, path],
    }
    if pdftk := shutil.which("pdftk"):
        commands["pdftk dump_data_fields_utf8"] = [pdftk, path, "dump_data_fields_utf8"]
    return commands


def show(medians: Mapping[str, Times]) -> None:
    """Print the medians and the ratios to each peer."""
    for name, times in medians.items():
        cpu = "" if times.cpu is None else f"{times.cpu:8.0f} ms CPU"
        print(f"{name:32}{times.wall:8.0f} ms{cpu}")
    ours = medians["zenforms fields"]
    for name, theirs in medians.items():
        if name.startswith(("pdftk", "pypdf")):
            cpu = f", CPU {ratio(ours.cpu, theirs.cpu)}" if ours.cpu and theirs.cpu else ""
            print(f"zenforms fields / {name}: {ratio(ours.wall, theirs.wall)}{cpu}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    wanted = parser.parse_args(arguments)
    title("One file, whole process")
    with tempfile.TemporaryDirectory() as folder:
        path = wanted.file or Path(folder, "form.pdf")
        if wanted.file is None:
            path.write_bytes(filled_form(blank_form()))
        medians = timed(commands_for(path), wanted.rounds)
    show(medians)
    if not any(name.startswith("pdftk") for name in medians):
        print("pdftk is not installed (Debian: pdftk-java): not compared.")


if __name__ == "__main__":
    main()
