"""A draft read again: shown to whoever sends it, changed by him, made ready to leave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.policy import default as READABLE  # noqa: N812 - the policy, told from ours
from email.utils import format_datetime, getaddresses

from zenforms.language import Lang, Text
from zenforms.present.html import frame, tag
from zenforms.present.letters.letter import WHY, subject_line
from zenforms.sanitize import plain_line

_END = b"\r\n"
_OURS = frozenset({"x-unsent", WHY.lower()})
"""Headers for whoever sends the draft; they do not leave."""
_OF_THE_BODY = frozenset({"mime-version", "content-type", "content-transfer-encoding"})
_NO_SUBJECT = Text(fr="(sans objet)", en="(no subject)")
_LONGEST_SUBJECT = 300
_LONGEST_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What a letter says, as far as it can be read. Its words may be a client's."""

    subject: str
    to: tuple[str, ...]
    """Addresses without names."""
    to_said: str
    """The same, with names, as the draft has them."""
    why: str
    """Why it goes there."""
    text: str
    attachments: tuple[Attachment, ...]


def read_draft(content: bytes) -> Draft:
    """What a draft of ours says; a damaged one says little, and nothing is raised."""
    message = message_from_bytes(content, policy=READABLE)
    try:
        body = message.get_body(("plain",))
        text = body.get_content() if body else ""
        files = tuple(_attachments(message))
    except (LookupError, ValueError, AttributeError, MessageError):
        text, files = "", ()
    said = _header(message, "To")
    return Draft(
        subject=_header(message, "Subject"),
        to=tuple(address for _, address in getaddresses([said]) if "@" in address),
        to_said=said,
        why=_header(message, WHY),
        text=text.replace("\r\n", "\n"),
        attachments=files,
    )


def changed(content: bytes, *, subject: str, text: str, lang: Lang) -> bytes:
    """The draft with another subject and text; its other headers and its files stay."""
    line = plain_line(subject, _LONGEST_SUBJECT) or _NO_SUBJECT.to(lang)
    message = EmailMessage(policy=SMTP)
    plain = "\n".join(text[:_LONGEST_TEXT].splitlines()) + "\n"
    message.set_content(plain, cte="quoted-printable")
    body = tag("body", tag("div", plain, style="white-space:pre-wrap;max-width:640px"))
    rich = "".join(frame(line, body, lang=lang))
    message.add_alternative(rich, subtype="html", cte="quoted-printable")
    for one in read_draft(content).attachments:
        message.add_attachment(
            one.content, maintype="application", subtype="pdf", filename=one.name
        )
    kept = _without(_head(content), _OF_THE_BODY | {"subject"})
    return b"".join((*kept, subject_line(line), message.as_bytes()))


def outgoing(content: bytes, *, at: datetime) -> bytes:
    """The letter as it leaves at the aware moment `at`: without what was for its sender alone."""
    head = _without(_head(content), _OURS | {"date"})
    date = f"Date: {format_datetime(at)}\r\n".encode()
    return b"".join((date, *head, _END, _body(content)))


def _header(message: EmailMessage | MIMEPart, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, LookupError, IndexError):
        return ""


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield Attachment(plain_line(part.get_filename() or "", 120) or "?", content)


def _split(content: bytes) -> tuple[bytes, bytes]:
    whole = content if b"\r\n" in content else content.replace(b"\n", _END)
    head, _, body = whole.partition(_END + _END)
    return head, body


def _head(content: bytes) -> Sequence[bytes]:
    """The headers, each with its folded lines and the end of the last."""
    fields: list[bytes] = []
    for line in _split(content)[0].split(_END):
        if line[:1] in {b" ", b"\t"} and fields:
            fields[-1] += line + _END
        else:
            fields.append(line + _END)
    return fields


def _body(content: bytes) -> bytes:
    return _split(content)[1]


def _without(fields: Sequence[bytes], names: frozenset[str]) -> Iterator[bytes]:
    for field in fields:
        if field.partition(b":")[0].decode("ascii", "replace").lower() not in names:
            yield field
