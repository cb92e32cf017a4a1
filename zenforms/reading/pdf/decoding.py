"""The data of streams: whole or not at all, each within its limit and all within a budget."""

import zlib

from pypdf import get_configuration
from pypdf.errors import LimitReachedError, PdfStreamError
from pypdf.generic import ArrayObject, EncodedStreamObject, StreamObject

_FLATE = ("/FlateDecode", "/Fl")
_SLOW_BYTES = 1_000_000
"""Filters other than Flate are decoded byte by byte, and ASCII85 takes 90 times its size."""


class SpentError(Exception):
    """The streams of a document together are larger than it may cost to decode them."""


class Decoder:
    """Decodes the streams of one document; `budget` is in decoded bytes."""

    def __init__(self, budget: int) -> None:
        self._left = budget

    def data(self, stream: StreamObject) -> bytes:
        """The decoded data; raises LimitReachedError, SpentError, or anything for damage.

        pypdf inflates what it can of a damaged stream without a word, so that is checked first.
        """
        filters = _filters(stream)
        encoded = raw_bytes(stream)
        if filters and filters[0] in _FLATE:
            _check_deflated(encoded)
        if set(filters) - set(_FLATE) and len(encoded) > _SLOW_BYTES:
            message = "too large for its filter"
            raise LimitReachedError(message)
        data = stream.get_data()
        self._left -= len(data)
        if self._left < 0:
            raise SpentError
        return data


class CutStream(EncodedStreamObject):
    """A stream whose /Length is wrong: its dictionary may be used, its data not."""

    def get_data(self) -> bytes:
        """Raises PdfStreamError, always."""
        message = "the stream does not end where /Length says"
        raise PdfStreamError(message)


def raw_bytes(stream: StreamObject) -> bytes:
    """The bytes of a stream before its filters."""
    return stream._data  # noqa: SLF001 - pypdf has no public way to the encoded bytes


def filled(made: StreamObject, entries: dict[object, object], data: bytes) -> StreamObject:
    """`made` with its dictionary and its encoded data."""
    made.update(entries)
    made._data = data  # noqa: SLF001 - pypdf has no public way to make an encoded stream
    return made


def _filters(stream: StreamObject) -> list[object]:
    filters = stream.get("/Filter")
    if filters is None:
        return []
    return list(filters) if isinstance(filters, ArrayObject) else [filters]


def _check_deflated(data: bytes) -> None:
    limit = get_configuration().zlib_maximum_output_length
    inflater = zlib.decompressobj()
    inflater.decompress(data, limit)
    if inflater.unconsumed_tail:
        message = "stream too large"
        raise LimitReachedError(message)
    if not inflater.eof:
        message = "stream cut short"
        raise PdfStreamError(message)
