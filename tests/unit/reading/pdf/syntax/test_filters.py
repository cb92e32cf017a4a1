"""The data of streams: whole, within its limit, or left to others."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zenforms.reading.limits import Limits
from zenforms.reading.pdf.syntax.filters import RARE, Decoder
from zenforms.reading.pdf.syntax.objects import (
    Dictionary,
    LimitReachedError,
    Name,
    Reference,
    SpentError,
    Stream,
    StreamDamagedError,
    UnusualError,
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


@pytest.mark.parametrize("name", sorted(RARE))
def test_rare_filters_are_left_to_others_within_limits(name: str) -> None:
    for filters in (Name(name), [Name(name), FLATE], [FLATE, Name(name)]):
        raw = zlib.compress(b"hello")
        with pytest.raises(UnusualError):
            decoded({"/Filter": filters}, raw)
        with pytest.raises(StreamDamagedError):  # once nothing rare should be left
            Decoder(LIMITS, _direct, is_plain=True).data(Stream({"/Filter": filters}, raw))
    with pytest.raises(LimitReachedError):
        decoded({"/Filter": Name(name)}, b"0" * 1_000_001)


@pytest.mark.parametrize("name", ["/Unknown", "/Fl", "/DCTDecode", "/JBIG2Decode"])
def test_unknown_filters_and_those_of_pictures_are_refused(name: str) -> None:
    with pytest.raises(StreamDamagedError):
        decoded({"/Filter": Name(name)}, zlib.compress(b"x"))


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
