"""Forms of bare fields by PyPDFForm, for `benchmarks.building`, which runs this in its Python.

    PYTHON peer_pypdfform.py FORMS TEXTS LISTS BOXES RADIOS

PyPDFForm pins an older pypdf than ours, so it lives in an environment of its own. It imports
nothing of zenforms. Prints the forms made in a second, by the clock and by the CPU.
"""

import sys
import time
from collections.abc import Iterator
from typing import Any

from PyPDFForm import BlankPage, Fields, PdfWrapper

PER_PAGE = 20
STEP = 30


def fields(texts: int, lists: int, boxes: int, radios: int) -> Iterator[Any]:
    """As many fields, one below the other, on as many pages as it takes."""
    kinds = ["text"] * texts + ["list"] * lists + ["box"] * boxes + ["radio"] * radios
    for number, kind in enumerate(kinds):
        page, row = divmod(number, PER_PAGE)
        at: dict[str, Any] = {"page_number": page + 1, "x": 100, "y": 100 + row * STEP}
        name = f"{kind}_{number}"
        if kind == "text":
            yield Fields.TextField(name, width=200, height=18, **at)
        elif kind == "list":
            yield Fields.DropdownField(name, options=["one", "two", "three"], **at)
        elif kind == "box":
            yield Fields.CheckBoxField(name, size=11, **at)
        else:
            at |= {"x": [100, 200, 300], "y": [at["y"]] * 3}
            yield Fields.RadioGroup(name, size=11, **at)


def form(counts: list[int]) -> bytes:
    """One form, made anew."""
    wanted = list(fields(*counts))
    pages = BlankPage(595, 842) * (1 + (len(wanted) - 1) // PER_PAGE)
    made = PdfWrapper(pages).bulk_create_fields(wanted)
    return bytes(made.read())


def main() -> None:
    """Make them, one first that is not counted."""
    forms, *counts = map(int, sys.argv[1:])
    form(counts)
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(forms):
        form(counts)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(forms / wall, forms / cpu)


if __name__ == "__main__":
    main()
