"""Takes the embedded files out of a PDF, one after the other, within the limits."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from zenforms.findings import Problem
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.complaints import complaints
from zenforms.reading.pdf.embedded import EmbeddedTooLargeError, pieces, specifications
from zenforms.reading.pdf.opening import Opened, open_pdf
from zenforms.reading.pdf.pages import read_pages
from zenforms.reading.pdf.source import Source, TooComplexError


def _spelled(name: str) -> str:
    """A pattern for a name as it may be written: any of its characters escaped."""
    return "/" + "".join(rf"(?:{char}|(?i:#{ord(char):02x}))" for char in name)


# every embedded file hangs on /EF, which may lie in an object stream; most files have neither, and
# opening a file once more takes as long as reading its fields
_MAY_EMBED = re.compile("|".join(map(_spelled, ("EF", "ObjStm"))).encode("ascii"))


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """One embedded file. `chunks` can be read once, while the PDF is open.

    It raises EmbeddedTooLargeError, or EmbeddedDamagedError: then drop what has come of it.
    """

    name: str
    chunks: Iterator[bytes]


@contextmanager
def embedded_files(source: bytes | Path, limits: Limits) -> Iterator[Iterator[EmbeddedFile]]:
    """The embedded files of a PDF, in order; none when it cannot be opened.

    At most `limits.attachments` of them, of `limits.attachment_bytes` together: beyond that
    EmbeddedTooLargeError is raised. OSError is passed on. A damaged PDF is `read_document`'s
    to tell: here it merely has fewer files.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    if not _MAY_EMBED.search(data):
        yield iter(())
        return
    with complaints():
        opened = _opened(data, limits)
        yield _files(opened.source, limits) if opened else iter(())


def _opened(data: bytes, limits: Limits) -> Opened | None:
    try:
        opened = open_pdf(data, limits)
    except TooComplexError:
        return None
    return None if isinstance(opened, Problem) else opened


def _files(source: Source, limits: Limits) -> Iterator[EmbeddedFile]:
    left = [limits.attachment_bytes]
    try:
        found = specifications(source, read_pages(source), limits)
        for number, specification in enumerate(found):
            if number >= limits.attachments:
                raise EmbeddedTooLargeError
            yield EmbeddedFile(
                specification.name, _counted(pieces(source, specification.stream), left)
            )
    except TooComplexError as error:
        raise EmbeddedTooLargeError from error


def _counted(chunks: Iterator[bytes], left: list[int]) -> Iterator[bytes]:
    """The chunks, as long as all files together stay within what is `left`."""
    for chunk in chunks:
        left[0] -= len(chunk)
        if left[0] < 0:
            raise EmbeddedTooLargeError
        yield chunk
