"""Printed copies of a form of ours: what may be proposed to the person who releases them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zenforms import problems
from zenforms.findings import Problem
from zenforms.form.outline import SHIPPED, FormLibrary
from zenforms.reading.submission import Document, Submission

if TYPE_CHECKING:  # multiprocessing costs 30 ms, and one file needs none of it
    from zenforms.reading.formmap import PrintedForm
    from zenforms.reading.restraint import Runner

_PICTURES = "~pictures"  # no file of a drop is called so: safe names begin with no tilde
_PICTURE_BYTES = 2_000_000
"""The picture of one field is far smaller."""


def is_printed_copy(document: Document) -> bool:
    """Whether `document` is a form of ours that lost its fields in print."""
    return any(problem.code == problems.PRINTED_COPY for problem in document.problems)


def with_proposals(
    document: Document, source: bytes | Path, runner: "Runner", forms: FormLibrary = SHIPPED
) -> Document:
    """A printed copy with the answers read off its pages, each flagged `recovered`.

    `source` is the document's own file. Any other document comes back as it is; so does a copy
    that cannot be laid over the form, with the problem that says so when it stopped its reader.
    """
    if not _awaits_reading(document):
        return document
    from zenforms.reading.pdf.printed import recover  # noqa: PLC0415 - PDFium, for copies only

    answer = runner.run(recover, source, document, _editions(document, forms))
    return _stopped(document, answer) if isinstance(answer, Problem) else _told(document, answer)


def proposed(
    submission: Submission, scratch: Path, runner: "Runner", forms: FormLibrary = SHIPPED
) -> tuple[Document, ...]:
    """The documents of a drop, printed copies with proposals; its files lie in `scratch`.

    There the copies leave pictures as well (see `kept_pictures`). All of them are one task: a
    drop full of copies costs no more than one.
    """
    names = {file.sha256: file.safe_name for file in submission.files}
    awaiting = [d for d in submission.documents if _awaits_reading(d) and d.sha256 in names]
    if not awaiting:
        return submission.documents
    from zenforms.reading.pdf.copies import Copy, recover_all  # noqa: PLC0415 - PDFium, likewise

    copies = [
        Copy(scratch / names[d.sha256], d, _editions(d, forms), _pictures_of(d, scratch))
        for d in awaiting
    ]
    answer = runner.run(recover_all, copies, scratch=scratch)
    if not isinstance(answer, Problem) and len(answer) != len(awaiting):
        answer = Problem(problems.READER_DIED)
    if isinstance(answer, Problem):
        read = iter([_stopped(document, answer) for document in awaiting])
    else:
        read = map(_told, awaiting, answer)
    return tuple(next(read) if d in awaiting else d for d in submission.documents)


def kept_pictures(document: Document, scratch: Path) -> Mapping[str, bytes]:
    """What stood in the fields of a printed copy when it was read, as PNG by field name."""
    found = sorted(_pictures_of(document, scratch).glob("*.png"))
    return {
        path.stem: path.read_bytes()
        for path in found
        if not path.is_symlink() and path.stat().st_size <= _PICTURE_BYTES
    }


def field_pictures(
    document: Document, source: bytes | Path, runner: "Runner", forms: FormLibrary = SHIPPED
) -> Mapping[str, bytes]:
    """What stands in each field of a printed copy, as PNG pictures by field name."""
    if document.form is None or not is_printed_copy(document):
        return {}
    from zenforms.reading.pdf.printed import pictures  # noqa: PLC0415 - PDFium, likewise

    answer = runner.run(pictures, source, _editions(document, forms))
    return {} if isinstance(answer, Problem) else answer


def _awaits_reading(document: Document) -> bool:
    return document.form is not None and is_printed_copy(document) and not document.fields


def _editions(document: Document, forms: FormLibrary) -> "tuple[PrintedForm, ...]":
    from zenforms.desk.handling.printedforms import printed_forms  # noqa: PLC0415 - for copies only

    return printed_forms(document.form, forms) if document.form else ()


def _stopped(document: Document, problem: Problem) -> Document:
    return replace(document, problems=(*document.problems, problem))


def _told(document: Document, answer: Document) -> Document:
    """`document` with the answers that were read; what it is was known before."""
    return replace(document, fields=answer.fields, problems=answer.problems)


def _pictures_of(document: Document, scratch: Path) -> Path:
    return scratch / _PICTURES / document.sha256
