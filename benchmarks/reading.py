"""How long one ordinary form takes to read, beside pypdf's own get_fields, in one process.

    python -m benchmarks.reading [FILE.pdf …]

Without files: our own form, filled. The two take turns, so that whatever else the machine does
slows both; the ratio of the medians is what counts, and 1.00 is as fast as get_fields. Ours also
tells flags, pages, facts, identity and damage.
"""

import argparse
import io
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from pypdf import PdfReader

from benchmarks.common import blank_form, filled_form, ratio, title
from zenforms.desk.setup.maps import form_maps
from zenforms.reading.document import read_document

TURNS = 100
WARM_UP = 3
MAPS = form_maps()


def with_pypdf(data: bytes) -> None:
    """What most programs do."""
    PdfReader(io.BytesIO(data)).get_fields()


def with_zenforms(data: bytes) -> None:
    """All that there is to know of the document."""
    read_document(data, name="benchmark.pdf", maps=MAPS)


def compare(name: str, data: bytes) -> None:
    """Print the medians in milliseconds and their ratio."""
    times: dict[str, list[float]] = {"pypdf": [], "zenforms": []}
    for _ in range(WARM_UP + TURNS):
        for read, taken in zip((with_pypdf, with_zenforms), times.values(), strict=True):
            began = perf_counter()
            read(data)
            taken.append((perf_counter() - began) * 1000)
    theirs, ours = (median(taken[WARM_UP:]) for taken in times.values())
    print(
        f"{name:40.40}  pypdf {theirs:7.2f} ms  zenforms {ours:7.2f} ms  "
        f"zenforms / pypdf: {ratio(ours, theirs)}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare on the files named, or on our own form."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    wanted = parser.parse_args(arguments)
    title("One file, in process")
    files = [(path.name, path.read_bytes()) for path in wanted.files]
    for name, data in files or [("our own form, filled", filled_form(blank_form()))]:
        compare(name, data)


if __name__ == "__main__":
    main()
