"""From what was read to what a judge needs: one form, its answers, the request, the client."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any, get_args

from zenforms.form.definition import TICKED, Form
from zenforms.judging.answers import Answers, answers_by_mail, answers_in
from zenforms.judging.case import Case, Desk
from zenforms.judging.identity import client_of_sender
from zenforms.judging.request import Imprint, Request
from zenforms.reading.submission import Channel, Document, FormIdentity, Submission

REQUEST_FORM = "assistance-request"


def case_of(
    submission: Submission, *, desk: Desk, forms: Mapping[str, Form], received_at: datetime
) -> Case:
    """The case that a drop makes.

    `forms` maps a form's id, or its `id@revision` for an older revision, to its definition.
    Raises ValueError when `received_at` has no time zone.
    """
    if received_at.tzinfo is None:
        message = "received_at needs a time zone"
        raise ValueError(message)
    document = _the_form(submission, forms)
    if document is None:
        return _without_form(submission, desk=desk, forms=forms, received_at=received_at)
    form = definition_of(document.form, forms) if document.form else None
    answers = answers_in(document, form) if form else {}
    imprint = imprint_of(document)
    return Case(
        submission=submission,
        desk=desk,
        received_at=received_at,
        document=document,
        form=form,
        request=request_of(answers) if form and form.form == REQUEST_FORM else None,
        client=desk.register.client(imprint.client_id or "") if desk.register else None,
        channel=Channel.PHONE if imprint.channel == Channel.PHONE else Channel.FORM,
        imprint=imprint,
        answers=answers,
    )


def _without_form(
    submission: Submission, *, desk: Desk, forms: Mapping[str, Form], received_at: datetime
) -> Case:
    """A drop without a form of ours: as a plain e-mail, it is a request in its sender's words."""
    case = Case(submission, desk, received_at, channel=submission.envelope.channel)
    if case.channel is Channel.FORM:
        return case
    form, sender = forms.get(REQUEST_FORM), submission.envelope.sender
    answers = answers_by_mail(submission.envelope, form) if form else {}
    return replace(
        case,
        form=form,
        request=request_of(answers) if form else None,
        client=client_of_sender(desk.register, sender) if desk.register and sender else None,
        answers=answers,
    )


def definition_of(identity: FormIdentity, forms: Mapping[str, Form]) -> Form | None:
    """The definition of exactly this revision, else of the form's current one, else None."""
    return forms.get(f"{identity.id}@{identity.revision}") or forms.get(identity.id)


def request_of(answers: Answers) -> Request:
    """The typed request; answers that the charter does not know go into `extra`."""
    known: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for name, answer in answers.items():
        field = Request.model_fields.get(name) if name != "extra" else None
        if field is None:
            extra[name] = answer.value
        elif field.annotation is bool:
            known[name] = answer.value == TICKED
        elif _accepts(field.annotation, answer.value):
            known[name] = answer.value
        else:
            extra[name] = answer.value
    return Request(**known, extra=extra)


def imprint_of(document: Document) -> Imprint:
    """What the desk printed into the form and the client does not see."""
    names = ("form_id", "form_revision", "client_id", "seal", "channel", "thread")
    read = {name: document.value(name) for name in names}
    return Imprint(**{n: v.strip() or None for n, v in read.items() if isinstance(v, str)})


def _accepts(annotation: object, value: str | None) -> bool:
    """Whether the charter knows the value; a desk may have added a code of its own to a list."""
    codes = next((t for t in get_args(annotation) if _is_codes(t)), None)
    return codes is None or value is None or value in {code.value for code in codes}


def _is_codes(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, StrEnum)


def _the_form(submission: Submission, forms: Mapping[str, Form]) -> Document | None:
    ours = (d for d in submission.documents if d.form and definition_of(d.form, forms))
    return next(ours, None)
