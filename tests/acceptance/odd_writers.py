"""Rewrites a filled form as odd but real programs do; all say the same as the form did."""

import io
from collections.abc import Callable, Iterator

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
    encode_pdfdocencoding,
)

Rewrite = Callable[[bytes], bytes]

_RADIO = 1 << 15
_UTF8_MARK = b"\xef\xbb\xbf"


def preview(pdf: bytes) -> bytes:
    """The chosen radio button becomes a field of its own, and its parent's value stays stale.

    As the documentation of macOS Preview's forms has it: an update in place, the button without
    /Parent, with its own /T, /FT and /V.
    """
    writer = PdfWriter(PdfReader(io.BytesIO(pdf)), incremental=True)
    for field in _fields(writer):
        chosen = field.get("/V")
        if not _is_radio(field) or chosen in (None, "/Off"):
            continue
        field[NameObject("/V")] = NameObject("/Off")
        for kid in _kids(field):
            if kid["/AS"] == chosen:
                del kid["/Parent"]
                kid[NameObject("/T")] = field["/T"]
                kid[NameObject("/FT")] = NameObject("/Btn")
                kid[NameObject("/V")] = NameObject(str(chosen))
                kid[NameObject("/Ff")] = field["/Ff"]
    return _written(writer)


def appearance_only(pdf: bytes) -> bytes:
    """Buttons are set by their appearance state alone; no /V says so."""
    writer = _cloned(pdf)
    for field in _fields(writer):
        if field.get("/FT") == "/Btn" and "/V" in field:
            del field["/V"]
    return _written(writer)


def need_appearances(pdf: bytes) -> bytes:
    """The pictures of the texts are left to the next viewer."""
    writer = _cloned(pdf)
    writer.root_object["/AcroForm"][NameObject("/NeedAppearances")] = BooleanObject(True)  # type: ignore[index]  # noqa: FBT003 - a PDF object
    for field in _fields(writer):
        if field.get("/FT") == "/Tx" and "/AP" in field:
            del field["/AP"]
    return _written(writer)


def bogus_states(pdf: bytes) -> bytes:
    """Text fields have an appearance state, which only buttons have (poppler)."""
    writer = _cloned(pdf)
    for field in _fields(writer):
        if field.get("/FT") in {"/Tx", "/Ch"}:
            field[NameObject("/AS")] = NameObject("/N")
    return _written(writer)


def index_only(pdf: bytes) -> bytes:
    """Lists say which option is chosen by its number, not by its value."""
    writer = _cloned(pdf)
    for field in _fields(writer):
        if field.get("/FT") == "/Ch":
            place = [str(option) for option in field["/Opt"]].index(str(field["/V"]))  # type: ignore[attr-defined]
            field[NameObject("/I")] = ArrayObject([NumberObject(place)])
            del field["/V"]
    return _written(writer)


def carriage_returns(pdf: bytes) -> bytes:
    """Lines end with CR, as old Macintosh programs write them."""
    return _with_texts(pdf, lambda text: encode_pdfdocencoding(text.replace("\n", "\r")))


def pdfdoc(pdf: bytes) -> bytes:
    """Texts in PDFDocEncoding, one byte a character."""
    return _with_texts(pdf, encode_pdfdocencoding)


def utf16_little(pdf: bytes) -> bytes:
    """Texts in UTF-16LE with its mark, which no standard allows."""
    return _with_texts(pdf, lambda text: b"\xff\xfe" + text.encode("utf-16-le"))


def utf8(pdf: bytes) -> bytes:
    """Texts in UTF-8 with its mark, as PDF 2.0 allows."""
    return _with_texts(pdf, lambda text: _UTF8_MARK + text.encode())


REWRITES: tuple[Rewrite, ...] = (
    preview,
    appearance_only,
    need_appearances,
    bogus_states,
    index_only,
    carriage_returns,
    pdfdoc,
    utf16_little,
    utf8,
)


def _with_texts(pdf: bytes, encode: Callable[[str], bytes]) -> bytes:
    writer = _cloned(pdf)
    for field in _fields(writer):
        value = field.get("/V")
        if field.get("/FT") in {"/Tx", "/Ch"} and isinstance(value, TextStringObject) and value:
            field[NameObject("/V")] = ByteStringObject(encode(str(value)))
    return _written(writer)


def _cloned(pdf: bytes) -> PdfWriter:
    return PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))


def _written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _fields(writer: PdfWriter) -> Iterator[DictionaryObject]:
    for field in writer.root_object["/AcroForm"]["/Fields"]:  # type: ignore[index]
        yield field.get_object()


def _kids(field: DictionaryObject) -> Iterator[DictionaryObject]:
    for kid in field.get("/Kids", ArrayObject()):
        yield kid.get_object()


def _is_radio(field: DictionaryObject) -> bool:
    return field.get("/FT") == "/Btn" and bool(int(field.get("/Ff", 0)) & _RADIO)
