"""The wheel carries what the product needs at run time, and nothing more."""

import tomllib
from pathlib import Path

from tests.places import SAMPLES
from zenforms.cli.demonstration import SHOWN

ROOT = Path(__file__).parents[1]
WHEEL = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"][
    "build"
]["targets"]["wheel"]


def test_it_carries_the_forms_and_the_samples_that_the_demo_shows() -> None:
    wanted = {"forms", "samples/desk", *(f"samples/{name}" for name in SHOWN)}
    assert WHEEL["force-include"] == {name: f"zenforms/data/{name}" for name in wanted}


def test_most_samples_are_for_the_tests_alone() -> None:
    there = {path.name for path in SAMPLES.iterdir() if path.is_dir()}
    assert there > {"desk", *SHOWN}
    assert len(there) > 4 * len(SHOWN)
