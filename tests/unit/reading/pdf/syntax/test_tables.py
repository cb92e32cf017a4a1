"""Tables by the book are read as pypdf reads them; of all others nothing is guessed here."""

import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.hostile.generator import form, packed, pdf, stream, update
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.repairs import repaired_tables
from zenforms.reading.pdf.syntax.filters import Decoder
from zenforms.reading.pdf.syntax.objects import Dictionary, Reference
from zenforms.reading.pdf.syntax.tables import Tables, UnusualError, read_tables
from zenforms.resources import resource

SAMPLES = sorted(resource("samples").rglob("*.pdf"))
LIMITS = Limits()
PLAIN = pdf(form())
UPDATED = update(PLAIN, {9: b"(new)", 2: b"(changed)"})
PACKED = packed({2: b"(in)", 3: b"<< /A 1 >>"}, {1: b"<< /Type /Catalog >>"})


def tables(data: bytes) -> Tables:
    return read_tables(data, Decoder(LIMITS, lambda value: value).data)


def with_xref_stream(rows: bytes, entries: str, *, kind: bytes = b"/XRef") -> bytes:
    """A file of one object, whose table is a stream of these rows."""
    head = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    what = b"/Type %s /Root 1 0 R %s" % (kind, entries.encode())
    table = b"2 0 obj\n%s\nendobj\n" % stream(rows, what)
    return head + table + b"startxref\n%d\n%%%%EOF\n" % len(head)


ROWS = b"\0\0\0\1\0\x09\2\0\7"
BY_WIDTHS = "/W [1 1 1] /Size 3"


def test_there_are_samples() -> None:
    assert len(SAMPLES) > 20


@pytest.mark.parametrize("data", [PLAIN, UPDATED, PACKED], ids=["plain", "updated", "packed"])
def test_tables_are_read_as_pypdf_reads_them(data: bytes) -> None:
    assert tables(data) == repaired_tables(data, LIMITS)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_whatever_is_by_the_book_in_the_samples_is_read_as_pypdf_reads_it(path: Path) -> None:
    data = path.read_bytes()
    try:
        found = tables(data)
    except UnusualError:
        return
    assert found == repaired_tables(data, LIMITS)


def test_a_later_save_goes_before_an_earlier_one() -> None:
    found = tables(UPDATED)
    assert found.offsets[Reference(2, 0)] > len(PLAIN)
    assert found.offsets[Reference(9, 0)] == len(PLAIN)
    assert found.offsets[Reference(1, 0)] < len(PLAIN)
    assert found.trailer["/Prev"] == int(PLAIN.rsplit(b"startxref", 1)[1].split()[0])


def test_packed_objects_are_known_by_their_stream() -> None:
    found = tables(PACKED)
    assert found.packed == {2: 900, 3: 900}
    assert found.hold(Reference(2, 0))
    assert not found.hold(Reference(2, 1))
    assert not found.hold(Reference(44, 0))
    assert found.trailer == Dictionary({"/Root": Reference(1, 0), "/Size": 902})


def test_an_entry_that_points_to_no_object_is_left_out() -> None:
    data = PLAIN.replace(b"0000000009 00000 n", b"0000000001 00000 n")
    assert Reference(1, 0) not in tables(data).offsets
    assert tables(data) == repaired_tables(data, LIMITS)


def test_rows_may_be_packed_and_told_by_the_row_above() -> None:
    up = b"\2\0\0\0\2\1\x09\0\2\1\xf7\0"
    how = f"{BY_WIDTHS} /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 3 >>"
    data = with_xref_stream(zlib.compress(up), how)
    assert tables(data).offsets == {Reference(1, 0): 9}
    assert tables(data) == repaired_tables(data, LIMITS)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        PLAIN + b"more",
        PLAIN.replace(b"startxref", b"startxerf"),
        PLAIN.replace(b"\nstartxref", b"nstartxref"),
        PLAIN.replace(b"trailer", b"tailer "),
        PLAIN.replace(b"xref\n0 1", b"xref\n7 1").replace(b"0000000009", b"0000000001"),
        PLAIN.replace(b"xref\n0 1", b"xref\n0 2"),
        PLAIN.replace(b" 00000 n \n", b" 00000 n\n"),
        PLAIN.replace(b" 00000 n \n", b" 00000 x \n"),
        PLAIN.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 0"),
        PLAIN.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev -1"),
        PLAIN.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev (x)"),
        PLAIN.replace(b"/Root 1 0 R", b"/Root 1 0 R /XRefStm 3"),
        PLAIN.replace(b"/Root 1 0 R", b"/Root 1 0 R ("),
        PLAIN.replace(b">>\nstartxref", b">>\nstream\nstartxref"),
        UPDATED.replace(b"/Prev ", b"/Prev 9"),
        PACKED.replace(b"/Type /XRef", b"/Type /XReg"),
        PACKED.replace(b"/Size 902", b"/Sise 902"),
        PACKED.replace(b"/W [1 4 2]", b"/W [1 4]"),
        PACKED.replace(b"/W [1 4 2]", b"/W [1 4 true]"),
        PACKED.replace(b"/W [1 4 2]", b"/W [0 0 0]"),
        PACKED.replace(b"/W [1 4 2]", b"/W [9 9 9]"),
        PACKED.replace(b"/Index [0 1", b"/Index [0 7"),
        PACKED.replace(b"/Index [0 1", b"/Index [0"),
        with_xref_stream(ROWS, f"{BY_WIDTHS} /Filter /FlateDecode"),
        with_xref_stream(ROWS, f"{BY_WIDTHS} /XRefStm 9"),
        with_xref_stream(ROWS, "/W [1 1 1] /Size 3 /Index [0 600000]"),
    ],
)
def test_of_what_is_not_by_the_book_nothing_is_guessed(data: bytes) -> None:
    with pytest.raises(UnusualError):
        tables(data)


def test_a_circle_of_tables_is_left() -> None:
    start = int(PLAIN.rsplit(b"startxref", 1)[1].split()[0])
    with pytest.raises(UnusualError):
        tables(PLAIN.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start))


@given(st.integers(0, len(PLAIN) - 1), st.binary(max_size=3), st.integers(0, 3))
def test_no_damage_makes_it_raise_anything_else(at: int, put: bytes, cut: int) -> None:
    try:
        tables(PLAIN[:at] + put + PLAIN[at + cut :])
    except UnusualError:
        return
