"""The data of streams: whole or not at all, each within its limit and all within a budget."""

import zlib
from itertools import accumulate

from zenforms.reading.limits import Limits
from zenforms.reading.pdf.syntax.objects import (
    LimitReachedError,
    Resolve,
    SpentError,
    Stream,
    StreamDamagedError,
    is_integer,
)

_BUDGET = 8  # times the limit of one stream, for all streams together
_FLATE = "/FlateDecode"
_SLOW_BYTES = 1_000_000
"""Filters other than Flate are decoded byte by byte, and ASCII85 takes 90 times its size."""
_WIDEST_ROW = 1_000  # bytes; cross-reference streams have a few


class Decoder:
    """Decodes the streams of one document. `resolve` finds the object behind a reference."""

    def __init__(self, limits: Limits, resolve: Resolve) -> None:
        self._limits = limits
        self._resolve = resolve
        self._left = _BUDGET * limits.stream_bytes

    def data(self, stream: Stream) -> bytes:
        """The decoded data; raises LimitReachedError, or anything for damage."""
        if stream.raw is None:
            raise StreamDamagedError
        data = self._decoded(stream, stream.raw)
        self._left -= len(data)
        if self._left < 0:
            raise SpentError
        return data

    def filters(self, stream: Stream) -> list[object]:
        """The filters of a stream, in order."""
        return list(map(self._resolve, _listed(self._resolve(stream.get("/Filter")))))

    def _decoded(self, stream: Stream, raw: bytes) -> bytes:
        filters = self.filters(stream)
        if not filters:
            return raw
        inflated = inflate(raw, self._limits.stream_bytes) if filters[0] == _FLATE else b""
        if filters == [_FLATE]:
            data = self._plain(stream, inflated)
            if data is not None:
                return data
        if set(filters) - {_FLATE} and len(raw) > _SLOW_BYTES:
            raise LimitReachedError
        from zenforms.reading.pdf.repairs import decode  # noqa: PLC0415 - pypdf, for few files

        return decode(stream, raw, self._limits, self._resolve)

    def _plain(self, stream: Stream, inflated: bytes) -> bytes | None:
        """The data without its predictor; None when that is none of the common ones."""
        parameters = _listed(self._resolve(stream.get("/DecodeParms")))
        if not parameters:
            return inflated
        first = self._resolve(parameters[0])
        if len(parameters) > 1 or not isinstance(first, dict | None):
            return None
        wanted = {key: self._resolve(value) for key, value in (first or {}).items()}
        predictor = wanted.get("/Predictor", 1)
        if is_integer(predictor) and predictor == 1:
            return inflated
        if wanted.keys() - {"/Predictor", "/Columns"}:
            return None
        return _unpredicted(inflated, predictor, wanted.get("/Columns", 1))


def inflate(data: bytes, limit: int) -> bytes:
    """Flate data, whole; raises LimitReachedError beyond `limit` bytes."""
    inflater = zlib.decompressobj()
    inflated = inflater.decompress(data, limit)
    if inflater.unconsumed_tail:
        raise LimitReachedError
    if not inflater.eof:
        raise StreamDamagedError
    return inflated


def _unpredicted(data: bytes, predictor: object, columns: object) -> bytes | None:
    """Rows whose bytes are told by their distance to the row above (PNG's “up”), or None."""
    if not (is_integer(predictor) and 10 <= predictor <= 15):  # noqa: PLR2004 - PNG's numbers
        return None
    if not (is_integer(columns) and 0 < columns <= _WIDEST_ROW):
        return None
    width = columns + 1
    if len(data) % width or data[::width].strip(b"\2"):
        return None
    rows = bytearray(len(data) // width * columns)
    for column in range(columns):
        sums = accumulate(data[column + 1 :: width])
        rows[column::columns] = bytes([one & 0xFF for one in sums])
    return bytes(rows)


def _listed(value: object) -> list[object]:
    """An array as it is; one object stands for an array of one, null for an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
