"""What was *read*: the envelope, the documents, each field's raw value with its flags.

Everything in these values comes from an untrusted file: neutralise it before showing it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from zenforms.findings import Problem
from zenforms.reading.evidence import LogFacts, Recording


class FieldKind(StrEnum):
    """What an AcroForm field is, whoever made the form."""

    TEXT = "text"
    CHECKBOX = "checkbox"
    RADIO = "radio"
    CHOICE = "choice"
    SIGNATURE = "signature"
    BUTTON = "button"


class Flag(StrEnum):
    """What was repaired or is doubtful about one value."""

    UNDECODABLE = "undecodable"
    CONTROL_CHARS = "control_chars"
    BIDI_CONTROL = "bidi_control"
    NONSTANDARD_ENCODING = "nonstandard_encoding"
    NONSTANDARD_TYPE = "nonstandard_type"
    SUSPECT_MOJIBAKE = "suspect_mojibake"
    STATE_FROM_APPEARANCE = "state_from_appearance"
    APPEARANCE_MISMATCH = "appearance_mismatch"
    NOT_AN_OPTION = "not_an_option"
    VALUE_FROM_INDEX = "value_from_index"
    INDEX_MISMATCH = "index_mismatch"
    DISPLAY_VALUE_MAPPED = "display_value_mapped"
    DUPLICATE_FIELD = "duplicate_field"
    WIDGET_VALUE_CONFLICT = "widget_value_conflict"
    ORPHAN_WIDGET = "orphan_widget"
    PARENT_MISMATCH = "parent_mismatch"
    BAD_FIELD_ENTRY = "bad_field_entry"
    BAD_FLAGS = "bad_flags"
    RICH_TEXT_DIFFERS = "rich_text_differs"
    XFA = "xfa"
    INCREMENTAL_UPDATE = "incremental_update"
    TRIMMED = "trimmed"
    """Signs that nobody sees or means, or that stand for others, were taken off or read as them."""
    NEWLINE_IN_SINGLE_LINE = "newline_in_single_line"
    TRUNCATED = "truncated"
    PASSWORD = "password"  # noqa: S105 - the name of a flag, not a secret
    RECOVERED = "recovered"
    """Read off a printed or flattened copy, not from a field."""


Value = str | tuple[str, ...] | None
"""Null, a text, or the items of a multiple selection in document order."""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One field as read. `page` counts from 1; None when no page shows the field."""

    name: str
    kind: FieldKind
    value: Value
    flags: tuple[Flag, ...] = ()
    page: int | None = None
    read_only: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """Which form of ours a document says it is."""

    id: str
    revision: int


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the document is, gathered on the way; none of it is a judgement.

    `revisions` counts the saves kept in the file (1 = never updated in place).
    `embedded_files` are names as found; `actions` are the kinds found (`JavaScript`, `Launch`…),
    `scripts` the SHA-256 of each script's text (hexadecimal, or a word for one not read).
    """

    pdf_version: str | None = None
    pages: int | None = None
    producer: str | None = None
    creator: str | None = None
    title: str | None = None
    revisions: int = 1
    encrypted: bool = False
    signatures: int = 0
    has_xfa: bool = False
    need_appearances: bool = False
    actions: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    embedded_files: tuple[str, ...] = ()
    is_portfolio: bool = False
    """Whether it is the cover of the files inside it."""


@dataclass(frozen=True, slots=True)
class Document:
    """One PDF as read. With a problem that made it unreadable, `fields` is empty."""

    name: str
    size: int
    sha256: str
    form: FormIdentity | None = None
    facts: DocumentFacts = field(default_factory=DocumentFacts)
    fields: tuple[FieldValue, ...] = ()
    problems: tuple[Problem, ...] = ()

    def value(self, name: str) -> Value:
        """The value of the field called `name`; None when it has none or does not exist."""
        return next((f.value for f in self.fields if f.name == name), None)


class Channel(StrEnum):
    """How a request is written, not how it travels."""

    FORM = "form"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a mail server wrote about the sender (RFC 8601): results in lower case, as `fail`."""

    server: str
    """Its authserv-id, in lower case; anybody can write any."""
    dmarc: str | None = None
    spf: str | None = None
    dkim: str | None = None
    authors: tuple[str, ...] = ()
    """The domains of From that it looked at, in lower case (`header.from`); empty: not said."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """How a drop travelled. A bare PDF has only the channel.

    Addresses are bare and in lower case; message ids stand without their angle brackets.
    """

    channel: Channel = Channel.FORM
    sender: str | None = None
    recipients: tuple[str, ...] = ()
    subject: str | None = None
    date: datetime | None = None
    """What the sender's clock said: shown only, never relied on. Aware when it had a zone."""
    message_id: str | None = None
    references: tuple[str, ...] = ()
    """References, then In-Reply-To, in order and once each."""
    automatic: bool = False
    automatic_reason: str | None = None
    """The header that gives it away: `Auto-Submitted`, `X-Autoreply`…; that of a machine that
    only passed on a person's form stays when the message is not `automatic` any more."""
    is_report: bool = False
    """Whether it is a delivery report or a receipt: what lies in it comes back."""
    doubt: str | None = None
    """The header for which one looks twice, although it does not say that a machine wrote."""
    has_odd_subject: bool = False
    """Whether that is a subject which programs write, too."""
    is_bulk: bool = False
    """Whether it came as mass mailings do, and not by a list that it was written to."""
    is_invitation: bool = False
    """Whether it invites to a meeting or hands over a task."""
    received_at: datetime | None = None
    """The stamp of the desk's own mail server, aware; None when it is not named or not there."""
    sender_name: str | None = None
    other_senders: tuple[str, ...] = ()
    """Further addresses in From: who names several has yet to say who wrote."""
    reply_to: str | None = None
    body: str = ""
    """The message's own text, plain, cut at the limit; the request itself when it has no form."""
    stamps: tuple[Stamp, ...] | None = None
    """Those that the sender cannot have written, topmost first; None: not a message's headers."""
    depth: int = 0
    """In how many messages of the drop it lies: those of one depth may lie side by side."""

    @property
    def senders(self) -> tuple[str, ...]:
        """Everybody whom From names."""
        return (self.sender, *self.other_senders) if self.sender else ()


class Role(StrEnum):
    """What a file of a drop is to the request."""

    FORM = "form"
    PSR = "psr"
    SCREENSHOT = "screenshot"
    """A picture of a screen, told by its content."""
    LOG = "log"
    DOCUMENT = "document"
    DECORATION = "decoration"
    """What a mail program or a signature shows; nobody attached it."""
    BY_PRODUCT = "by_product"
    """What programs and systems send along or leave behind."""
    OTHER = "other"


class Aside(StrEnum):
    """Why a file is decoration or a by-product; or that nobody can tell what a picture is."""

    LOGO = "logo"
    BANNER = "banner"
    TRACKING_PIXEL = "tracking_pixel"
    OFFICE = "office"
    MAIL_TEXT = "mail_text"
    CALENDAR = "calendar"
    CARD = "card"
    KEY = "key"
    SIGNATURE = "signature"
    REACTION = "reaction"
    RECEIPT = "receipt"
    CHECKSUM = "checksum"
    STREAM = "stream"
    LITTER = "litter"
    LINK = "link"
    COVER = "cover"
    DOUBTFUL = "doubtful"


class PictureKind(StrEnum):
    """What a picture is by its content: size, format, camera data."""

    PIXEL = "pixel"
    LOGO = "logo"
    BANNER = "banner"
    SCREEN = "screen"
    WINDOW = "window"
    """Large enough to be a window of a screen."""
    CUTTING = "cutting"
    """Perhaps cut out of a screen, perhaps not."""
    PHOTOGRAPH = "photograph"
    PAGE = "page"
    """A scanned or drawn sheet of paper."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DropFile:
    """One file of a drop: its name as sent, a name safe to write, and what it is.

    The bytes lie in the scratch folder under `safe_name`. `summary` holds plain JSON values.
    """

    name: str
    safe_name: str
    role: Role
    media_type: str
    size: int
    sha256: str
    summary: Mapping[str, object] = field(default_factory=dict)
    folder: str = ""
    """Where it lay in the archive or folder that was sent, with forward slashes."""
    recording: Recording | None = None
    """What it shows, when it is a recording of steps."""
    log: LogFacts | None = None
    """What it tells, when it is a log."""
    claims: Role | None = None
    """The role that its name claims, when its content is something else."""
    aside: Aside | None = None
    """Why it is no document, or that this is doubtful."""
    picture: PictureKind | None = None
    """What it is, when it is a picture."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One drop as read: exactly one request, with its files. `sha256` is the drop's own.

    `documents` are the forms of ours; `files` are all files, the forms among them.
    """

    name: str
    sha256: str
    envelope: Envelope = field(default_factory=Envelope)
    documents: tuple[Document, ...] = ()
    files: tuple[DropFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    forwarded: tuple[Envelope, ...] = ()
    """The messages inside the message or the folder, outermost first."""
    held: bool = False
    """The virus scanner is configured but did not answer: keep the drop and try again."""
