"""Fills the form in the real programs, by hand only: `python -m tests.gui.run [--keep]`.

Without `--keep` everything lands in `build/gui`; with it the committed samples and pictures are
made afresh.
"""

import sys
import tempfile
from pathlib import Path

from tests.gui.pictures import keep
from tests.gui.recipes import samples
from tests.viewers.judged import judged
from tests.viewers.make_samples import make
from tests.viewers.recipes.recipe import Sample

_ROOT = Path(__file__).parents[2]


def main(*, keep_them: bool) -> int:
    """The number of samples that the desk does not judge as expected."""
    home = _ROOT if keep_them else _ROOT / "build" / "gui"
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        screenshots = Path(folder)
        for sample in samples(screenshots):
            complaint = _complaint(sample, make(sample, home / "samples"))
            sys.stdout.write(f"{sample.name}: {complaint or 'as typed'}\n")
            wrong += bool(complaint)
        for screenshot in sorted(screenshots.glob("*.png")):
            keep(screenshot, home / "docs" / "images" / f"form-{screenshot.name}")
    return wrong


def _complaint(sample: Sample, drop: Path) -> str:
    outcome = judged(drop)
    if outcome.report.codes() != sample.codes:
        return f"{outcome.kind} {outcome.report.codes()} instead of {sample.codes}"
    request = outcome.case.request
    if sample.request is None or request is None:
        return ""
    read = request.model_dump(mode="json", exclude_defaults=True, exclude={"extra"})
    wanted = sample.request
    differing = sorted(n for n in {*read, *wanted} if read.get(n) != wanted.get(n))
    return f"differs in {', '.join(differing)}" if differing else ""


if __name__ == "__main__":
    sys.exit(main(keep_them="--keep" in sys.argv[1:]))
