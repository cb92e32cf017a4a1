"""Objects are found by the tables and read strictly, or the reader raises."""

import pytest

from tests.hostile.generator import form, packed, pdf, stream
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.syntax.objects import LimitReachedError, Reference, Stream
from zenforms.reading.pdf.syntax.reader import MissingTableEntryError, StrictReader
from zenforms.reading.pdf.syntax.tokens import SyntaxDamageError


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
    with pytest.raises(MissingTableEntryError):
        reader({20: b"(in a string: 77 0 obj )"}).get(Reference(77, 0))


def test_an_entry_for_another_object_is_damage() -> None:
    data = pdf({**form(), 20: b"(a)", 21: b"(b)"})
    first, second = (b"%010d" % data.index(b"%d 0 obj" % number) for number in (20, 21))
    swapped = data.replace(first, b"=").replace(second, first).replace(b"=", second)
    with pytest.raises(SyntaxDamageError):
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


def test_tables_that_are_not_by_the_book_are_read_all_the_same() -> None:
    content = {**form(), 20: stream(b"hello")}
    data = pdf(content) + b"% a comment behind the end\n"
    found = StrictReader(data, Limits()).get(Reference(20, 0))
    assert isinstance(found, Stream)
    assert found.raw == b"hello"
