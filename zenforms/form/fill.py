"""Fills one of our forms from plain data, with a complete picture of every answer."""

import io
import re

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from zenforms.form.answers import (
    AnswerError,
    Answers,
    chosen,
    field_to_fill,
    is_ticked,
    text_answer,
)
from zenforms.form.definition import (
    AnyField,
    CheckboxField,
    ChoiceField,
    Form,
    LongTextField,
    RadioField,
    TextField,
    code_of,
)
from zenforms.form.layout.fonts import metrics
from zenforms.form.layout.styles import ANSWER, INK
from zenforms.form.writing.appearance import fitted, line_content, lines_content
from zenforms.form.writing.assembly import assembly
from zenforms.form.writing.objects import entries_of, items_of, rect_of, store_text
from zenforms.language import Text

OFF = "/Off"
NOTHING = b"/Tx BMC\nEMC"


def fill_form(pdf: bytes, answers: Answers, *, form: Form) -> bytes:
    """`pdf`, one of our forms, with `answers` written into it.

    Every value is stored exactly as given, in Unicode; a character that the form's font lacks is
    drawn as its nearest likeness or as “?”. Fields without an answer keep what they hold.
    Raises AnswerError for an unknown or read-only field, an unknown choice, or a text too long.
    """
    reader, writer = _opened(pdf)
    write_answers(writer, answers, form)
    content = repr(sorted(answers.items())).encode()
    return assembly(writer).complete({}, _identifier(reader), content)


def _opened(pdf: bytes) -> tuple[PdfReader, PdfWriter]:
    try:
        reader = PdfReader(io.BytesIO(pdf))
        writer = PdfWriter(clone_from=reader)
    except PyPdfError as error:
        raise _not_a_form() from error
    if "/AcroForm" not in writer.root_object:
        raise _not_a_form()
    return reader, writer


def _identifier(reader: PdfReader) -> bytes:
    """The first identifier, which stays with a file for good; empty when it has none."""
    found = items_of(reader.trailer.get("/ID", ArrayObject()))
    first = found[0] if found else None
    return getattr(first, "original_bytes", b"")


def write_answers(writer: PdfWriter, answers: Answers, form: Form) -> None:
    """The same on a form that is being written; raises AnswerError likewise."""
    fields = _by_name(writer)
    for name, answer in answers.items():
        definition = field_to_fill(form, name)
        if name not in fields:
            raise _not_a_form()
        _write(writer, definition, fields[name], answer)


def _write(writer: PdfWriter, field: AnyField, target: DictionaryObject, answer: object) -> None:
    match field:
        case TextField() | LongTextField():
            _type(writer, field, target, text_answer(field, answer))
        case ChoiceField():
            _select(writer, field, target, answer)
        case RadioField():
            choice = chosen(field, answer)
            _switch(target, f"/{choice.state}" if choice else OFF)
        case CheckboxField():
            _switch(target, f"/{field.state}" if is_ticked(field, answer) else OFF)


def _type(
    writer: PdfWriter, field: TextField | LongTextField, widget: DictionaryObject, text: str
) -> None:
    """Stores a text and draws it; a long one smaller than it is typed, so that it prints whole."""
    rect, size = rect_of(widget), _size(widget)
    if not text:
        content = NOTHING
    elif isinstance(field, LongTextField):
        size, lines = fitted(text, rect, size, metrics())
        content = lines_content(lines, rect, size, INK)
    else:
        content = line_content(text, rect, size, INK)
    store_text(writer, widget, text, content)


def _select(
    writer: PdfWriter, field: ChoiceField, widget: DictionaryObject, answer: object
) -> None:
    """Stores one of the options as this file spells them, whatever its language."""
    choice = chosen(field, answer)
    wanted = choice.code if choice else None
    options = [str(option) for option in items_of(widget["/Opt"])]
    spelled = next(option for option in options if code_of(field, option) == wanted)
    rect = rect_of(widget)
    store_text(writer, widget, spelled, line_content(spelled, rect, ANSWER.size, INK))


def _switch(field: DictionaryObject, state: str) -> None:
    """Sets a button and the appearance of each of its widgets."""
    field[NameObject("/V")] = NameObject(state)
    kids = items_of(field.get("/Kids", ArrayObject([field])))
    for kid in kids:
        widget = entries_of(kid)
        pictures = entries_of(entries_of(widget["/AP"])["/N"])
        widget[NameObject("/AS")] = NameObject(state if state in pictures else OFF)


def _by_name(writer: PdfWriter) -> dict[str, DictionaryObject]:
    """The fields of the form; ours are flat, so the roots are all there is."""
    acroform = entries_of(writer.root_object["/AcroForm"])
    roots = (entries_of(root) for root in items_of(acroform["/Fields"]))
    return {str(root["/T"]): root for root in roots}


def _size(widget: DictionaryObject) -> float:
    found = re.search(r"([\d.]+) Tf", str(widget["/DA"]))
    return float(found[1]) if found else ANSWER.size


def _not_a_form() -> AnswerError:
    return AnswerError(
        Text(
            fr="Ce PDF n'est pas l'un de nos formulaires, ou pas celui de cette définition.",
            en="This PDF is not one of our forms, or not of this definition.",
        ),
        advice=Text(
            fr="Fabriquez un formulaire avec « zenforms form build », puis remplissez-le.",
            en="Make a form with “zenforms form build”, then fill it in.",
        ),
    )
