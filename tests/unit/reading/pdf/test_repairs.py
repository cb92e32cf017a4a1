"""What pypdf is asked to do, with objects that are ours before and after."""

import pytest
from pypdf import generic

from tests.hostile.generator import form, pdf
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.repairs import ours, repaired_tables, to_pypdf
from zenforms.reading.pdf.syntax.objects import Dictionary, LimitReachedError, Name, Reference

VALUES = [
    None,
    True,
    False,
    12,
    -1.5,
    Name("/A"),
    b"(text)\xff",
    [1, [b"a"], None],
    Dictionary({"/A": [Name("/B")], "/C": Dictionary()}),
]


def itself(value: object) -> object:
    return value


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_an_object_comes_back_as_it_went(value: object) -> None:
    back = ours(to_pypdf(value, itself))
    assert back == value
    assert type(back) is type(value)


def test_references_are_followed_on_the_way_there_and_kept_on_the_way_back() -> None:
    def resolve(value: object) -> object:
        return 7 if value == Reference(5, 0) else value

    assert ours(to_pypdf([Reference(5, 0)], resolve)) == [7]
    assert ours(generic.ArrayObject([generic.IndirectObject(5, 0, None)])) == [Reference(5, 0)]


@pytest.mark.parametrize("kids", [1, 2])
def test_lists_that_name_each_other_are_not_followed_for_ever(kids: int) -> None:
    def resolve(value: object) -> object:
        return [Reference(1, 0)] * kids if isinstance(value, Reference) else value

    with pytest.raises(LimitReachedError):
        to_pypdf(Reference(1, 0), resolve)


def test_tables_that_are_not_by_the_book_are_found() -> None:
    data = pdf(form())
    beside = data.replace(b"startxref\n", b"startxref ")
    assert repaired_tables(beside, Limits()) == repaired_tables(data, Limits())
