"""A text stored in a widget together with its picture."""

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject

from zenforms.form.layout.elements import Rect
from zenforms.form.writing.objects import Said, add, dictionary, entries_of, items_of, stream


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
    widget.update(dictionary({"V": Said(value), "AP": {"N": picture}}))


def rect_of(widget: DictionaryObject) -> Rect:
    """The place of a widget on its page."""
    left, bottom, right, top = (float(number) for number in items_of(widget["/Rect"]))
    return Rect(left, bottom, right, top)
