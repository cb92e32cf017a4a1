"""From raw values to answers: codes for closed lists, text as typed, flags kept.

An `Answer` keeps apart what rules must not confuse: nothing was answered, something was answered
that is on no list, and a proper answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from zenforms.form.definition import (
    TICKED,
    AnyField,
    CheckboxField,
    ChoiceField,
    Form,
    LongTextField,
    RadioField,
    TextField,
    code_of,
    is_blank,
)
from zenforms.judging.text import is_empty
from zenforms.reading.submission import Document, Envelope, FieldValue, Flag, Value


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in one field. `raw` is what was read; `value` is None when it is no answer."""

    name: str
    value: str | None = None
    """The code of a closed list, `yes` for a ticked box, or the text as typed."""
    raw: str | None = None
    flags: frozenset[Flag] = frozenset()
    present: bool = True
    """Whether the document has the field at all."""
    surplus: int = 0
    """How many characters `value` lacks, because the field cannot hold them."""

    @property
    def is_given(self) -> bool:
        """Whether anything was answered, proper or not."""
        return self.raw is not None

    @property
    def is_unlisted(self) -> bool:
        """Whether something was answered that is not among the choices."""
        return self.value is None and self.raw is not None


Answers = Mapping[str, Answer]


def answers_in(document: Document, form: Form) -> Answers:
    """The answers to every visible field of `form`, in reading order."""
    read = {field.name: field for field in document.fields}
    return {field.name: _answer(field, read.get(field.name)) for field in form.fields()}


def answers_by_mail(envelope: Envelope, form: Form) -> Answers:
    """What a mail without a form answers: who writes, the subject, and the text."""
    said = {
        "contact_name": envelope.sender_name,
        "email": envelope.reply_to or envelope.sender,
        "summary": envelope.subject,
        "description": envelope.body,
    }
    texts = ((field.name, said.get(field.name) or "") for field in form.fields())
    return {n: Answer(n) if is_empty(text) else Answer(n, text, text) for n, text in texts}


def _answer(field: AnyField, read: FieldValue | None) -> Answer:
    if read is None:
        return Answer(field.name, present=False)
    raw = _one_text(read.value)
    flags = frozenset(read.flags)
    if raw is None or is_empty(raw):
        return Answer(field.name, flags=flags)
    if isinstance(field, CheckboxField):
        return Answer(field.name, TICKED, raw, flags)
    if isinstance(field, ChoiceField | RadioField):
        return _chosen(field, raw, flags)
    said = _tidy(field, raw)
    kept = said[: _room(field)]
    return Answer(field.name, kept, raw, flags, surplus=len(said) - len(kept))


def _room(field: AnyField) -> int | None:
    """How many characters a field holds: no viewer lets anybody type more."""
    return field.max_length if isinstance(field, TextField | LongTextField) else None


def _chosen(field: ChoiceField | RadioField, raw: str, flags: frozenset[Flag]) -> Answer:
    if is_blank(field, raw):
        return Answer(field.name, flags=flags)
    return Answer(field.name, code_of(field, raw), raw, flags)


def _tidy(field: AnyField, raw: str) -> str:
    """Text as typed; only what has a format loses the white space around it."""
    is_formatted = isinstance(field, TextField) and field.format is not None
    return raw.strip() if is_formatted else raw


def _one_text(value: Value) -> str | None:
    return "\n".join(value) if isinstance(value, tuple) else value
