"""Where the samples lie that the tests walk: beside the tests, whatever the package holds.

The package carries only what `zenforms demo` shows.
"""

from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples"
