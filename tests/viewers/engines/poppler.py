"""poppler, the engine of Okular and Evince."""

from pathlib import Path

from tests.viewers.answers import Answer, as_json
from tests.viewers.engines.engine import HERE, run

_SYSTEM_PYTHON = "/usr/bin/python3"  # the only one that has the binding


def fill(source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    """An incremental update, as Okular and Evince write it."""
    typed = target.with_suffix(".json")
    typed.write_text(as_json(answers), encoding="utf-8")
    run([_SYSTEM_PYTHON, HERE / "poppler_gi.py", source, typed, target])
    typed.unlink()


def print_to_pdf(source: Path, target: Path) -> None:
    """The pages as they print: fields become drawings."""
    run(["pdftocairo", "-pdf", source, target])
