"""Tables by the book are read as qpdf reads them; of all others nothing is guessed here."""

import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import places
from tests.hostile.generator import form, packed, pdf, stream, update
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.syntax.filters import Decoder
from zenforms.reading.pdf.syntax.objects import (
    BrokenTableError,
    Dictionary,
    Reference,
    UnusualError,
)
from zenforms.reading.pdf.syntax.tables import Tables, boundaries, read_tables

SAMPLES = sorted(places.SAMPLES.rglob("*.pdf"))
LIMITS = Limits()
PLAIN = pdf(form())
START = int(PLAIN.rsplit(b"startxref", 1)[1].split()[0])
UPDATED = update(PLAIN, {9: b"(new)", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"})
PACKED = packed({4: b"(in)", 5: b"<< /A 1 >>"}, {**form(), 6: stream(bytes(9_000))})


def tables(data: bytes) -> Tables:
    return read_tables(data, Decoder(LIMITS, lambda value: value).data)


def by_qpdf(data: bytes) -> dict[tuple[int, int], int]:
    """Where each object lies, or the number of the object stream it lies in."""
    with pikepdf.open(
        BytesIO(data), attempt_recovery=False, inherit_page_attributes=False
    ) as opened:
        assert not opened.get_warnings()
        return {
            key: entry.offset or entry.obj_stream_number or 0
            for key, entry in opened.get_xref_table().items()
        }


def by_us(data: bytes) -> dict[tuple[int, int], int]:
    found = tables(data)
    packed_in = {(number, 0): place for number, place in found.packed.items()}
    return packed_in | {
        (number, generation): place for (number, generation), place in found.offsets.items()
    }


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
def test_tables_are_read_as_qpdf_reads_them(data: bytes) -> None:
    assert by_us(data) == by_qpdf(data)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_whatever_is_by_the_book_in_the_samples_is_read_as_qpdf_reads_it(path: Path) -> None:
    data = path.read_bytes()
    try:
        found = by_us(data)
    except UnusualError:
        return
    if b"/Encrypt" not in data:
        assert found == by_qpdf(data)


def test_a_later_save_goes_before_an_earlier_one() -> None:
    found = tables(UPDATED)
    assert found.offsets[Reference(2, 0)] > len(PLAIN)
    assert found.offsets[Reference(9, 0)] == len(PLAIN)
    assert found.offsets[Reference(1, 0)] < len(PLAIN)
    assert found.trailer["/Prev"] == int(PLAIN.rsplit(b"startxref", 1)[1].split()[0])


def test_packed_objects_are_known_by_their_stream() -> None:
    found = tables(PACKED)
    assert found.packed == {4: 900, 5: 900}
    assert found.hold(Reference(4, 0))
    assert not found.hold(Reference(4, 1))
    assert not found.hold(Reference(44, 0))
    assert found.trailer == Dictionary({"/Root": Reference(1, 0), "/Size": 902})


def test_a_number_is_told_by_the_newest_table_that_names_it() -> None:
    freed = UPDATED.replace(b"\n2 1\n", b"\n2 1\n", 1)
    at = freed.rindex(b"2 1\n") + 4
    found = tables(freed[:at] + b"0000000000 00001 f \n" + freed[at + 20 :])
    assert found.freed == {0: START, 2: START}
    assert not any(reference.number == 2 for reference in found.offsets)


@pytest.mark.parametrize("in_table", [True, False])
def test_in_a_hybrid_file_the_stream_tells_what_the_table_calls_free(in_table: bool) -> None:  # noqa: FBT001 - a parameter of the test
    rows = stream(b"\1\x09\0", f"/Type /XRef {BY_WIDTHS} /Index [7 1]")
    body = b"%PDF-1.7\n7 0 obj\n(x)\nendobj\n"
    beside = len(body)
    body += b"8 0 obj\n%s\nendobj\n" % rows
    start = len(body)
    entry = b"7 1\n0000000000 65535 f \n" if in_table else b""
    body += b"xref\n0 1\n0000000000 65535 f \n%s" % entry
    body += b"trailer\n<< /Size 9 /Root 7 0 R /XRefStm %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        beside,
        start,
    )
    assert tables(body).offsets == {Reference(7, 0): 9}
    assert 7 not in tables(body).freed


def test_a_free_row_of_a_stream_frees_too() -> None:
    assert tables(with_xref_stream(ROWS, BY_WIDTHS)).freed == {0: 0}
    assert tables(with_xref_stream(b"\0\0\1" + ROWS[3:], BY_WIDTHS)).packed == {2: 0}
    data = with_xref_stream(b"\0\0\1\0\x09\1\2\0\7", BY_WIDTHS)
    assert tables(data).freed == {0: 0, 1: 0}
    assert tables(data).offsets == {}


def test_rows_without_a_kind_are_of_objects_that_lie_in_the_file() -> None:
    assert tables(with_xref_stream(b"\x09\0", "/W [0 1 1] /Size 1")).offsets == {Reference(0, 0): 9}


def test_objects_counted_from_one_by_a_careless_writer_are_found() -> None:
    whole = {number: b"(%d)" % number for number in range(2, 5)}
    out = bytearray(b"%PDF-1.7\n")
    rows = [b"0000000000 65535 f \n"]
    for number, content in {1: b"<< /Type /Catalog >>", **whole}.items():
        rows.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n1 %d\n%strailer\n<< /Size 5 /Root 1 0 R >>\n" % (len(rows), b"".join(rows))
    out += b"startxref\n%d\n%%%%EOF\n" % start
    found = tables(bytes(out))
    assert {reference.number for reference in found.offsets} == {1, 2, 3, 4}
    assert found.offsets[Reference(1, 0)] == 9
    assert found.from_zero


@pytest.mark.parametrize("wrong", [b"%d", b"99%d", b"7%.0d"])
def test_a_start_that_leads_to_no_table_is_told_as_such(wrong: bytes) -> None:
    data = PLAIN.replace(b"startxref\n%d" % START, b"startxref\n" + wrong % (START + 2))
    with pytest.raises(UnusualError) as told:
        tables(data)
    assert told.value.detail.fr.startswith("startxref faux")


def test_each_save_ends_where_its_end_mark_ends() -> None:
    assert boundaries(PLAIN) == (len(PLAIN) - 1,)
    assert boundaries(UPDATED) == (len(PLAIN) - 1, len(UPDATED) - 1)
    assert boundaries(b"%PDF-1.7 /Linearized " + UPDATED) == (len(UPDATED) - 1 + 21,)


def test_rows_may_be_packed_and_told_by_the_row_above() -> None:
    up = b"\2\0\0\0\2\1\x09\0\2\1\xf7\0"
    how = f"{BY_WIDTHS} /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 3 >>"
    data = with_xref_stream(zlib.compress(up), how)
    assert tables(data).offsets == {Reference(1, 0): 9}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        PLAIN + b"more",
        PLAIN.replace(b"startxref", b"startxerf"),
        PLAIN.replace(b"\nstartxref", b"nstartxref"),
        PLAIN.replace(b"trailer", b"tailer "),
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
    except (BrokenTableError, UnusualError):
        return


@pytest.mark.parametrize("key", [b"/Encrypu", b"/Roou", b"/prev", b"/XRefSti"])
def test_a_key_one_byte_off_is_damage_for_it_may_hide_a_cipher(key: bytes) -> None:
    with pytest.raises(BrokenTableError):
        tables(PLAIN.replace(b"/Root 1 0 R", b"/Root 1 0 R %s 7 0 R" % key))


@pytest.mark.parametrize("kind", [3, 9, 255])
def test_an_entry_of_an_unknown_kind_is_damage(kind: int) -> None:
    with pytest.raises(BrokenTableError):
        tables(with_xref_stream(bytes((0, 0, 1, kind, 9, 0)), "/W [1 1 1] /Size 2"))
