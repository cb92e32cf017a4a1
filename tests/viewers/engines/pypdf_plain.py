"""pypdf's own form filling, as a script that anyone might write."""

from pathlib import Path

from pypdf import PdfWriter

from tests.viewers.answers import Answer


def fill(source: Path, answers: tuple[Answer, ...], target: Path) -> None:
    """A full rewrite of a cloned document."""
    values = {answer.name: _value(answer) for answer in answers}
    writer = PdfWriter(clone_from=source)
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    writer.write(target)


def _value(answer: Answer) -> str:
    if answer.kind == "choice":
        return answer.value or answer.options[0]
    if answer.kind in {"radio", "checkbox"}:
        return f"/{answer.value or 'Off'}"
    return answer.value or ""
