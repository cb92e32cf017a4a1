"""From what was read to what a judge needs: one form, its answers, the request, the client."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, get_args

from zenforms.form.definition import TICKED, Form, TextField
from zenforms.judging.case import CANCELLATION_FORM, Case, Desk
from zenforms.judging.discretion import without_secrets
from zenforms.judging.numbers import parse_number
from zenforms.judging.reply import typed_answers
from zenforms.judging.request import Answers, Imprint, Request, answers_by_mail, answers_in
from zenforms.judging.threads import (
    History,
    Join,
    Joined,
    ThreadState,
    is_withdrawal,
    join,
    own_paper,
    said_in,
    sent_files,
    undelivered,
    with_earlier_rounds,
)
from zenforms.language import Text
from zenforms.reading.submission import Channel, Document, FormIdentity, Submission

# Which of the forms in a drop is the request, which may be ignored, and which are too many.


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


def choose_form(
    submission: Submission, forms: Mapping[str, Form], *, history: History | None = None
) -> Chosen:
    """The one request in a drop.

    Blank copies, copies with the same answers, and the older round beside its correction are
    ignored; so is what says no more than an earlier round, beside a form that says something
    else: our correction form may lie untouched beside the form that was completed. What then
    remains beside the first is another request.
    """
    candidates = [c for d in submission.documents if (c := _candidate(d, forms))]
    if not candidates:
        return Chosen()
    filled = [c for c in candidates if not c.is_blank]
    earlier = history.answers if history else ()
    fresh = [c for c in filled if said_in(c.document) not in earlier]
    kept = _newest(_distinct(fresh or filled or candidates[:1]))
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


REQUEST_FORM = "assistance-request"


def case_of(
    submission: Submission,
    *,
    desk: Desk,
    forms: Mapping[str, Form],
    received_at: datetime,
    history: History | None = None,
) -> Case:
    """The case that a drop makes.

    `forms` maps a form's id, or its `id@revision` for an older revision, to its definition.
    `history` holds the threads that the drop may belong to (see `history.sought_by`); None is
    “not known here”. Raises ValueError when `received_at` has no time zone.
    """
    if received_at.tzinfo is None:
        message = "received_at needs a time zone"
        raise ValueError(message)
    submission, secrets = without_secrets(submission)
    directory = desk.directory
    if history and (number := own_paper(submission, history=history, directory=directory)):
        channel = submission.envelope.channel
        case = Case(submission, desk, received_at, history=history, own_paper=number)
        return replace(case, channel=channel, secrets=secrets)
    chosen = choose_form(submission, forms, history=history)
    submission = with_its_writer(submission, chosen, desk, history)
    joined = _joined(submission, chosen, desk, history)
    if joined and joined.how is Join.ROUND:
        has_form = chosen.filled is not None
        submission = with_earlier_rounds(submission, joined.thread, has_form=has_form)
        submission, earlier = without_secrets(submission)
        secrets += earlier
        chosen = choose_form(submission, forms, history=history)
    case = Case(submission, desk, received_at, history=history, joined=joined, secrets=secrets)
    if submission.envelope.automatic:
        thread = undelivered(submission, history) if history else None
        return replace(case, channel=submission.envelope.channel, undelivered=thread)
    if chosen.main is None:
        return _without_form(case, forms)
    return _with_form(case, chosen, chosen.main)


def with_its_writer(
    submission: Submission, chosen: Chosen, desk: Desk, history: History | None
) -> Submission:
    """The submission, its message a machine's or a person's as the whole drop shows.

    A filled form of ours is a person's, whatever passed it on, unless it comes back from a letter
    of ours. A mass mailing without a form is a machine's only when nobody known sent it.
    """
    envelope = submission.envelope
    if not envelope.automatic:
        is_bulk = envelope.is_bulk and desk.register is not None and chosen.main is None
        is_strangers = is_bulk and desk.directory.author(envelope) is None
        bulk = replace(envelope, automatic=True, automatic_reason=envelope.doubt)
        return replace(submission, envelope=bulk) if is_strangers else submission
    if envelope.is_report or chosen.filled is None:
        return submission
    if _comes_back(submission, chosen.filled, desk, history):
        return submission
    return replace(submission, envelope=replace(envelope, automatic=False))


def _comes_back(
    submission: Submission, form: Candidate, desk: Desk, history: History | None
) -> bool:
    """Whether the form lies in a letter of ours, or says only what our correction form said."""
    if any(desk.directory.is_from_staff(inner) for inner in submission.forwarded):
        return True
    if history is None:
        return False
    number = parse_number(str(form.document.value("thread") or ""))
    thread = history.thread(number) if number else None
    is_known = thread is not None and thread.request == request_of(form.answers)
    return is_known or said_in(form.document) in history.answers


def _joined(
    submission: Submission, chosen: Chosen, desk: Desk, history: History | None
) -> Joined | None:
    if history is None or submission.envelope.automatic:
        return None
    form = chosen.filled.document if chosen.filled else None
    blank = chosen.main.document if chosen.main and form is None else None
    return join(submission, form=form, blank=blank, history=history, directory=desk.directory)


def released(case: Case) -> Case:
    """The case once a person has looked at the drop: what it names is what it belongs to."""
    case = replace(case, released=True)
    if not case.named:
        return case
    thread = case.named[0]
    how = Join.WORD if thread.state is ThreadState.RETURNED else Join.FOLLOWUP
    joined = Joined(thread, how)
    return replace(case, joined=joined, form=None, answers={}, request=None, named=())


def _with_form(case: Case, chosen: Chosen, main: Candidate) -> Case:
    imprint, register = imprint_of(main.document), case.desk.register
    is_request = main.form.form != CANCELLATION_FORM  # whatever a desk asks for with its own
    return replace(
        case,
        document=main.document,
        form=main.form,
        answers=main.answers,
        request=request_of(main.answers) if is_request else None,
        client=register.client(imprint.client_id or "") if register else None,
        channel=Channel.PHONE if imprint.channel == Channel.PHONE else Channel.FORM,
        imprint=imprint,
        ignored=chosen.ignored,
        rivals=chosen.rivals,
    )


def _without_form(case: Case, forms: Mapping[str, Form]) -> Case:
    """A drop without a form of ours: as a plain e-mail, it is a request in its sender's words."""
    directory = case.desk.directory
    if case.submission.envelope.channel is Channel.FORM:
        return case
    envelope = directory.believed(case.submission)
    client = directory.author(envelope)
    case = replace(case, channel=case.submission.envelope.channel, client=client)
    form = forms.get(REQUEST_FORM)
    withdraws = is_withdrawal(envelope)
    if case.is_followup:
        case = replace(case, withdraws=withdraws)
        return replace(case, typed=tuple(_typed(case, form))) if form else case
    if case.history and case.joined is None:
        case = replace(case, named=case.history.named_in_words(case.submission.envelope))
    if withdraws and not any(sent_files(case.submission)):
        case = _withdrawing(case)
        form = forms.get(CANCELLATION_FORM)
    if form is None or case.joined:
        return case
    if not directory.belongs_to(client, envelope.reply_to):
        envelope = replace(envelope, reply_to=None)
    answers = answers_by_mail(envelope, form)
    request = None if case.withdraws else request_of(answers)
    return replace(case, form=form, answers=answers, request=request)


def _withdrawing(case: Case) -> Case:
    """The case of a message that belongs to no request yet, and says that one is over.

    It belongs to its client's only open request. Else it stands for a cancellation form on which
    the number is missing, since nobody else knows which request is meant.
    """
    threads = case.history.threads if case.history and not case.named else ()
    mine = [t for t in threads if t.is_of(case.client_id) and not t.state.is_over]
    if len(mine) != 1:
        return replace(case, withdraws=True)
    how = Join.WORD if mine[0].state is ThreadState.RETURNED else Join.FOLLOWUP
    return replace(case, withdraws=True, joined=Joined(mine[0], how))


def _typed(case: Case, form: Form) -> Iterator[tuple[Text, str]]:
    """What was typed into the message and is not what the request says already."""
    known = case.joined.thread.request if case.joined else None
    said = typed_answers(case.submission.envelope.body, form)
    for field in form.fields():
        value = said.get(field.name)
        if value and value != getattr(known, field.name, None):
            yield field.label, value


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
