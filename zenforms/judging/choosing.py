"""Which of the forms in a drop is the request, which may be ignored, and which are too many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zenforms.form.definition import Form, TextField
from zenforms.judging.answers import Answers, answers_in
from zenforms.reading.submission import Document, FormIdentity, Submission


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form of ours in the drop."""

    document: Document
    form: Form
    answers: Answers

    @property
    def is_blank(self) -> bool:
        """Whether the client answered nothing: only what the desk printed stands in it."""
        return not any(self.answers[f.name].is_given for f in self.form.fields() if not _printed(f))

    @property
    def said(self) -> tuple[object, ...]:
        """What tells two requests apart: the form, the client and the answers."""
        values = tuple((name, answer.raw) for name, answer in self.answers.items())
        return (self.form.form, self.document.value("client_id"), values)

    @property
    def is_correction(self) -> bool:
        """Whether it is a form that the desk sent back to be corrected."""
        return bool(self.document.value("thread"))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The form that is judged; what lies beside it and changes nothing; what contradicts it."""

    main: Candidate | None = None
    ignored: tuple[Document, ...] = ()
    rivals: tuple[Document, ...] = ()

    @property
    def filled(self) -> Candidate | None:
        """The form that is judged, when the client answered anything in it."""
        return self.main if self.main and not self.main.is_blank else None


def choose_form(submission: Submission, forms: Mapping[str, Form]) -> Chosen:
    """The one request in a drop.

    Blank copies, copies with the same answers, and the older round beside its correction are
    ignored. What then remains beside the first is another request.
    """
    candidates = [c for d in submission.documents if (c := _candidate(d, forms))]
    if not candidates:
        return Chosen()
    kept = _newest(_distinct([c for c in candidates if not c.is_blank] or candidates[:1]))
    main, *rivals = kept
    return Chosen(
        main,
        ignored=tuple(c.document for c in candidates if not any(c is k for k in kept)),
        rivals=tuple(c.document for c in rivals),
    )


def definition_of(identity: FormIdentity, forms: Mapping[str, Form]) -> Form | None:
    """The definition of exactly this revision, else of the form's current one, else None."""
    return forms.get(f"{identity.id}@{identity.revision}") or forms.get(identity.id)


def _candidate(document: Document, forms: Mapping[str, Form]) -> Candidate | None:
    form = definition_of(document.form, forms) if document.form else None
    return Candidate(document, form, answers_in(document, form)) if form else None


def _distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    return list({candidate.said: candidate for candidate in reversed(candidates)}.values())[::-1]


def _newest(candidates: list[Candidate]) -> list[Candidate]:
    """Without the forms that a correction in the same drop has overtaken: one client's own."""
    corrections = [c for c in candidates if c.is_correction]
    is_of_one_client = len({c.document.value("client_id") for c in candidates}) == 1
    return corrections if len(corrections) == 1 and is_of_one_client else candidates


def _printed(field: object) -> bool:
    return isinstance(field, TextField) and field.read_only
