"""Small PDFs, written out byte by byte: nothing between a test and what the reader sees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zenforms.reading.submission import Flag, Value

FIRST_FIELD = 10

Syntax = str | bytes


def raw(syntax: Syntax) -> bytes:
    """Text written in a test, as the bytes it stands for."""
    return syntax if isinstance(syntax, bytes) else syntax.encode("latin-1")


def pdf(
    objects: Mapping[int, Syntax], *, trailer: Syntax = b"", header: bytes = b"%PDF-1.7\n"
) -> bytes:
    """A whole file with a classic cross-reference table; the catalog is object 1."""
    out = bytearray(header)
    return bytes(out + section(objects, start=len(out), trailer=raw(trailer)))


def update(before: bytes, objects: Mapping[int, Syntax], trailer: Syntax = b"") -> bytes:
    """`before` with an incremental update behind it."""
    previous = int(before.rsplit(b"startxref", 1)[1].split()[0])
    more = b"/Prev %d " % previous + raw(trailer)
    return before + section(objects, start=len(before), trailer=more)


def section(objects: Mapping[int, Syntax], *, start: int, trailer: bytes = b"") -> bytes:
    """Objects, their table and a trailer, to stand at offset `start`."""
    out = bytearray()
    offsets = {}
    for number, content in objects.items():
        offsets[number] = start + len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, raw(content))
    table = start + len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, offset)
    size = max(objects, default=0) + 1
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def packed(objects: Mapping[int, Syntax], plain: Mapping[int, Syntax]) -> bytes:
    """A file whose `objects` lie in an object stream, with a cross-reference stream."""
    pairs, body = [], bytearray()
    for number, content in objects.items():
        pairs.append(b"%d %d" % (number, len(body)))
        body += raw(content) + b"\n"
    head = b" ".join(pairs) + b"\n"
    container, table = 900, 901
    store = stream(head + bytes(body), f"/Type /ObjStm /N {len(objects)} /First {len(head)}")
    out = bytearray(b"%PDF-1.7\n")
    entries = {0: (0, 0, 65535)}
    for number, content in {**plain, container: store}.items():
        entries[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, raw(content))
    entries.update({n: (2, container, i) for i, n in enumerate(objects)})
    entries[table] = (1, len(out), 0)
    rows = b"".join(
        bytes((kind,)) + place.to_bytes(4, "big") + last.to_bytes(2, "big")
        for _, (kind, place, last) in sorted(entries.items())
    )
    index = " ".join(f"{number} 1" for number in sorted(entries))
    what = f"/Type /XRef /W [1 4 2] /Index [{index}] /Size 902 /Root 1 0 R"
    at = len(out)
    out += b"%d 0 obj\n%s\nendobj\n" % (table, stream(rows, what))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % at)


def stream(data: bytes, entries: Syntax = b"") -> bytes:
    """A stream object with a right /Length."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (raw(entries), len(data), data)


def widget(entries: Syntax) -> bytes:
    """A field that is its own widget."""
    return b"<< /Type /Annot /Subtype /Widget /Rect [9 9 99 29] %s >>" % raw(entries)


def form(
    *fields: Syntax,
    more: Mapping[int, Syntax] | None = None,
    listed: Iterable[int] | None = None,
    shown: Iterable[int] | None = None,
    acroform: Syntax = b"",
    catalog: Syntax = b"",
    page: Syntax = b"",
) -> dict[int, Syntax]:
    """The objects of a one-page form; fields are numbered from 10, and `more` as it says.

    A field is given by its entries, or whole when it begins with `<<`. By default every field
    is listed in /Fields and shown on the page.
    """
    whole = [f if raw(f).startswith(b"<<") else widget(f) for f in map(raw, fields)]
    numbered = dict(enumerate(whole, FIRST_FIELD))
    listing = references(numbered if listed is None else listed)
    showing = references(numbered if shown is None else shown)
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] %s >> %s >>"
        % (listing, raw(acroform), raw(catalog)),
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [%s] %s >>"
        % (showing, raw(page)),
        **numbered,
        **(more or {}),
    }


def references(numbers: Iterable[int]) -> bytes:
    """`10 0 R 11 0 R …`."""
    return b" ".join(b"%d 0 R" % number for number in numbers)


def utf16(text: str) -> str:
    """A hex string in UTF-16BE with its mark."""
    return "<FEFF" + text.encode("utf-16-be").hex() + ">"


@dataclass(frozen=True)
class Case:
    """A small PDF and what it must read as: values, flags by field, problem codes."""

    name: str
    data: bytes
    values: Mapping[str, Value] = field(default_factory=dict)
    flags: Mapping[str, set[Flag]] = field(default_factory=dict)
    problems: frozenset[str] = frozenset()


def one(name: str, entries: Syntax, value: Value, *flags: Flag) -> Case:
    """A form with the single field `a`."""
    return Case(name, pdf(form(b"/T (a) " + raw(entries))), {"a": value}, {"a": set(flags)})
