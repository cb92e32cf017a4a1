"""MuPDF, the engine of SumatraPDF and many phones (AGPL: tests only)."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.viewers.answers import Answer

if TYPE_CHECKING:
    import pymupdf


def fill(source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    """Saved as it stands."""
    _fill(source, answers, target, garbage=0)


def fill_tidied(source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    """Saved with unused and equal objects removed."""
    _fill(source, answers, target, garbage=4)


def _fill(source: Path, answers: tuple[Answer, ...], target: Path, *, garbage: int) -> None:
    import pymupdf  # noqa: PLC0415 - the quick tests collect the suite without it

    wanted = {answer.name: answer for answer in answers}
    with pymupdf.open(source) as document:
        for page in document:
            for widget in page.widgets():
                if answer := wanted.get(widget.field_name):
                    _answer(widget, answer)
        document.save(target, garbage=garbage)


def _answer(widget: "pymupdf.Widget", answer: Answer) -> None:
    if answer.kind == "radio" and widget.on_state() != answer.value:
        return
    if answer.kind == "checkbox":
        widget.field_value = answer.value is not None
    elif answer.kind == "choice" and answer.value is None:
        widget.field_value = answer.options[0]
    else:
        widget.field_value = answer.value or ""
    widget.update()
