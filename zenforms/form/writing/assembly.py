"""A whole file put together from objects: most of them stand, a few are made anew for each copy.

What stands is written once by pypdf, taken apart by its cross-reference table, and copied as bytes;
what was left open follows at the end. The same for equal arguments, to the byte.
"""

import hashlib
import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from pypdf import PdfWriter

_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_INFO = re.compile(rb"/Info (\d+) 0 R")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_ENTRY = 20
"""The length of a line of a cross-reference table (ISO 32000-1, 7.5.4)."""
_IN_USE = b"n"


@dataclass(frozen=True, slots=True)
class Assembly:
    """A file without the objects that were left open.

    `body` is its header and all objects that stand, `table` the cross-reference line of each
    object, where those of open ones say nothing yet.
    """

    body: bytes
    table: tuple[bytes, ...]
    root: int
    info: int

    def complete(self, objects: Mapping[int, bytes], permanent: bytes, content: bytes) -> bytes:
        """The file with the open objects, by number, as a PDF writes them.

        Its first identifier is `permanent`, its second is made of `content`.
        """
        parts, table, at = [self.body], list(self.table), len(self.body)
        for number, written in sorted(objects.items()):
            part = b"%d 0 obj\n%b\nendobj\n" % (number, written)
            table[number] = b"%010d 00000 n \n" % at
            parts.append(part)
            at += len(part)
        identifiers = permanent.hex(), hashlib.sha256(content).hexdigest()[:32]
        trailer = (
            f"trailer\n<<\n/Size {len(table)}\n/Root {self.root} 0 R\n/Info {self.info} 0 R\n"
            f"/ID [ <{identifiers[0]}> <{identifiers[1]}> ]\n>>\nstartxref\n{at}\n%%EOF\n"
        )
        head = b"xref\n0 %d\n" % len(table)
        return b"".join((*parts, head, *table, trailer.encode("ascii")))


def assembly(writer: PdfWriter, left_open: Collection[int] | None = None) -> Assembly:
    """What `writer` holds: all of it, or all but the objects of these numbers and Info."""
    writer.pdf_header = "%PDF-1.7"
    target = io.BytesIO()
    writer.write(target)
    return _taken_apart(target.getvalue(), left_open)


def _taken_apart(pdf: bytes, left_open: Collection[int] | None) -> Assembly:
    start = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    head = _TABLE.match(pdf, start)
    root, info = _ROOT.search(pdf, start), _INFO.search(pdf, start)
    if head is None or root is None or info is None:
        message = "pypdf wrote another table than it used to"
        raise ValueError(message)
    info_at = int(info[1])
    gone = set() if left_open is None else {info_at, *left_open}
    lines = [
        pdf[at : at + _ENTRY] for at in range(head.end(), pdf.index(b"trailer", start), _ENTRY)
    ]
    offsets = {int(line[:10]): n for n, line in enumerate(lines) if line[17:18] == _IN_USE}
    edges = [*sorted(offsets), start]
    parts, at = [pdf[: edges[0]]], edges[0]
    for begin, end in pairwise(edges):
        number = offsets[begin]
        if number not in gone:
            lines[number] = b"%010d 00000 n \n" % at
            parts.append(pdf[begin:end])
            at += end - begin
    return Assembly(b"".join(parts), tuple(lines), int(root[1]), info_at)
