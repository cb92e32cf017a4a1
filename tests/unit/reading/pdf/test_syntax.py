"""The strict tokenizer: right syntax is read, anything else is refused."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
)

from zenforms.reading.pdf.syntax import SyntaxDamageError, read_object


def read(data: bytes) -> PdfObject:
    return read_object(data, 0, None)[0]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"true", BooleanObject(True)),  # noqa: FBT003 - pypdf's own signature
        (b" false ", BooleanObject(False)),  # noqa: FBT003 - likewise
        (b"null", NullObject()),
        (b"12", NumberObject(12)),
        (b"+7", NumberObject(7)),
        (b"-5.", FloatObject("-5.")),
        (b".25", FloatObject(".25")),
        (b"/Name", NameObject("/Name")),
        (b"/", NameObject("/")),
        (b"/A#20b#2f", NameObject("/A b/")),
        (b"/A#zz", NameObject("/A#zz")),
        (b"(a)", ByteStringObject(b"a")),
        (b"<61 6>", ByteStringObject(b"a`")),
        (b"[1/A(b)]", ArrayObject([NumberObject(1), NameObject("/A"), ByteStringObject(b"b")])),
        (b"<</A<</B[]>>>>", {"/A": {"/B": []}}),
        (b"% a comment\n% another\r7", NumberObject(7)),
        (b"\0\t\n\f\r 7", NumberObject(7)),
    ],
)
def test_right_syntax(data: bytes, expected: object) -> None:
    assert read(data) == expected


def test_a_reference_belongs_to_its_document() -> None:
    found = read(b"12 0 R")
    assert isinstance(found, IndirectObject)
    assert (found.idnum, found.generation) == (12, 0)


def test_numbers_beside_a_reference_are_numbers() -> None:
    assert len(read(b"[1 2 3 0 R 4 5]")) == 5  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"(open",
        b"(a\\",
        b"<61",
        b"<6g>",
        b"[1",
        b"]",
        b">>",
        b"<</A>>",
        b"<</A 1 2>>",
        b"<<1 2>>",
        b"<</A 1/A 2>>",
        b"[1>>",
        b"<</A 1]",
        b"1e5",
        b"--1",
        b"1-1",
        b"1.2.3",
        b"trueish",
        b"nan",
        b"endobj",
        b"<</A (b) > /C",
        b"[" * 200 + b"]" * 200,
        b"\0\0\0\0 7",
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(SyntaxDamageError):
        read(data)


def test_a_repeated_key_with_one_value_is_one() -> None:
    expected: object = {"/A": 1}
    assert read(b"<</A 1/A 1>>") == expected


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise_anything_else(data: bytes) -> None:
    try:
        _, end = read_object(data, 0, None)
    except SyntaxDamageError:
        return
    assert 0 < end <= len(data)


VALUES = st.recursive(
    st.one_of(
        st.binary(max_size=20).map(ByteStringObject),
        st.integers(-(2**31), 2**31).map(NumberObject),
        st.booleans().map(BooleanObject),
        st.text(st.characters(codec="ascii", min_codepoint=33), max_size=8).map(
            lambda name: NameObject("/" + name)
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(ArrayObject),
        st.dictionaries(st.sampled_from(["/A", "/B", "/C"]).map(NameObject), inner).map(
            DictionaryObject
        ),
    ),
    max_leaves=10,
)


@given(VALUES)
def test_what_pypdf_writes_comes_back(value: PdfObject) -> None:
    out = io.BytesIO()
    value.write_to_stream(out)
    assert read(out.getvalue() + b" ") == value
