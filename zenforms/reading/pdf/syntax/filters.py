"""The data of streams: whole or not at all, each within its limit and all within a budget."""

import zlib
from itertools import accumulate

from zenforms.language import Text
from zenforms.reading.limits import Limits
from zenforms.reading.pdf.syntax.objects import (
    LengthError,
    LimitReachedError,
    Resolve,
    SpentError,
    Stream,
    StreamDamagedError,
    UnusualError,
    is_integer,
)

BUDGET = 8  # times the limit of one stream, for all streams together
_FLATE = "/FlateDecode"
RARE = frozenset(
    f"/{name}"
    for name in ("ASCIIHexDecode", "ASCII85Decode", "LZWDecode", "RunLengthDecode", "Crypt")
)
"""Filters that others know how to undo; what only pictures need is no text."""
SLOW_BYTES = 1_000_000
"""Rare filters swell their data up to a thousandfold: more than this is not given to them."""
_WIDEST_ROW = 1_000  # bytes; cross-reference streams have a few

RARE_FILTER = Text(fr="filtre de flux incorrect", en="broken stream filter")


class Decoder:
    """Decodes the streams of one document. `resolve` finds the object behind a reference.

    A rare filter raises UnusualError, unless the file `is_plain`: then nobody can undo it.
    """

    def __init__(self, limits: Limits, resolve: Resolve, *, is_plain: bool = False) -> None:
        self._limits = limits
        self._resolve = resolve
        self._is_plain = is_plain
        self._left = BUDGET * limits.stream_bytes

    def data(self, stream: Stream) -> bytes:
        """The decoded data; raises LimitReachedError, UnusualError, or anything for damage."""
        if stream.raw is None:
            raise LengthError
        data = self._decoded(stream, stream.raw)
        self._left -= len(data)
        if self._left < 0:
            raise SpentError
        return data

    def filters(self, stream: Stream) -> list[object]:
        """The filters of a stream, in order."""
        return list(map(self._resolve, _listed(self._resolve(stream.get("/Filter")))))

    def check(self, stream: Stream) -> None:
        """Raises UnusualError when the data must be made plain before it can be had."""
        if not self._is_plain and self._is_rare(stream) and len(stream.raw or b"") <= SLOW_BYTES:
            raise UnusualError(RARE_FILTER)

    def _is_rare(self, stream: Stream) -> bool:
        filters = self.filters(stream)
        if filters in ([], [_FLATE]):
            return bool(filters) and self._plain(stream, b"") is None
        return set(filters) <= RARE | {_FLATE}

    def _decoded(self, stream: Stream, raw: bytes) -> bytes:
        filters = self.filters(stream)
        if not filters:
            return raw
        inflated = inflate(raw, self._limits.stream_bytes) if filters[0] == _FLATE else b""
        if filters == [_FLATE]:
            data = self._plain(stream, inflated)
            if data is not None:
                return data
        rare = set(filters) - {_FLATE}
        if rare and len(raw) > SLOW_BYTES:
            raise LimitReachedError
        if self._is_plain or not rare <= RARE:
            raise StreamDamagedError
        raise UnusualError(RARE_FILTER)

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
