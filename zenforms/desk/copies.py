"""Printed copies of a form of ours: what may be proposed to the person who releases them."""

from collections.abc import Mapping
from dataclasses import replace

from zenforms import problems
from zenforms.desk.maps import printed_forms
from zenforms.findings import Problem
from zenforms.reading.printed import pictures, recover
from zenforms.reading.sandbox import Runner
from zenforms.reading.submission import Document


def is_printed_copy(document: Document) -> bool:
    """Whether `document` is a form of ours that lost its fields in print."""
    return any(problem.code == problems.PRINTED_COPY for problem in document.problems)


def with_proposals(document: Document, data: bytes, runner: Runner) -> Document:
    """A printed copy with the answers read off its pages, each flagged `recovered`.

    `data` are the document's own bytes. Any other document comes back as it is; so does a copy
    that cannot be laid over the form, with the problem that says so when it stopped its reader.
    """
    if document.form is None or not is_printed_copy(document):
        return document
    answer = runner.run(recover, data, document, printed_forms(document.form))
    if isinstance(answer, Problem):
        return replace(document, problems=(*document.problems, answer))
    return answer


def field_pictures(document: Document, data: bytes, runner: Runner) -> Mapping[str, bytes]:
    """What stands in each field of a printed copy, as PNG pictures by field name."""
    if document.form is None or not is_printed_copy(document):
        return {}
    answer = runner.run(pictures, data, printed_forms(document.form))
    return {} if isinstance(answer, Problem) else answer
