"""PDFium, the engine of Chromium and Edge: clicks and keys through its form-fill interface."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from tests.viewers.answers import Answer, Widget

_ENTER = 13
_LINE_END = "\n"


@dataclass(frozen=True, slots=True)
class Hand:
    """A person's hand over one page."""

    form: object
    page: object

    def click(self, widget: Widget) -> None:
        """The left button, at the centre of the widget."""
        x, y = widget.centre
        raw.FORM_OnMouseMove(self.form, self.page, 0, x, y)
        raw.FORM_OnLButtonDown(self.form, self.page, 0, x, y)
        raw.FORM_OnLButtonUp(self.form, self.page, 0, x, y)

    def paste(self, text: str) -> None:
        """Replaces what is selected, in one piece, as from the clipboard."""
        units = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
        wide = ctypes.cast(units, raw.FPDF_WIDESTRING)
        raw.FORM_ReplaceSelection(self.form, self.page, wide)

    def type(self, text: str) -> None:
        """Replaces what is selected, key by key; a line end is the Enter key."""
        self.paste("")
        for character in text:
            key = _ENTER if character == _LINE_END else ord(character)
            raw.FORM_OnChar(self.form, self.page, key, 0)


Enter = Callable[[Hand, str], None]


def fill_pasting(source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    """Each text arrives in one piece."""
    _fill(source, answers, target, enter=Hand.paste)


def fill_typing(source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    """Each text arrives key by key."""
    _fill(source, answers, target, enter=Hand.type)


def flatten(source: Path, target: Path) -> None:
    """The pages as they print: fields become drawings."""
    with _opened(source) as document:
        for page in document:
            if raw.FPDFPage_Flatten(page, raw.FLAT_PRINT) == raw.FLATTEN_FAIL:
                message = f"PDFium could not flatten {source.name}"
                raise RuntimeError(message)
        document.save(target)


def _fill(source: Path, answers: tuple[Answer, ...], target: Path, *, enter: Enter) -> None:
    with _opened(source) as document:
        for number, page in enumerate(document):
            hand = Hand(document.formenv, page)
            for answer in answers:
                if answer.widgets[0].page == number:
                    _answer(hand, answer, enter)
        document.save(target)


@contextmanager
def _opened(source: Path) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(source)
    try:
        document.init_forms()
        yield document
    finally:
        document.close()


def _answer(hand: Hand, answer: Answer, enter: Enter) -> None:
    if answer.kind == "text":
        hand.click(answer.widgets[0])
        raw.FORM_SelectAllText(hand.form, hand.page)
        enter(hand, answer.value or "")
    elif answer.kind == "choice":
        hand.click(answer.widgets[0])
        index = answer.options.index(answer.value) if answer.value else 0
        raw.FORM_SetIndexSelected(hand.form, hand.page, index, True)  # noqa: FBT003 - a C function
    elif answer.kind == "radio" or answer.is_ticked != (answer.value is not None):
        hand.click(answer.widget())
    raw.FORM_ForceToKillFocus(hand.form)
