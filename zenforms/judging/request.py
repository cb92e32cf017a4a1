"""The typed request of the charter, built from the answers on a form of ours.

Attribute names are the field names of `forms/assistance-request.toml`, values of closed lists
are its codes; a test holds the two together. Fields that the charter does not know travel in
`extra`, so a desk can add a field to its form without code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

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
from zenforms.judging.mailaddress import meant_email
from zenforms.judging.text import is_empty
from zenforms.reading.submission import Document, Envelope, FieldValue, Flag, Value


class Mode(StrEnum):
    """Under which contract the client asks to be served: the tick asks, the register decides."""

    TMA = "tma"
    NO_TMA = "no_tma"


class RequestType(StrEnum):
    """What the client wants; it decides what else is required."""

    ASSISTANCE = "assistance"
    EVOLUTION = "evolution"
    MALFUNCTION = "malfunction"


class Domain(StrEnum):
    """What the request is about, as far as the client can tell."""

    SUITE = "suite"
    SETTINGS = "settings"
    SCRIPT = "script"
    TEMPLATE = "template"
    DEVELOPMENT = "development"
    OTHER = "other"
    UNKNOWN = "unknown"


class TmaService(StrEnum):
    """A service that only a TMA contract offers."""

    NONE = "none"
    EARLY_VERSION = "early_version"
    TEST_ENVIRONMENT = "test_environment"
    SETTINGS_HELP = "settings_help"
    FEASIBILITY = "feasibility"
    DEVELOPMENT = "development"
    SCRIPTS = "scripts"
    OTHER = "other"


class Urgency(StrEnum):
    """How urgent it is for the client."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    BLOCKING = "blocking"


class YesNo(StrEnum):
    """A plain yes or no."""

    YES = "yes"
    NO = "no"


class YesNoUnknown(StrEnum):
    """A yes or no that the client may not know."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


Extra = str | bool | None


class Request(BaseModel):
    """What the client asks. None is “not answered”, or an answer that is on no list.

    Texts are as typed, with line ends as LF; a checkbox is true when it is ticked.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )

    client_name: str | None = None
    contact_name: str | None = None
    email: str | None = None
    telephone: str | None = None
    mode: Mode | None = None
    type: RequestType | None = None
    domain: Domain | None = None
    tma_service: TmaService | None = None
    urgency: Urgency | None = None
    desk_version: str | None = None
    workstations: str | None = None
    reproducible: YesNo | None = None
    service_involved: YesNoUnknown | None = None
    service_name: str | None = None
    earlier_ticket: str | None = None
    summary: str | None = None
    description: str | None = None
    psr_attached: bool = False
    psr_files: str | None = None
    logs_attached: bool = False
    logs_files: str | None = None
    document_attached: bool = False
    document_files: str | None = None
    not_confidential: bool = False
    one_subject: bool = False
    extra: Mapping[str, Extra] = Field(default_factory=dict)
    """The answers to fields that the charter does not know."""

    @property
    def is_malfunction(self) -> bool:
        """Whether the client reports an apparent malfunction of the software."""
        return self.type is RequestType.MALFUNCTION

    @property
    def wants_service(self) -> bool:
        """Whether a service that only TMA offers is asked for."""
        return self.tma_service not in {None, TmaService.NONE}


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the desk printed into the form and the client does not see. None is absent."""

    form_id: str | None = None
    form_revision: str | None = None
    client_id: str | None = None
    seal: str | None = None
    channel: str | None = None
    thread: str | None = None


# From raw values to answers: codes for closed lists, text as typed, flags kept.
#
# An `Answer` keeps apart what rules must not confuse: nothing was answered, something was answered
# that is on no list, and a proper answer.


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
    """Text as typed; only what has a format loses the white space around it.

    An address is read as it was meant: who answers must be able to write to it.
    """
    if not isinstance(field, TextField) or field.format is None:
        return raw
    return meant_email(raw.strip()) if field.format == "email" else raw.strip()


def _one_text(value: Value) -> str | None:
    return "\n".join(value) if isinstance(value, tuple) else value
