"""What pypdf does for a file that is not by the book, within limits: tables, rare filters.

It reads what many writers get wrong, and complains about what may be damage (see `complaints`).
Loading it takes longer than a form takes to read, so that nothing else in reading needs it.
"""

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any

from pypdf import Configuration, PdfReader, apply_configuration, errors, generic, get_configuration

from zenforms.reading.limits import Limits
from zenforms.reading.pdf.syntax.objects import (
    Dictionary,
    LimitReachedError,
    Name,
    Reference,
    Resolve,
    Stream,
)
from zenforms.reading.pdf.syntax.tables import Tables
from zenforms.reading.pdf.syntax.tokens import header_at

_MOST_ENTRIES = 500_000  # of a cross-reference stream
_MOST_CONVERTED = 300  # nests no deeper than Python can follow, and any cipher needs fewer
_OF_A_FILTER = ("/Filter", "/DecodeParms", "/Height")

_OURS: tuple[tuple[Any, Callable[[Any], object]], ...] = (
    (generic.BooleanObject, lambda value: bool(value.value)),
    (generic.NumberObject, int),
    (generic.FloatObject, float),
    (generic.NameObject, Name),
    (
        (generic.ByteStringObject, generic.TextStringObject),
        lambda value: bytes(value.original_bytes),
    ),
)
_THEIRS: dict[type, Callable[[Any], Any]] = {
    bool: generic.BooleanObject,
    int: generic.NumberObject,
    float: generic.FloatObject,
    Name: generic.NameObject,
    bytes: generic.ByteStringObject,
}


def repaired_tables(data: bytes, limits: Limits) -> Tables:
    """The tables of a file as pypdf finds them; raises LimitReachedError, or what it raises."""
    try:
        with apply_configuration(_lowered(limits)):
            reader = _Reader(data)
    except errors.LimitReachedError as error:
        raise LimitReachedError from error
    trailer = ours(reader.trailer)
    return Tables(
        trailer if isinstance(trailer, Dictionary) else Dictionary(),
        {
            Reference(number, generation): offset
            for generation, table in reader.xref.items()
            for number, offset in table.items()
        },
        {number: container for number, (container, _) in reader.xref_objStm.items()},
    )


def decode(stream: Stream, raw: bytes, limits: Limits, resolve: Resolve) -> bytes:
    """The data of a stream behind any filters; raises LimitReachedError, or anything for damage."""
    theirs = generic.EncodedStreamObject()
    for key in _OF_A_FILTER:
        if key in stream:
            theirs[generic.NameObject(key)] = to_pypdf(stream[key], resolve)
    theirs._data = raw  # noqa: SLF001 - pypdf has no public way to make an encoded stream
    try:
        with apply_configuration(_lowered(limits)):
            return theirs.get_data()
    except errors.LimitReachedError as error:
        raise LimitReachedError from error


def ours(value: object) -> object:
    """An object of pypdf as one of ours; references stay references."""
    if isinstance(value, generic.IndirectObject):
        return Reference(value.idnum, value.generation)
    if isinstance(value, generic.DictionaryObject):
        return Dictionary((Name(key), ours(one)) for key, one in dict.items(value))
    if isinstance(value, generic.ArrayObject):
        return [ours(one) for one in list.__iter__(value)]
    return next((make(value) for kinds, make in _OURS if isinstance(value, kinds)), None)


def to_pypdf(value: object, resolve: Resolve) -> generic.PdfObject:
    """One of our objects as one of pypdf, without references.

    Raises LimitReachedError for one that grows when its references are followed: few lists that
    name each other make more objects than there is memory.
    """
    return _Conversion(resolve).converted(value)


class _Conversion:
    """Makes objects of pypdf, so many and no more."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._left = _MOST_CONVERTED

    def converted(self, value: object) -> generic.PdfObject:
        """The object, and all objects in it."""
        self._left -= 1
        if self._left < 0:
            raise LimitReachedError
        value = self._resolve(value)
        if isinstance(value, dict):
            return generic.DictionaryObject(
                (generic.NameObject(key), self.converted(one)) for key, one in value.items()
            )
        if isinstance(value, list):
            return generic.ArrayObject(map(self.converted, value))
        made: generic.PdfObject = _THEIRS.get(type(value), _null)(value)
        return made


class _Reader(PdfReader):
    """Only reads the tables; what is encrypted stays so."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        super().__init__(BytesIO(data), xref_stream_maximum_entries=_MOST_ENTRIES)

    def _handle_encryption(self, password: object) -> None:
        """Nothing: `encryption` does it."""

    def read_object_header(self, stream: IO[Any]) -> tuple[int, int]:
        """Object and generation number at the stream's position; raises ValueError."""
        header = header_at(self._data, stream.tell())
        if header is None:
            message = "no object starts here"
            raise ValueError(message)
        reference, end = header
        stream.seek(end)
        return reference


def _lowered(limits: Limits) -> Configuration:
    """The limits of pypdf itself, lowered to what a form needs; and no program is run for it."""
    size = limits.stream_bytes
    return get_configuration().with_overwrites(
        array_based_stream_maximum_output_length=size,
        brotli_maximum_output_length=size,
        jbig2_maximum_output_length=size,
        lzw_maximum_output_length=size,
        run_length_maximum_output_length=size,
        zlib_maximum_output_length=size,
        zlib_maximum_recovery_input_length=size,
        maximum_declared_stream_length=limits.document_bytes,
        stream_decoding_work_maximum_length=4 * size,
        stream_filters_maximum_length=4,
        jbig2dec_binary=None,
    )


def _null(_: object) -> generic.NullObject:
    return generic.NullObject()
