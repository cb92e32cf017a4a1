"""Objects are found by the tables and read strictly, or the reader raises."""

import pytest

from tests.hostile.generator import form, packed, pdf, update
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.syntax.objects import (
    FreedError,
    LimitReachedError,
    Reference,
    Stream,
    SyntaxDamageError,
    UnlistedError,
    UnusualError,
)
from zenforms.reading.pdf.syntax.reader import StrictReader


def reader(more: dict[int, bytes]) -> StrictReader:
    return StrictReader(pdf({**form(), **more}), Limits())


def test_an_object_is_read_once() -> None:
    opened = reader({20: b"<< /A [1 (b)] >>"})
    found = opened.get(Reference(20, 0))
    assert found == {"/A": [1, b"b"]}
    assert opened.get(Reference(20, 0)) is found


def test_what_exists_nowhere_is_null() -> None:
    assert reader({}).get(Reference(77, 0)) is None


def test_an_object_that_the_table_forgot_is_damage() -> None:
    with pytest.raises(UnlistedError):
        reader({20: b"(in a string: 77 0 obj )"}).get(Reference(77, 0))


def test_an_entry_for_another_object_is_damage() -> None:
    data = pdf({**form(), 20: b"(a)", 21: b"(b)"})
    first, second = (b"%010d" % data.index(b"%d 0 obj" % number) for number in (20, 21))
    swapped = data.replace(first, b"=").replace(second, first).replace(b"=", second)
    with pytest.raises(UnusualError):
        StrictReader(swapped, Limits()).get(Reference(20, 0))


@pytest.mark.parametrize("content", [b"<< /A >>", b"<< /A 1", b"endobj", b"[1 2"])
def test_a_broken_object_is_damage(content: bytes) -> None:
    with pytest.raises(SyntaxDamageError):
        reader({20: content}).get(Reference(20, 0))


def test_the_length_of_a_stream_may_be_another_object() -> None:
    opened = reader({20: b"<< /Length 21 0 R >>\nstream\nhello\nendstream", 21: b"5"})
    found = opened.get(Reference(20, 0))
    assert isinstance(found, Stream)
    assert found.raw == b"hello"


def test_a_length_that_is_the_stream_itself_is_damage() -> None:
    with pytest.raises(SyntaxDamageError):
        reader({20: b"<< /Length 20 0 R >>\nstream\nhello\nendstream"}).get(Reference(20, 0))


def test_a_length_beyond_all_files_is_refused() -> None:
    with pytest.raises(LimitReachedError):
        reader({20: b"<< /Length 999999999 >>\nstream\nx\nendstream"}).get(Reference(20, 0))


def test_packed_objects_are_read_from_their_stream() -> None:
    opened = StrictReader(packed({20: b"(in)", 21: b"<< /A 1 >>"}, form()), Limits())
    assert opened.get(Reference(20, 0)) == b"in"
    assert opened.get(Reference(21, 0)) == {"/A": 1}


def test_a_packed_object_that_is_not_there_is_damage() -> None:
    data = packed({20: b"(in)"}, form()).replace(b"20 0\n(in)", b"22 0\n(in)")
    with pytest.raises(SyntaxDamageError):
        StrictReader(data, Limits()).get(Reference(20, 0))


def test_an_entry_that_points_to_no_object_is_as_good_as_none() -> None:
    data = pdf({**form(), 20: b"(a)"})
    at = data.index(b"20 0 obj")
    opened = StrictReader(
        data.replace(b"%010d 00000 n" % at, b"%010d 00000 n" % (at + 3)), Limits()
    )
    with pytest.raises(UnlistedError):  # the object itself is there
        opened.get(Reference(20, 0))
    gone = data.replace(b"20 0 obj", b"22 0 obj").replace(
        b"%010d 00000 n" % at, b"0000000003 00000 n"
    )
    opened = StrictReader(gone, Limits())
    assert opened.get(Reference(20, 0)) is None
    assert opened.is_missing(Reference(20, 0))


def freeing(before: bytes, numbers: dict[int, bytes], objects: dict[int, bytes]) -> bytes:
    """`before` saved once more, with `objects`, and a table that declares numbers free."""
    saved = update(before, objects, b"")
    rows = b"".join(b"%d 1\n%s f \n" % (number, row) for number, row in numbers.items())
    head, tail = saved[: len(before)], saved[len(before) :]
    return head + tail.replace(b"0 1\n0000000000 65535 f \n", b"0 1\n0000000000 65535 f \n" + rows)


ROW = b"0000000000 00001"


def test_what_a_later_save_frees_is_null_and_does_not_come_back() -> None:
    opened = StrictReader(freeing(pdf({**form(), 20: b"(a)"}), {20: ROW}, {}), Limits())
    assert opened.get(Reference(20, 0)) is None
    assert opened.is_missing(Reference(20, 0))


def test_what_is_freed_and_written_again_is_there() -> None:
    freed = freeing(pdf({**form(), 20: b"(a)"}), {20: ROW}, {})
    opened = StrictReader(update(freed, {20: b"(b)"}), Limits())
    assert opened.get(Reference(20, 0)) == b"b"


def test_a_number_used_again_by_a_later_generation_leaves_the_older_one_null() -> None:
    plain = pdf({**form(), 20: b"(a)"})
    reused = update(plain, {20: b"(b)"})
    at = reused.rindex(b"20 0 obj")
    reused = (
        reused[:at]
        + b"20 1 obj"
        + reused[at + 8 :].replace(b"%010d 00000" % at, b"%010d 00001" % at)
    )
    opened = StrictReader(reused, Limits())
    assert opened.get(Reference(20, 1)) == b"b"
    assert opened.get(Reference(20, 0)) is None


@pytest.mark.parametrize("saves", [1, 2, 3])
def test_an_object_freed_by_the_save_that_wrote_it_is_damage(saves: int) -> None:
    data = pdf({**form(), 20: b"(a)"})
    for _ in range(saves - 1):
        data = update(data, {20: b"(b)"})
    entry = b"%010d 00000 n" % data.rindex(b"20 0 obj")
    with pytest.raises(FreedError):
        StrictReader(data.replace(entry, entry[:-1] + b"f"), Limits()).get(Reference(20, 0))


def test_a_packed_object_freed_by_the_save_that_wrote_it_is_damage() -> None:
    data = packed({20: b"(in)", 21: b"(out)"}, form())
    row = b"\2" + (900).to_bytes(4, "big") + b"\0\0"
    with pytest.raises(FreedError):
        StrictReader(data.replace(row, b"\0" + row[1:]), Limits()).get(Reference(20, 0))


def test_an_object_stream_is_read_as_far_as_its_count_says() -> None:
    data = packed({20: b"(in)", 21: b"(out)"}, form()).replace(b"/N 2", b"/N 1")
    with pytest.raises(SyntaxDamageError):
        StrictReader(data, Limits()).get(Reference(21, 0))


@pytest.mark.parametrize(
    ("good", "bad"), [(b"/N 2", b"/N (2)"), (b"/First ", b"/Fist "), (b"/First 1", b"/First 0")]
)
def test_an_object_stream_that_does_not_say_where_its_objects_are_is_damage(
    good: bytes, bad: bytes
) -> None:
    data = packed({20: b"(in)", 21: b"(out)"}, form())
    shift = len(bad) - len(good)
    start = int(data.rsplit(b"startxref", 1)[1].split()[0])
    moved = data.replace(good, bad, 1).replace(
        b"startxref\n%d" % start, b"startxref\n%d" % (start + shift)
    )
    with pytest.raises(SyntaxDamageError):
        StrictReader(moved, Limits()).get(Reference(20, 0))


def test_tables_that_are_not_by_the_book_are_left_to_others() -> None:
    with pytest.raises(UnusualError):
        StrictReader(pdf(form()) + b"% a comment behind the end\n", Limits())
