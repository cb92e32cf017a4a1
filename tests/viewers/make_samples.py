"""Makes the committed samples afresh: `python -m tests.viewers.make_samples [NAME…]`."""

import logging
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.samples import (
    channels,
    contracts,
    dangers,
    doubts,
    incompletes,
    machines,
    shapes,
    strangers,
)
from tests.samples.stories.catalog import stories
from tests.viewers.recipes import accepted, incomplete, printed, quarantined
from tests.viewers.recipes.recipe import EXPECTED, Sample

SAMPLES = Path(__file__).parents[2] / "samples"


def recipes() -> Iterator[Sample]:
    """All samples that engines make; those of real programs are made by hand (`make gui`)."""
    yield from accepted.samples()
    yield from incomplete.samples()
    yield from quarantined.samples()
    yield from printed.samples()
    yield from shapes.samples()
    yield from channels.samples()
    yield from contracts.samples()
    yield from doubts.samples()
    yield from incompletes.samples()
    yield from machines.samples()
    yield from dangers.samples()
    yield from strangers.samples()


def make(sample: Sample, folder: Path) -> Path:
    """Writes the sample into a fresh folder of its name; the path of the drop."""
    home = folder / sample.name
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    sample.make(home / sample.drop)
    (home / EXPECTED).write_text(sample.expected(), encoding="utf-8")
    return home / sample.drop


def main(wanted: Sequence[str]) -> None:
    """Makes the samples and stories whose names begin with one of `wanted`; all without any."""
    logging.disable()  # pypdf's own filling tells whole texts
    for sample in recipes():
        if not wanted or sample.name.startswith(tuple(wanted)):
            _tell(sample.name, make(sample, SAMPLES))
    for story in stories():
        if not wanted or story.name.startswith(tuple(wanted)):
            _tell(story.name, story.make(SAMPLES))


def _tell(name: str, made: Path) -> None:
    size = sum(path.stat().st_size for path in (made, *made.rglob("*")) if path.is_file())
    sys.stdout.write(f"{name}: {size // 1000} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
