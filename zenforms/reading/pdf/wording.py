"""Every word of a PDF for a search: of its pages, of its objects, of what earlier saves left.

What it shows is PDFium's business, what it holds qpdf's; and whatever either passes over, such as
the values that a later save replaced, is found in the file's own streams and strings.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING

from zenforms.reading.limits import Limits

if TYPE_CHECKING:
    from pikepdf import Object

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
    from zenforms.reading.pdf import pdfium  # noqa: PLC0415 - heavy, for searches only

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():  # the library has no other way to tell
            raise LockedError from error
        raise ValueError from error
    with closing(document):
        if len(document) > _PAGES:
            raise OverflowError(len(document))
        for index in range(len(document)):
            try:
                page = document[index]
            except pdfium.PdfiumError as error:
                raise ValueError from error
            with closing(page), closing(page.get_textpage()) as text:
                least = _LEAST_PICTURE * page.get_width() * page.get_height()
                kinds = [pdfium.raw.FPDF_PAGEOBJ_IMAGE]
                pictures = (one.get_bounds() for one in page.get_objects(filter=kinds))
                shown = any((r - x) * (t - b) > least for x, b, r, t in pictures)
                yield text.get_text_bounded(), shown


def object_texts(data: bytes, limits: Limits) -> Iterator[bytes | str]:
    """The strings and streams of every object, ciphers and filters undone; raises LockedError.

    Raises ValueError when the document cannot be read. What is damaged is mended here as far as
    it goes: a search does not ask whether a form can be trusted.
    """
    import pikepdf  # noqa: PLC0415 - heavy, for searches only

    try:
        document = pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError as error:
        raise LockedError from error
    except pikepdf.PdfError as error:
        raise ValueError from error
    seen = 0
    with document:
        for one in (*document.objects, document.trailer):
            for found in _of_object(one):
                seen += len(found)
                if seen > limits.drop_bytes:
                    raise OverflowError(seen)
                yield found


def _of_object(one: "Object") -> Iterator[bytes | str]:
    import pikepdf  # noqa: PLC0415 - likewise

    try:
        yield from _strings(one)
        if isinstance(one, pikepdf.Stream) and not _is_drawing(one):
            yield one.read_bytes()
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        return


def _is_drawing(stream: "Object") -> bool:
    return "/Length1" in stream or str(stream.get("/Subtype", "")) == "/Image"


def _strings(value: object) -> Iterator[bytes | str]:
    """The strings inside an object, without following a reference."""
    import pikepdf  # noqa: PLC0415 - likewise

    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.String):
            yield bytes(one)
            yield str(one)
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            for key, item in one.items():
                yield key
                waiting += _direct(item)
        elif isinstance(one, pikepdf.Array):
            for item in one:
                waiting += _direct(item)
        elif isinstance(one, pikepdf.Name):
            yield str(one)


def _direct(value: object) -> list[object]:
    return [] if getattr(value, "is_indirect", False) else [value]


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
