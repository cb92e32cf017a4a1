"""The strict tokenizer: right syntax is read, anything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.reading.pdf.syntax.objects import (
    Dictionary,
    HoleError,
    Name,
    Reference,
    Stream,
    SyntaxDamageError,
)
from zenforms.reading.pdf.syntax.tokens import header_at, read_object, stream_at


def read(data: bytes) -> object:
    return read_object(data, 0)[0]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"true", True),
        (b" false ", False),
        (b"null", None),
        (b"12", 12),
        (b"+7", 7),
        (b"-5.", -5.0),
        (b".25", 0.25),
        (b"/Name", Name("/Name")),
        (b"/", Name("/")),
        (b"/A#20b#2f", Name("/A b/")),
        (b"/A#zz", Name("/A#zz")),
        (b"(a)", b"a"),
        (b"<61 6>", b"a`"),
        (b"[1/A(b)]", [1, Name("/A"), b"b"]),
        (b"<</A<</B[]>>>>", Dictionary({"/A": Dictionary({"/B": []})})),
        (b"% a comment\n% another\r7", 7),
        (b"\0\t\n\f\r 7", 7),
    ],
)
def test_right_syntax(data: bytes, expected: object) -> None:
    found = read(data)
    assert found == expected
    assert type(found) is type(expected)


def test_a_reference_is_told_by_number_and_generation() -> None:
    assert read(b"12 1 R") == Reference(12, 1)


def test_numbers_beside_a_reference_are_numbers() -> None:
    assert read(b"[1 2 3 0 R 4 5]") == [1, 2, Reference(3, 0), 4, 5]


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
        b"<</A 1/A true>>",
        b"<</A 1/A 1.0>>",
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
        _, end = read_object(data, 0)
    except SyntaxDamageError:
        return
    assert 0 < end <= len(data)


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.binary(max_size=20),
        st.integers(-(2**31), 2**31),
        st.booleans(),
        st.builds(Reference, st.integers(0, 9_999), st.integers(0, 9)),
        st.text(st.characters(codec="ascii", min_codepoint=33), max_size=8).map(
            lambda name: Name("/" + name)
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["/A", "/B", "/C"]).map(Name), inner).map(
            lambda found: Dictionary(found.items())
        ),
    ),
    max_leaves=10,
)


def written(value: object) -> bytes:
    """A value as a careful writer writes it."""
    if isinstance(value, Dictionary):
        return b"<<%s>>" % b"".join(written(k) + b" " + written(v) for k, v in value.items())
    if isinstance(value, Reference):
        return b"%d %d R" % value
    if isinstance(value, list):
        return b"[%s]" % b" ".join(map(written, value))
    if isinstance(value, bytes):
        return b"<%s>" % value.hex().encode()
    if isinstance(value, Name):
        return b"/" + b"".join(b"#%02x" % byte for byte in value[1:].encode())
    plain = str(value).lower() if value is not None else "null"
    return plain.encode()


@given(VALUES)
def test_what_is_written_comes_back(value: object) -> None:
    found = read(written(value) + b" ")
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("hole", [b"\0" * 4, b"<< /A " + b"\0" * 9 + b">>", b"[1 \0\0\0\0\0 2]"])
def test_a_hole_is_told_as_a_hole(hole: bytes) -> None:
    with pytest.raises(HoleError) as told:
        read(hole)
    assert told.value.detail.fr.startswith("trou")


def test_an_object_is_told_by_its_header() -> None:
    assert header_at(b"\n 12 3 obj <<>>", 0) == (Reference(12, 3), 11)
    assert header_at(b"12 3 R", 0) is None


@pytest.mark.parametrize(
    ("data", "raw"),
    [
        (b"<</Length 2>>stream\nab\nendstream", b"ab"),
        (b"<</Length 2>> % so\nstream \r\nabendstream", b"ab"),
        (b"<</Length 1>>stream\nab\nendstream", None),
        (b"<</Length -1>>stream\nab\nendstream", None),
        (b"<<>>stream\nab\nendstream", None),
        (b"<</Length 9 0 R>>stream\nab\nendstream", None),
    ],
)
def test_a_stream_without_its_length_has_no_data(data: bytes, raw: bytes | None) -> None:
    entries, end = read_object(data, 0)
    assert isinstance(entries, Dictionary)
    stream = stream_at(data, end, entries)
    assert isinstance(stream, Stream)
    assert stream.raw == raw
    assert stream == entries


def test_the_length_of_a_stream_may_stand_elsewhere() -> None:
    data = b"<</Length 9 0 R>>stream\nab\nendstream"
    entries, end = read_object(data, 0)
    assert isinstance(entries, Dictionary)
    stream = stream_at(data, end, entries, {Reference(9, 0): 2}.get)  # type: ignore[arg-type]
    assert stream is not None
    assert stream.raw == b"ab"


@pytest.mark.parametrize("data", [b"%" * 5_000, b"% " * 5_000, b" %" * 5_000, b" " * 5_000])
def test_what_looks_like_the_way_to_a_stream_takes_no_time(data: bytes) -> None:
    assert stream_at(data + b"\n", 0, Dictionary()) is None


def test_a_dictionary_alone_is_no_stream() -> None:
    entries, end = read_object(b"<</Length 2>> endobj", 0)
    assert isinstance(entries, Dictionary)
    assert stream_at(b"<</Length 2>> endobj", end, entries) is None
