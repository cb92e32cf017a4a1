"""Plain Python values as pypdf objects, the streams and references made of them, and the file."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pypdf import PdfWriter
from pypdf.errors import PdfReadError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from zenforms.form.layout.elements import Rect


class PdfText(str):
    """A text string for people; any other `str` given to `to_pdf` is a name."""

    __slots__ = ()


def to_pdf(value: object) -> PdfObject:
    """`value` as a PDF object: `str` is a name, `PdfText` a text, mappings and sequences nest.

    Raises TypeError for anything a PDF cannot hold.
    """
    for kind, convert in _CONVERTERS:
        if isinstance(value, kind):
            return convert(value)
    message = f"a PDF cannot hold {type(value).__name__}"
    raise TypeError(message)


def dictionary(entries: Mapping[str, object]) -> DictionaryObject:
    """A dictionary object; keys without their slash."""
    pairs = {NameObject(f"/{key}"): to_pdf(value) for key, value in entries.items()}
    return DictionaryObject(pairs)


def stream(data: bytes, entries: Mapping[str, object], *, compress: bool = True) -> StreamObject:
    """A stream object, deflated unless the reader should see it as it is."""
    plain = DecodedStreamObject()
    plain.set_data(data)
    made: StreamObject = plain.flate_encode() if compress else plain
    made.update(dictionary(entries))
    return made


def add(writer: PdfWriter, value: PdfObject | Mapping[str, object]) -> IndirectObject:
    """A reference to `value` as an object of its own."""
    return writer._add_object(to_pdf(value))  # noqa: SLF001 - pypdf has no public way


def entries_of(value: object) -> DictionaryObject:
    """The dictionary behind a reference; raises PdfReadError when it is something else."""
    found = value.get_object() if isinstance(value, PdfObject) else value
    if not isinstance(found, DictionaryObject):
        message = "a dictionary is missing"
        raise PdfReadError(message)
    return found


def items_of(value: object) -> ArrayObject:
    """The array behind a reference; raises PdfReadError when it is something else."""
    found = value.get_object() if isinstance(value, PdfObject) else value
    if not isinstance(found, ArrayObject):
        message = "an array is missing"
        raise PdfReadError(message)
    return found


def written(value: PdfObject) -> bytes:
    """`value` as it stands in a file."""
    target = io.BytesIO()
    value.write_to_stream(target)
    return target.getvalue()


def _number(value: float) -> FloatObject:
    return FloatObject(f"{value:.3f}".rstrip("0").rstrip("."))


_CONVERTERS: tuple[tuple[type, Callable[[Any], PdfObject]], ...] = (
    (PdfObject, lambda value: value),
    (PdfText, TextStringObject),
    (str, lambda value: NameObject(f"/{value}")),
    (bool, BooleanObject),
    (int, NumberObject),
    (float, _number),
    (bytes, ByteStringObject),
    (Mapping, dictionary),
    (Sequence, lambda value: ArrayObject([to_pdf(item) for item in value])),
)
"""The first kind that fits: texts before names, truth before numbers."""


def store_text(writer: PdfWriter, widget: DictionaryObject, value: str, content: bytes) -> None:
    """Stores `value`, exactly as it is, and `content` as its picture."""
    rect = rect_of(widget)
    acroform = entries_of(writer.root_object["/AcroForm"])
    entries = {
        "Type": "XObject",
        "Subtype": "Form",
        "BBox": [0, 0, rect.width, rect.height],
        "Resources": acroform["/DR"],
    }
    picture = add(writer, stream(content, entries))
    widget.update(dictionary({"V": PdfText(value), "AP": {"N": picture}}))


def rect_of(widget: DictionaryObject) -> Rect:
    """The place of a widget on its page."""
    left, bottom, right, top = (float(number) for number in items_of(widget["/Rect"]))
    return Rect(left, bottom, right, top)
