"""Every word of a PDF for a search: of its pages, of its objects, of what earlier saves left.

What it shows is PDFium's business, what it holds pypdf's; and whatever either passes over, such as
the values that a later save replaced, is found in the file's own streams and strings.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO

from zenforms.reading.limits import Limits

_STREAM = re.compile(rb"stream\r?\n")
_LITERAL = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_DRAWN = re.compile(rb"/Length1\b(?!.*\bobj\b)|/Subtype\s*/Image\b(?!.*\bobj\b)", re.DOTALL)
"""What precedes the stream of a font or a picture, in the same object."""
_LOOKED_BACK = 400
_PAGES = 2_000
_STREAM_BYTES = 20_000_000
_LEAST_PICTURE = 0.05  # of the page


class LockedError(Exception):
    """The document opens with a password only; never leaves reading."""


def page_texts(data: bytes) -> Iterator[tuple[str, bool]]:
    """Each page's text, and whether something of the page is a picture.

    Raises LockedError, ValueError when it cannot be opened, OverflowError beyond 2,000 pages.
    """
    import pypdfium2  # noqa: PLC0415 - heavy, for searches only
    from pypdfium2 import raw  # noqa: PLC0415 - likewise

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():  # the library has no other way to tell
            raise LockedError from error
        raise ValueError from error
    with closing(document):
        if len(document) > _PAGES:
            raise OverflowError(len(document))
        for index in range(len(document)):
            try:
                page = document[index]
            except pypdfium2.PdfiumError as error:
                raise ValueError from error
            with closing(page), closing(page.get_textpage()) as text:
                least = _LEAST_PICTURE * page.get_width() * page.get_height()
                kinds = [raw.FPDF_PAGEOBJ_IMAGE]
                pictures = (one.get_bounds() for one in page.get_objects(filter=kinds))
                shown = any((r - x) * (t - b) > least for x, b, r, t in pictures)
                yield text.get_text_bounded(), shown


def object_texts(data: bytes, limits: Limits) -> Iterator[bytes | str]:
    """The strings and streams of every object, ciphers and filters undone; raises LockedError.

    Raises ValueError when the document cannot be read.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - heavy, for searches only
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - likewise

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise LockedError
        numbers = range(1, min(int(str(reader.trailer.get("/Size", 0))), 200_000))
        seen = 0
        for number in numbers:
            for found in _of_object(reader, number):
                seen += len(found)
                if seen > limits.drop_bytes:
                    raise OverflowError(seen)
                yield found
        yield from _strings(reader.trailer)
    except (PyPdfError, OSError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError from error


def _of_object(reader: object, number: int) -> Iterator[bytes | str]:
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - likewise
    from pypdf.generic import IndirectObject, StreamObject  # noqa: PLC0415 - likewise

    try:
        found = IndirectObject(number, 0, reader).get_object()
        yield from _strings(found)
        is_drawing = isinstance(found, StreamObject) and (
            found.get("/Subtype") == "/Image" or "/Length1" in found
        )
        if isinstance(found, StreamObject) and not is_drawing:
            yield found.get_data()
    except (PyPdfError, ValueError, OSError, KeyError, TypeError, AttributeError, zlib.error):
        return
    except (NotImplementedError, RecursionError, AssertionError, IndexError):
        return


def _strings(value: object) -> Iterator[bytes | str]:
    """The strings inside an object, without following a reference."""
    from pypdf.generic import ByteStringObject, TextStringObject  # noqa: PLC0415 - likewise

    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, TextStringObject):
            yield str(one)
        elif isinstance(one, ByteStringObject):
            yield bytes(one)
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str):
            yield str(one)


def scavenged(data: bytes, limits: Limits) -> Iterator[bytes]:
    """Every stream that can be inflated, and every string of it or of the file, in any revision."""
    yield b"\n".join(_bare_strings(data))
    left = limits.drop_bytes
    for match in _STREAM.finditer(data):
        if _DRAWN.search(data[max(0, match.start() - _LOOKED_BACK) : match.start()]):
            continue
        end = data.find(b"endstream", match.end())
        packed = data[match.end() : end if end >= 0 else None]
        try:
            content = zlib.decompressobj().decompress(packed, min(left, _STREAM_BYTES))
        except zlib.error:
            continue
        left -= len(content)
        if left <= 0:
            raise OverflowError(limits.drop_bytes)
        yield content
        yield b"\n".join(_bare_strings(content))


def _bare_strings(data: bytes) -> Iterator[bytes]:
    for match in _LITERAL.finditer(data):
        yield _as_utf8(_ESCAPE.sub(_unescape, match[0][1:-1]))
    for match in _HEX.finditer(data):
        digits = b"".join(match[1].split())
        yield _as_utf8(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))


def _as_utf8(raw: bytes) -> bytes:
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace").encode("utf-8", "replace")
    return raw


def _unescape(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return b"" if match[2] in {b"\n", b"\r", b"\r\n"} else _PLAIN.get(match[2], match[2])
