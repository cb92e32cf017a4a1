"""Secrets that a client wrote into a request, taken out before anything is judged or told.

What staff, letters, forms and the next system get is masked; the original in the archive is not.
"""

from dataclasses import replace

from zenforms.findings import Argument, Problem
from zenforms.reading.records.masking import masked
from zenforms.reading.submission import Document, Envelope, FieldKind, FieldValue, Submission

WORDS = "words"
"""The argument of a problem in which a client's own words stand."""
OURS = frozenset({"form_id", "form_revision", "client_id", "seal", "channel", "thread"})
"""Fields that the desk printed: a changed seal would be no seal."""


def without_secrets(submission: Submission) -> tuple[Submission, int]:
    """The submission with the secrets in its words masked, and how many there were."""
    found = _Found()
    documents = tuple(_document(found, one) for one in submission.documents)
    envelope = _envelope(found, submission.envelope)
    forwarded = tuple(_envelope(found, one) for one in submission.forwarded)
    problems = _problems(found, submission.problems)
    if not found.count:
        return submission, 0
    hidden = replace(
        submission,
        documents=documents,
        envelope=envelope,
        forwarded=forwarded,
        problems=problems,
    )
    return hidden, found.count


class _Found:
    """Masks, and counts how often it had to."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, text: str) -> str:
        hidden, count = masked(text)
        self.count += count
        return hidden


def _document(found: _Found, document: Document) -> Document:
    fields = tuple(_field(found, field) for field in document.fields)
    return replace(document, fields=fields, problems=_problems(found, document.problems))


def _problems(found: _Found, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What is told of a file may repeat what a client wrote on its pages."""
    return tuple(
        replace(one, arguments={n: _said(found, n, said) for n, said in one.arguments.items()})
        for one in problems
    )


def _said(found: _Found, name: str, said: Argument) -> Argument:
    return found.text(said) if name == WORDS and isinstance(said, str) else said


def _field(found: _Found, field: FieldValue) -> FieldValue:
    if field.kind is not FieldKind.TEXT or field.name in OURS or not isinstance(field.value, str):
        return field
    return replace(field, value=found.text(field.value))


def _envelope(found: _Found, envelope: Envelope) -> Envelope:
    subject = envelope.subject and found.text(envelope.subject)
    return replace(envelope, subject=subject, body=found.text(envelope.body))
