"""Files embedded in a PDF: from /EmbeddedFiles, /AF and FileAttachment annotations.

A name is data: it is cleaned, and never a path. Nothing is opened or executed here.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from zenforms.reading.limits import Limits
from zenforms.reading.names import sent_name
from zenforms.reading.pdf.nametree import named
from zenforms.reading.pdf.objects import Dictionary, Stream
from zenforms.reading.pdf.pages import Pages
from zenforms.reading.pdf.source import Source, TooComplexError, key_of
from zenforms.reading.pdf.values import Texts

UNNAMED = "sans nom"

_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Specification:
    """One embedded file, not yet read: its cleaned name and its stream."""

    name: str
    stream: Stream


class EmbeddedTooLargeError(Exception):
    """Embedded files are too many, or exceed the limits in size."""


class EmbeddedDamagedError(Exception):
    """The data of an embedded file is damaged: what has come of it must not be used."""


def embedded_names(source: Source, pages: Pages, limits: Limits) -> tuple[str, ...]:
    """The cleaned names of the embedded files, in order, as many as the limits allow."""
    found = []
    for specification in specifications(source, pages, limits):
        found.append(specification.name)
        if len(found) >= limits.attachments:
            break
    return tuple(found)


def specifications(source: Source, pages: Pages, limits: Limits) -> Iterator[Specification]:
    """Every embedded file once, whichever of the three places names it."""
    texts = Texts(source, limits)
    seen: set[object] = set()
    for entry in _entries(source, pages):
        specification = source.dictionary(entry)
        if specification is None:
            continue
        files = source.dictionary(specification.get("/EF"))
        raw = None if files is None else files.get("/UF", files.get("/F"))
        stream = source.resolve(raw)
        identity = key_of(raw) or id(stream)
        if isinstance(stream, Stream) and identity not in seen:
            seen.add(identity)
            yield Specification(_name(texts, specification), stream)


def pieces(source: Source, stream: Stream) -> Iterator[bytes]:
    """The bytes of an embedded file, as they come.

    Flate is inflated piece by piece, without a limit; any other filter stays within those of
    the source. Raises EmbeddedDamagedError or EmbeddedTooLargeError.
    """
    if stream.raw is None:
        raise EmbeddedDamagedError
    filters = source.reader.decoder.filters(stream)
    if not filters:
        yield from _cut(stream.raw)
    elif filters == ["/FlateDecode"] and "/DecodeParms" not in stream:
        yield from _inflated(stream.raw)
    else:
        yield _decoded(source, stream)


def _decoded(source: Source, stream: Stream) -> bytes:
    try:
        data = source.stream(stream)
    except TooComplexError as error:
        raise EmbeddedTooLargeError from error
    if data is None:
        raise EmbeddedDamagedError
    return data


def _name(texts: Texts, specification: Dictionary) -> str:
    for key in ("/UF", "/F", "/Desc"):
        decoded = texts.read(specification.get(key))
        if decoded is not None and (name := sent_name(decoded.text)):
            return name
    return UNNAMED


def _entries(source: Source, pages: Pages) -> Iterator[object]:
    yield from named(source, "/EmbeddedFiles")
    for holder in [source.catalog(), *pages.entries]:
        if holder is not None:
            yield from source.items(holder.get("/AF"))
    for annotation in pages.annotations:
        entries = source.dictionary(annotation)
        if entries is not None and source.name(entries, "/Subtype") == "FileAttachment":
            yield entries.get("/FS")


def _cut(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _CHUNK):
        yield data[start : start + _CHUNK]


def _inflated(data: bytes) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    try:
        piece = inflater.decompress(data, _CHUNK)
        while piece:
            yield piece
            piece = inflater.decompress(inflater.unconsumed_tail, _CHUNK)
    except zlib.error as error:
        raise EmbeddedDamagedError from error
    if not inflater.eof:
        raise EmbeddedDamagedError
