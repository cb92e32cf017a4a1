import pytest
from pypdf import PdfWriter
from pypdf.errors import PdfReadError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from zenforms.form.writing.objects import PdfText, add, entries_of, items_of, to_pdf


def test_each_plain_value_becomes_the_object_it_looks_like() -> None:
    made = to_pdf(
        {"Name": "Widget", "Text": PdfText("é"), "On": True, "Count": 3, "Wide": 1.5, "Id": b"a"}
    )
    assert isinstance(made, DictionaryObject)
    kinds = {key: type(value) for key, value in made.items()}
    assert kinds == {
        "/Name": NameObject,
        "/Text": TextStringObject,
        "/On": BooleanObject,
        "/Count": NumberObject,
        "/Wide": FloatObject,
        "/Id": ByteStringObject,
    }
    assert isinstance(to_pdf([1, 2]), ArrayObject)


def test_what_a_file_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        to_pdf({1})


def test_entries_and_items_are_found_behind_references() -> None:
    writer = PdfWriter()
    assert entries_of(add(writer, {"A": 1})) == {"/A": 1}
    assert list(items_of(add(writer, to_pdf([1])))) == [1]


def test_what_is_neither_is_an_error() -> None:
    with pytest.raises(PdfReadError, match="dictionary"):
        entries_of(NumberObject(1))
    with pytest.raises(PdfReadError, match="array"):
        items_of(NumberObject(1))
