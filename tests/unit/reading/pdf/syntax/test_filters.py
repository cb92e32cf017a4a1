"""The data of streams: whole, within its limit, and as pypdf decodes it."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.reading.limits import Limits
from zenforms.reading.pdf.repairs import decode
from zenforms.reading.pdf.syntax.filters import Decoder
from zenforms.reading.pdf.syntax.objects import (
    Dictionary,
    LimitReachedError,
    Name,
    Reference,
    SpentError,
    Stream,
    StreamDamagedError,
)

FLATE = Name("/FlateDecode")
LIMITS = Limits(stream_bytes=10_000)


def decoded(entries: dict[str, object], raw: bytes | None, limits: Limits = LIMITS) -> bytes:
    return Decoder(limits, _direct).data(Stream(entries, raw))


def _direct(value: object) -> object:
    return FLATE if value == Reference(7, 0) else value


@pytest.mark.parametrize("filters", [None, []])
def test_without_filters_the_data_is_as_it_stands(filters: object) -> None:
    assert decoded({"/Filter": filters}, b"as it is") == b"as it is"


@pytest.mark.parametrize("filters", [FLATE, [FLATE], Reference(7, 0), [Reference(7, 0)]])
def test_flate_is_inflated(filters: object) -> None:
    assert decoded({"/Filter": filters}, zlib.compress(b"hello")) == b"hello"


def test_a_stream_of_the_wrong_length_has_no_data() -> None:
    with pytest.raises(StreamDamagedError):
        decoded({}, None)


@pytest.mark.parametrize("raw", [b"", zlib.compress(b"hello")[:-3], b"no flate"])
def test_damaged_flate_is_not_guessed_at(raw: bytes) -> None:
    with pytest.raises((StreamDamagedError, zlib.error)):
        decoded({"/Filter": FLATE}, raw)


def test_a_bomb_is_not_inflated() -> None:
    with pytest.raises(LimitReachedError):
        decoded({"/Filter": FLATE}, zlib.compress(b"0" * 10_001))
    assert len(decoded({"/Filter": FLATE}, zlib.compress(b"0" * 10_000))) == 10_000


def test_many_streams_together_have_a_budget() -> None:
    decoder = Decoder(LIMITS, _direct)
    stream = Stream({"/Filter": FLATE}, zlib.compress(b"0" * 10_000))
    for _ in range(8):
        decoder.data(stream)
    with pytest.raises(SpentError):
        decoder.data(stream)


def test_other_filters_are_pypdfs() -> None:
    hexadecimal = Name("/ASCIIHexDecode")
    assert decoded({"/Filter": hexadecimal}, b"68656c6c6f>") == b"hello"
    both = [hexadecimal, FLATE]
    assert decoded({"/Filter": both}, zlib.compress(b"hello").hex().encode() + b">") == b"hello"
    with pytest.raises(LimitReachedError):
        decoded({"/Filter": hexadecimal}, b"0" * 1_000_001)


@pytest.mark.parametrize("name", ["/Unknown", "/Fl"])
def test_unknown_filters_are_refused(name: str) -> None:
    with pytest.raises(Exception, match=name):
        decoded({"/Filter": Name(name)}, zlib.compress(b"x"))


@given(
    st.binary(max_size=60),
    st.sampled_from([None, 1, 2, 9, 10, 12, 15, True]),
    st.sampled_from([None, 0, 1, 3, 4, 2_000]),
    st.sampled_from([None, 1, 3]),
)
def test_predictors_are_undone_as_pypdf_undoes_them(
    data: bytes, predictor: object, columns: object, colors: object
) -> None:
    told = {"/Predictor": predictor, "/Columns": columns, "/Colors": colors}
    parameters = Dictionary({key: value for key, value in told.items() if value is not None})
    entries: dict[str, object] = {"/Filter": FLATE, "/DecodeParms": parameters}
    raw = zlib.compress(data)
    try:
        expected: object = decode(Stream(entries, raw), raw, LIMITS, _direct)
    except Exception as error:  # noqa: BLE001 - pypdf raises anything
        expected = type(error)
    try:
        found: object = decoded(entries, raw)
    except Exception as error:  # noqa: BLE001 - what pypdf raises comes through
        found = type(error)
    assert found == expected


@given(st.integers(1, 5), st.binary(min_size=5, max_size=50))
def test_rows_told_by_the_row_above(columns: int, data: bytes) -> None:
    rows = [data[i : i + columns] for i in range(0, len(data) - columns + 1, columns)]
    above, told = bytes(columns), b""
    for row in rows:
        told += b"\2" + bytes((a - b) & 0xFF for a, b in zip(row, above, strict=True))
        above = row
    parameters = Dictionary({"/Predictor": 12, "/Columns": columns})
    entries: dict[str, object] = {"/Filter": FLATE, "/DecodeParms": parameters}
    assert decoded(entries, zlib.compress(told)) == b"".join(rows)
