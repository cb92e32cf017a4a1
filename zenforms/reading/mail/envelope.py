"""Who wrote to whom, when, and what it answers: the envelope of a message, from its headers."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from zenforms.reading.mail.automatic import automatic_reason
from zenforms.reading.mail.headers import Headers, decode_words
from zenforms.reading.mail.stamps import is_stamped_by, read_stamps
from zenforms.reading.names import one_line
from zenforms.reading.submission import Channel, Envelope

_ANGLED = re.compile(r"<\s*([^<>\s@]{1,128}@[^<>\s@]{1,255})\s*>")
_BARE = re.compile(r"""([^\s<>,;:"'()\[\]@]{1,128}@[^\s<>,;:"'()\[\]@]{1,255})""")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_MESSAGE_ID = re.compile(r"<\s*([^<>\s]{1,500})\s*>")
_RECIPIENTS = 100
_REFERENCES = 50


def read_envelope(headers: Headers, *, body: str, mail_server: str | None) -> Envelope:
    """The envelope of a message whose text is `body`; `mail_server` stamps `received_at`."""
    sender = next(_addresses(headers.raw("from")), None)
    reason = automatic_reason(headers, sender)
    return Envelope(
        channel=Channel.EMAIL,
        sender=sender,
        sender_name=_display_name(headers.raw("from")),
        reply_to=next(_addresses(headers.raw("reply-to")), None),
        recipients=_recipients(headers),
        subject=headers.text("subject") or None,
        date=moment(headers.raw("date")),
        message_id=next(_ids(headers.raw("message-id")), None),
        references=_references(headers),
        automatic=reason is not None,
        automatic_reason=reason,
        received_at=_received_at(headers, mail_server) if mail_server else None,
        body=body,
        stamps=read_stamps(headers, mail_server),
    )


def moment(raw: str) -> datetime | None:
    """The moment that a mail date tells, or None; aware when it says its zone."""
    try:
        return parsedate_to_datetime(raw[:100])
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def _addresses(raw: str) -> Iterator[str]:
    """The bare addresses in order; the structure counts before encoded words are decoded."""
    for mailbox in _QUOTED.sub("", raw).split(","):
        found = _ANGLED.search(mailbox) or _BARE.search(mailbox)
        if found and "=?" not in found[1]:
            yield one_line(found[1]).lower()


def _display_name(raw: str) -> str | None:
    name = decode_words(raw.split("<", maxsplit=1)[0]) if "<" in raw else ""
    return one_line(name).strip("\"' ") or None


def _recipients(headers: Headers) -> tuple[str, ...]:
    values = (value for name in ("to", "cc") for value in headers.all(name))
    found = (address for value in values for address in _addresses(value))
    return tuple(dict.fromkeys(found))[:_RECIPIENTS]


def _ids(raw: str) -> Iterator[str]:
    found = _MESSAGE_ID.findall(raw)
    if not found and raw.strip() and "@" in raw:
        found = raw.split()[:1]
    return (one_line(one) for one in found)


def _references(headers: Headers) -> tuple[str, ...]:
    values = (*headers.all("references"), *headers.all("in-reply-to"))
    return tuple(dict.fromkeys(one for value in values for one in _ids(value)))[-_REFERENCES:]


def _received_at(headers: Headers, server: str) -> datetime | None:
    """The stamp of the desk's own server: the topmost one, since a client forges only below."""
    for value in headers.all("received"):
        if is_stamped_by(value, server):
            stamp = moment(value.rpartition(";")[2].strip())
            return stamp.replace(tzinfo=stamp.tzinfo or UTC) if stamp else None
    return None
