"""Printed copies of a form of ours: what may be proposed to the person who releases them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zenforms import problems
from zenforms.findings import Problem
from zenforms.reading.submission import Document, Submission

if TYPE_CHECKING:  # multiprocessing costs 30 ms, and one file needs none of it
    from zenforms.reading.sandbox import Runner


def is_printed_copy(document: Document) -> bool:
    """Whether `document` is a form of ours that lost its fields in print."""
    return any(problem.code == problems.PRINTED_COPY for problem in document.problems)


def with_proposals(document: Document, source: bytes | Path, runner: "Runner") -> Document:
    """A printed copy with the answers read off its pages, each flagged `recovered`.

    `source` is the document's own file. Any other document comes back as it is; so does a copy
    that cannot be laid over the form, with the problem that says so when it stopped its reader.
    """
    if document.form is None or not is_printed_copy(document):
        return document
    if document.fields:
        return document
    from zenforms.desk.work.printedforms import printed_forms  # noqa: PLC0415 - for copies only
    from zenforms.reading.pdf.printed import recover  # noqa: PLC0415 - PDFium, likewise

    answer = runner.run(recover, source, document, printed_forms(document.form))
    if isinstance(answer, Problem):
        return replace(document, problems=(*document.problems, answer))
    return answer


def proposed(submission: Submission, scratch: Path, runner: "Runner") -> tuple[Document, ...]:
    """The documents of a drop, printed copies with proposals; its files lie in `scratch`."""
    names = {file.sha256: file.safe_name for file in submission.files}
    return tuple(
        with_proposals(document, scratch / names[document.sha256], runner)
        if document.sha256 in names
        else document
        for document in submission.documents
    )


def field_pictures(
    document: Document, source: bytes | Path, runner: "Runner"
) -> Mapping[str, bytes]:
    """What stands in each field of a printed copy, as PNG pictures by field name."""
    if document.form is None or not is_printed_copy(document):
        return {}
    from zenforms.desk.work.printedforms import printed_forms  # noqa: PLC0415 - for copies only
    from zenforms.reading.pdf.printed import pictures  # noqa: PLC0415 - PDFium, likewise

    answer = runner.run(pictures, source, printed_forms(document.form))
    return {} if isinstance(answer, Problem) else answer
