"""Files embedded in a PDF: from /EmbeddedFiles, /AF and FileAttachment annotations.

A name is data: it is cleaned, and never a path. Nothing is opened or executed here.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from zenforms import problems
from zenforms.findings import Problem
from zenforms.reading.limits import Limits
from zenforms.reading.names import sent_name
from zenforms.reading.pdf.pages import Pages, named, read_pages
from zenforms.reading.pdf.source import Opened, Source, TooComplexError, key_of, open_pdf
from zenforms.reading.pdf.syntax.objects import Dictionary, Stream, UnusualError
from zenforms.reading.pdf.texts import Texts

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
    except UnusualError as error:
        raise EmbeddedDamagedError from error
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


def _spelled(name: str) -> str:
    """A pattern for a name as it may be written: any of its characters escaped."""
    return "/" + "".join(rf"(?:{char}|(?i:#{ord(char):02x}))" for char in name)


# every embedded file hangs on /EF, which may lie in an object stream; most files have neither, and
# opening a file once more takes as long as reading its fields
_MAY_EMBED = re.compile("|".join(map(_spelled, ("EF", "ObjStm"))).encode("ascii"))


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """One embedded file. `chunks` can be read once, while the PDF is open.

    It raises EmbeddedTooLargeError, or EmbeddedDamagedError: then drop what has come of it.
    """

    name: str
    chunks: Iterator[bytes]


@contextmanager
def embedded_files(source: bytes | Path, limits: Limits) -> Iterator[Iterator[EmbeddedFile]]:
    """The embedded files of a PDF, in order; none when it cannot be opened.

    At most `limits.attachments` of them, of `limits.attachment_bytes` together: beyond that
    EmbeddedTooLargeError is raised. OSError is passed on. A damaged PDF is `read_document`'s
    to tell: here it merely has fewer files.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    if not _MAY_EMBED.search(data):
        yield iter(())
        return
    opened = _opened(data, limits)
    yield _files(opened.source, limits) if opened else iter(())


def _opened(data: bytes, limits: Limits) -> Opened | None:
    """The document, made plain before when a file in it has a rare filter."""
    try:
        opened = open_pdf(data, limits)
        return None if isinstance(opened, Problem) else _plain(opened, data, limits)
    except TooComplexError:
        return None


def _plain(opened: Opened, data: bytes, limits: Limits) -> Opened:
    """The document itself when nothing can be made plain: its files tell what is wrong."""
    try:
        _check_filters(opened.source, limits)
    except UnusualError as unusual:
        plain = open_pdf(data, limits, unusual=unusual)
        if isinstance(plain, Opened):
            return plain
        if plain.code == problems.TOO_COMPLEX:
            raise EmbeddedTooLargeError from unusual
    return opened


def _check_filters(source: Source, limits: Limits) -> None:
    found = specifications(source, read_pages(source), limits)
    for specification in islice(found, limits.attachments):
        source.reader.decoder.check(specification.stream)


def _files(source: Source, limits: Limits) -> Iterator[EmbeddedFile]:
    left = [limits.attachment_bytes]
    try:
        found = specifications(source, read_pages(source), limits)
        for number, specification in enumerate(found):
            if number >= limits.attachments:
                raise EmbeddedTooLargeError
            yield EmbeddedFile(
                specification.name, _counted(pieces(source, specification.stream), left)
            )
    except TooComplexError as error:
        raise EmbeddedTooLargeError from error


def _counted(chunks: Iterator[bytes], left: list[int]) -> Iterator[bytes]:
    """The chunks, as long as all files together stay within what is `left`."""
    for chunk in chunks:
        left[0] -= len(chunk)
        if left[0] < 0:
            raise EmbeddedTooLargeError
        yield chunk
