"""Files embedded in a PDF: from /EmbeddedFiles, /AF and FileAttachment annotations.

A name is data: it is cleaned, and never a path. Nothing is opened or executed here.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf.generic import DictionaryObject, EncodedStreamObject, StreamObject

from zenforms.reading.limits import Limits
from zenforms.reading.pages import Pages
from zenforms.reading.source import Source, TooComplexError, key_of
from zenforms.reading.values import Texts

UNNAMED = "sans nom"

_NAME_LENGTH = 200
_SEPARATORS = re.compile(r"[/\\]")
_UNPRINTABLE = re.compile("[\\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_MAX_NODES = 2_000
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Specification:
    """One embedded file, not yet read: its cleaned name and its stream."""

    name: str
    stream: StreamObject


class EmbeddedTooLargeError(Exception):
    """An embedded file, or all of them together, exceed the limits."""


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
        if isinstance(stream, StreamObject) and identity not in seen:
            seen.add(identity)
            yield Specification(_name(texts, specification), stream)


def content(source: Source, specification: Specification, limit: int) -> Iterator[bytes]:
    """The bytes of one embedded file in pieces; raises EmbeddedTooLargeError beyond `limit`.

    A damaged stream ends early and is noted in the source's damage.
    """
    total = 0
    for piece in _pieces(source, specification.stream):
        total += len(piece)
        if total > limit:
            raise EmbeddedTooLargeError
        yield piece


def clean_name(name: str) -> str:
    """The last component of `name` on one line, without control or invisible characters."""
    last = _SEPARATORS.split(_UNPRINTABLE.sub(" ", name).strip())[-1].strip(" .")
    return last[:_NAME_LENGTH] or UNNAMED


def _name(texts: Texts, specification: DictionaryObject) -> str:
    for key in ("/UF", "/F", "/Desc"):
        decoded = texts.read(specification.get(key))
        if decoded is not None and decoded.text.strip():
            return clean_name(decoded.text)
    return UNNAMED


def _entries(source: Source, pages: Pages) -> Iterator[object]:
    catalog = source.catalog()
    names = source.dictionary(source.get(catalog, "/Names"))
    yield from _name_tree(source, None if names is None else names.get("/EmbeddedFiles"))
    for holder in [catalog, *pages.entries]:
        if holder is not None:
            yield from source.items(holder.get("/AF"))
    for annotation in pages.annotations:
        entries = source.dictionary(annotation)
        if entries is not None and source.name(entries, "/Subtype") == "FileAttachment":
            yield entries.get("/FS")


def _name_tree(source: Source, root: object) -> Iterator[object]:
    seen: set[object] = set()
    stack = [root]
    while stack and len(seen) < _MAX_NODES:
        node = source.dictionary(entry := stack.pop())
        identity = key_of(entry) or id(node)
        if node is None or identity in seen:
            continue
        seen.add(identity)
        yield from list(source.items(node.get("/Names")))[1::2]
        stack.extend(reversed(list(source.items(node.get("/Kids")))))


def _pieces(source: Source, stream: StreamObject) -> Iterator[bytes]:
    """Flate is inflated piece by piece; any other filter stays within pypdf's lowered limits."""
    filters = source.resolve(stream.get("/Filter"))
    single = list(source.items(filters)) or ([filters] if filters is not None else [])
    if len(single) == 1 and single[0] in ("/FlateDecode", "/Fl") and "/DecodeParms" not in stream:
        yield from _inflate(source, raw_bytes(stream))
        return
    try:
        data = source.stream(stream)
    except TooComplexError as error:
        raise EmbeddedTooLargeError from error
    if data is not None:
        yield data


def raw_bytes(stream: StreamObject) -> bytes:
    """The bytes of a stream before its filters."""
    return stream._data if isinstance(stream, EncodedStreamObject) else stream.get_data()  # noqa: SLF001 - pypdf has no public way to the encoded bytes


def _inflate(source: Source, data: bytes) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    try:
        piece = inflater.decompress(data, _CHUNK)
        while piece:
            yield piece
            piece = inflater.decompress(inflater.unconsumed_tail, _CHUNK)
    except zlib.error:
        source.note_unreadable()
        return
    if not inflater.eof:
        source.note_unreadable()
