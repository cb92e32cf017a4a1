"""An e-mail draft as bytes: equal values make equal bytes, and it opens ready to be sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from zenforms.desk.letters.letter import Letter
from zenforms.desk.letters.plaintext import plain_text
from zenforms.desk.letters.richtext import rich_text

WHY = "X-Zenforms-To"
"""The head that tells why a draft goes where it goes."""

_LINE = "\r\n"
_FOLD = f"{_LINE} "
_WIDTH = 76


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name, on one line, and an ASCII address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A PDF that goes with the letter; `name` is plain ASCII."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands above a letter. Message ids are without angle brackets; `date` is aware.

    `to` may be None: whoever sends the draft then fills it in.
    """

    sender: Mailbox
    to: Mailbox | None
    date: datetime
    message_id: str
    answers: str | None = None
    """The message id of the mail that this one replies to."""
    references: Sequence[str] = field(default_factory=tuple)
    why: str = ""
    """Why it goes to `to`, for whoever sends the draft."""


def draft(letter: Letter, heads: Heads, *, accent: str, attached: Sequence[Attached] = ()) -> bytes:
    """The draft: text, HTML and attachments. `X-Unsent` makes Outlook open it for sending.

    `Auto-Submitted` is not set: a person sends it.
    """
    message = EmailMessage(policy=SMTP)
    message.set_content(plain_text(letter), cte="quoted-printable")
    rich = rich_text(letter, accent=accent)
    message.add_alternative(rich, subtype="html", cte="quoted-printable")
    for one in attached:
        message.add_attachment(
            one.content, maintype="application", subtype="pdf", filename=one.name
        )
    _fix_boundaries(message, heads.message_id)
    lines = "".join(line + _LINE for line in _head_lines(letter, heads))
    return lines.encode("ascii") + message.as_bytes()


def _head_lines(letter: Letter, heads: Heads) -> Iterator[str]:
    """The heads line by line, folded by hand.

    The library's own folding loses spaces between encoded words, and encodes message ids that
    are longer than a line, which breaks threads.
    """
    yield "X-Unsent: 1"
    yield f"From: {_mailbox(heads.sender)}"
    if heads.to:
        yield f"To: {_mailbox(heads.to)}"
    if heads.why:
        yield f"{WHY}: {_encoded(heads.why, WHY)}"
    yield f"Subject: {_encoded(letter.subject, 'Subject')}"
    yield f"Date: {format_datetime(heads.date)}"
    yield f"Message-ID: <{heads.message_id}>"
    if heads.answers:
        yield f"In-Reply-To: <{heads.answers}>"
    if heads.references:
        yield "References: " + _FOLD.join(f"<{one}>" for one in heads.references)
    yield f"Content-Language: {letter.lang.value}"


def _mailbox(mailbox: Mailbox) -> str:
    if mailbox.name.isascii():
        return formataddr((mailbox.name, mailbox.address))
    return f"{_encoded(mailbox.name, 'From')}{_FOLD}<{mailbox.address}>"


def _encoded(text: str, name: str) -> str:
    charset = "us-ascii" if text.isascii() else "utf-8"
    return Header(text, charset, _WIDTH, name).encode(linesep=_LINE)


def _fix_boundaries(message: EmailMessage, message_id: str) -> None:
    """Boundaries from the id instead of by chance; “=_” occurs in no encoded part."""
    name = message_id.partition("@")[0]
    for depth, part in enumerate(p for p in message.walk() if p.is_multipart()):
        part.set_boundary(f"=_{name}_{depth}")
