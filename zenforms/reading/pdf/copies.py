"""All printed copies of one drop, read as one task: together they stay within its limits."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from zenforms.reading.formmap import PrintedForm
from zenforms.reading.pdf.printed import pictures, recover
from zenforms.reading.scratch import Scratch, writing_scratch
from zenforms.reading.submission import Document


class Copy(NamedTuple):
    """A printed copy on disk, how its form looks, and a folder to be made for its pictures."""

    source: Path
    document: Document
    editions: Sequence[PrintedForm]
    folder: Path


def recover_all(copies: Sequence[Copy], *, scratch: Scratch) -> tuple[Document, ...]:
    """The documents of `copies` with their answers (see `recover`).

    What stands in each field is written to the copy's folder, in `scratch`, as `<field>.png`.
    """
    del scratch  # a reader writes nowhere else
    return tuple(_recovered(copy) for copy in copies)


def _recovered(copy: Copy) -> Document:
    found = recover(copy.source, copy.document, copy.editions)
    if found.fields:
        shown = pictures(copy.source, copy.editions)
        with writing_scratch():
            copy.folder.mkdir(parents=True, exist_ok=True)
            for name, png in shown.items():
                (copy.folder / f"{name}.png").write_bytes(png)
    return found
