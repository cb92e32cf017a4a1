"""What a PDF without fields is: a printed copy of a form of ours, a scan, or neither."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from zenforms import problems
from zenforms.findings import Problem
from zenforms.reading.formmap import FormMaps
from zenforms.reading.submission import FormIdentity


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the footer of every page of ours says: the form, and for which client it was made."""

    form: FormIdentity
    client: str | None


def recognise(data: bytes, maps: FormMaps) -> tuple[Problem, FormIdentity | None]:
    """The problem that says what `data`, a sound PDF without fields, is; and which form of ours."""
    from zenforms.reading.pdf.paper import sheets  # noqa: PLC0415 - PDFium, in a worker only

    with sheets(data) as pages:
        imprint = find_imprint((page.text for page in pages), maps.ids())
        if imprint is not None:
            return Problem(problems.PRINTED_COPY, {"form": imprint.form.id}), imprint.form
        if pages and all(page.is_picture() for page in pages):
            return Problem(problems.SCANNED), None
    return Problem(problems.NO_FORM), None


def find_imprint(texts: Iterable[str], ids: Iterable[str]) -> Imprint | None:
    """The first footer of ours in these texts: form id · revision · client id."""
    known = "|".join(re.escape(form_id) for form_id in ids)
    if not known:
        return None
    pattern = re.compile(
        rf"\b({known})\s*·\s*\w+\s+([0-9]{{1,9}})\b(?:\s*·\s*\w+\s+([A-Z0-9][A-Z0-9-]{{1,19}})\b)?"
    )
    for text in texts:
        found = pattern.search(text)
        if found is not None:
            return Imprint(FormIdentity(found[1], int(found[2])), found[3])
    return None
