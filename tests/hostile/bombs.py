"""Files made to hurt: each small on disk, or at the limit, and costly to a careless reader."""

import zlib
from collections.abc import Iterator

from tests.hostile.generator import form, packed, pdf, references, stream, widget

MEGABYTE = 1_000_000


def trees() -> Iterator[tuple[str, bytes]]:
    """Field and page trees that turn, branch or go on for ever."""
    many = {20 + n: widget(f"/T (f{n}) /FT /Tx /V (v)") for n in range(100_000)}
    yield "100,000 fields", pdf(form(more=many, listed=many, shown=[]))
    chain = {20 + n: f"<< /T (n) /Kids [{21 + n} 0 R] >>" for n in range(5_000)}
    yield "5,000 levels", pdf(form(more=chain, listed=[20], shown=[]))
    wide = " ".join(["20 0 R"] * 90_000)
    yield (
        "one kid listed 90,000 times",
        pdf(
            form(
                more={20: "<< /T (a) /FT /Tx /V (v) >>", 21: f"<< /T (b) /Kids [{wide}] >>"},
                listed=[21],
            )
        ),
    )
    ring = {20 + n: f"<< /T (r{n}) /Kids [{20 + (n + 1) % 60} 0 R] >>" for n in range(60)}
    yield "a ring of kids", pdf(form(more=ring, listed=ring, shown=[]))
    parents = {
        20 + n: widget(f"/T (p) /FT /Tx /Parent {20 + (n + 1) % 500} 0 R") for n in range(500)
    }
    yield "a ring of parents", pdf(form(more=parents, listed=[], shown=parents))
    yield "a reference to itself", pdf(form("/T (a) /FT /Tx /V 50 0 R", more={50: "50 0 R"}))
    pages = form() | {2: "<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 3 >>"}
    yield "a page tree that holds itself", pdf(pages)
    doubling = {20 + n: f"<< /Kids [{21 + n} 0 R {21 + n} 0 R] >>" for n in range(40)}
    yield "2^40 paths", pdf(form(more={**doubling, 60: widget("/T (a) /FT /Tx")}, listed=[20]))
    shared = " ".join(f"(option {n})" for n in range(80_000))
    choices = {20 + n: widget(f"/T (c{n}) /FT /Ch /V (x) /Opt 15 0 R") for n in range(1_000)}
    yield (
        "1,000 lists share 80,000 options",
        pdf(form(more={15: f"[{shared}]", **choices}, listed=choices, shown=[])),
    )


def syntax() -> Iterator[tuple[str, bytes]]:
    """Objects that are long, deep or endless."""
    for name, syntax in {
        "nested arrays": b"[" * 500_000,
        "nested dictionaries": b"<</A" * 500_000,
        "nested brackets in a string": b"(" * 2_000_000 + b")" * 2_000_000,
        "an open string": b"(" + b"a" * 5 * MEGABYTE,
        "a hex string of 10 MB": b"<" + b"41" * 5 * MEGABYTE + b">",
        "a literal string of 10 MB": b"(" + b"x" * 10 * MEGABYTE + b")",
        "a string of escapes": b"(" + b"\\101" * 2_500_000 + b")",
        "a string of broken escapes": b"(" + b"\\q" * 4_000_000 + b")",
        "an array of 2,000,000 numbers": b"[" + b"1 " * 2_000_000 + b"]",
        "comments": b"%\n" * 4_000_000 + b"(v)",
        "white space": b" " * 10 * MEGABYTE + b"(v)",
        "a number of 1,000,000 digits": b"1" * MEGABYTE,
        "a name of 5 MB": b"/" + b"n" * 5 * MEGABYTE,
        "a name of escapes": b"/" + b"#41" * 2_000_000,
        "a dictionary of 200,000 keys": b"<<"
        + b"".join(b"/K%d 1" % n for n in range(200_000))
        + b">>",
    }.items():
        yield name, pdf(form(b"/T (a) /FT /Tx /V " + syntax))


def streams() -> Iterator[tuple[str, bytes]]:
    """Streams that swell, lie or name filters nobody has."""
    zeros = bytes(200 * MEGABYTE)
    flate = zlib.compress(zeros, 9)
    for name, data, filters in (
        ("a flate bomb", flate, "/FlateDecode"),
        ("a flate bomb in a flate", zlib.compress(flate, 9), "[/FlateDecode /FlateDecode]"),
        ("a run-length bomb", b"\x81\0" * 900_000 + b"\x80", "/RunLengthDecode"),
        ("a large run-length stream", b"\x81\0" * 5_000_000 + b"\x80", "/RunLengthDecode"),
        ("an ASCII85 bomb", b"z" * 15 * MEGABYTE + b"~>", "/ASCII85Decode"),
        ("a hex stream of 15 MB", b"41" * 7_500_000 + b">", "/ASCIIHexDecode"),
        ("an LZW stream of noise", bytes(range(256)) * 3_000, "/LZWDecode"),
        ("an unknown filter", b"data", "/Nonsense"),
        ("a crypt filter", b"data", "/Crypt"),
        ("a picture as text", b"\xff\xd8\xff\xe0", "/DCTDecode"),
        ("a JBIG2 picture as text", b"\0" * 99, "/JBIG2Decode"),
        ("100 filters", b"data", "[" + "/ASCIIHexDecode " * 100 + "]"),
    ):
        more = {50: stream(data, f"/Filter {filters}")}
        yield name, pdf(form("/T (a) /FT /Tx /V 50 0 R", more=more))
    small = zlib.compress(bytes(4_900_000), 9)
    bombs = {500 + n: stream(small, "/Filter /FlateDecode") for n in range(40)}
    fields = {20 + n: widget(f"/T (b{n}) /FT /Tx /V {500 + n} 0 R") for n in range(40)}
    yield (
        "40 streams just below the limit",
        pdf(form(more={**bombs, **fields}, listed=fields, shown=[])),
    )
    looks = {20 + n: widget(f"/T (b{n}) /FT /Tx /AP << /N {500 + n} 0 R >>") for n in range(40)}
    yield (
        "40 appearances just below the limit",
        pdf(form(more={**bombs, **looks}, listed=looks, shown=[])),
    )
    for length in ("99999999999999", "50 0 R", "(5)", "1.5", "null"):
        lying = f"<< /Length {length} >>\nstream\nhello\nendstream"
        yield f"a length of {length}", pdf(form("/T (a) /FT /Tx /V 50 0 R", more={50: lying}))


def tables() -> Iterator[tuple[str, bytes]]:
    """Cross-reference tables and trailers that lead astray."""
    good = pdf(form("/T (a) /FT /Tx /V (v)"))
    table = good.rindex(b"xref\n0 1")
    for name, before, after in (
        ("a huge subsection", b"xref\n0 1\n", b"xref\n0 99999999\n"),
        ("a negative subsection", b"xref\n0 1\n", b"xref\n0 -5\n"),
        ("a previous table that is this one", b"/Root", b"/Prev %d /Root" % table),
        ("a previous table at 0", b"/Root", b"/Prev 0 /Root"),
        ("a previous table beyond the end", b"/Root", b"/Prev 99999999 /Root"),
        ("a start beyond the end", b"startxref\n", b"startxref\n99"),
        ("a negative start", b"startxref\n", b"startxref\n-"),
        ("a start that is no number", b"startxref\n", b"startxref\nx"),
        ("a root that is no catalog", b"/Root 1", b"/Root 3"),
        ("a root that does not exist", b"/Root 1", b"/Root 77"),
        ("a trailer that is open", b"trailer\n<<", b"trailer\n"),
        ("an encryption that is empty", b"/Root", b"/Encrypt << >> /Root"),
        ("an encryption that is a number", b"/Root", b"/Encrypt 7 /Root"),
    ):
        yield (
            name,
            good.replace(before, after, 1)
            if before != b"xref\n0 1\n"
            else (good[:table] + good[table:].replace(before, after, 1)),
        )
    objects = form("/T (a) /FT /Tx /V (v)")
    whole = packed(objects, {})
    yield "an object stream", whole
    for name, before, after in (
        ("an object stream of a million", b"/N 4", b"/N 1000000"),
        ("an object stream that begins beyond its end", b"/First ", b"/First 9"),
        ("a table with a width of 99", b"/W [1 4 2]", b"/W [99 4 2]"),
        ("a table without widths", b"/W [1 4 2]", b"/W [0 0 0]"),
        ("a table with half its index", b"/Index [0 1", b"/Index [0"),
    ):
        yield name, whole.replace(before, after, 1)
    yield (
        "an object stream in itself",
        packed({}, {**objects, 901: "<< >>"}).replace(
            b"/Type /ObjStm", b"/Type /ObjStm /Extends 900 0 R"
        ),
    )
    rows = zlib.compress(bytes(7 * 600_000), 9)
    huge = stream(rows, "/Type /XRef /W [1 4 2] /Size 600000 /Root 1 0 R /Filter /FlateDecode")
    yield (
        "a table of 600,000 entries",
        b"%PDF-1.7\n9 0 obj\n" + huge + b"\nendobj\nstartxref\n9\n%%EOF\n",
    )


def whole_files() -> Iterator[tuple[str, bytes]]:
    """Files that are several, or mostly something else."""
    good = pdf(form("/T (a) /FT /Tx /V (v)"))
    other = pdf(form("/T (a) /FT /Tx /V (w)"))
    yield "two files joined", good + other
    yield (
        "a file inside a comment of another",
        good.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%" + other, 1),
    )
    yield "a zip before", b"PK\x03\x04" + bytes(60) + good
    yield "a zip behind", good + b"PK\x05\x06" + bytes(18)
    yield "a program before", b"MZ" + bytes(500) + good
    yield "a page before", b"<html><script>x</script>\n" + good
    yield "zeros behind", good + bytes(5 * MEGABYTE)
    yield "15 MB of end markers", good + b"%%EOF\n" * 2_500_000
    yield "15 MB of headers", b"%PDF-1.7\n" * 1_600_000 + good
    yield "15 MB of objects", b"%PDF-1.7\n" + b"1 0 obj\n" * 1_900_000 + b"startxref\n0\n%%EOF\n"
    yield "15 MB of line ends", b"%PDF-1.7\n" + b"\r\n" * 7_500_000 + b"%%EOF\n"
    yield "15 MB of startxref", b"%PDF-1.7\n" + b"startxref\n" * 1_500_000 + b"%%EOF\n"
    yield (
        "15 MB of trailers",
        b"%PDF-1.7\n" + b"trailer<<>>\n" * 1_250_000 + b"startxref\n5\n%%EOF\n",
    )
    annotations = references(range(100, 90_100))
    yield (
        "90,000 annotations that do not exist",
        pdf(form() | {3: b"<< /Type /Page /Parent 2 0 R /Annots [%s] >>" % annotations}),
    )


GROUPS = (trees, syntax, streams, tables, whole_files)
