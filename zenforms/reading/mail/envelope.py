"""Who wrote to whom, when, and what it answers: the envelope of a message, from its headers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from zenforms.findings import Problem
from zenforms.reading.mail.automatic import is_bulk, signs_of
from zenforms.reading.mail.headers import Headers, decode_words, repair
from zenforms.reading.mail.stamps import is_stamped_by, read_stamps
from zenforms.reading.names import one_line
from zenforms.reading.submission import Channel, Envelope

_ANGLED = re.compile(r"<\s*([^<>\s@]{1,128}@[^<>\s@]{1,255})\s*>")
_EDGE = r"""\s<>,;:"()\[\]"""
_BARE = re.compile(rf"(?<![^{_EDGE}])([^{_EDGE}@]{{1,128}}@[^'{_EDGE}@]{{1,255}})(?!'?[^'{_EDGE}])")
"""An address that stands by itself: no part of a longer word, which may be somebody else's."""
_MESSAGE_ID = re.compile(r"<\s*([^<>\s]{1,500})\s*>")
_RECIPIENTS = 100
_SENDERS = 10
_AND_OTHERS = "…"
"""Among the authors: further ones whom nobody counted. It is no address, so it proves nobody."""
_REFERENCES = 50


def read_envelope(headers: Headers, *, body: str, mail_server: str | None) -> Envelope:
    """The envelope of a message whose text is `body`; `mail_server` stamps `received_at`."""
    senders = _senders(headers)
    sender = senders[0] if senders else None
    subject, recipients = headers.text("subject"), _recipients(headers)
    signs = signs_of(headers, sender=sender, subject=subject, body=body)
    return Envelope(
        channel=Channel.EMAIL,
        sender=sender,
        sender_name=_display_name(headers.raw("from")),
        other_senders=senders[1:],
        reply_to=next(_addresses(headers.raw("reply-to")), None),
        recipients=recipients,
        subject=subject or None,
        date=moment(headers.raw("date")),
        message_id=next(_ids(headers.raw("message-id")), None),
        references=_references(headers),
        automatic=signs.reason is not None,
        automatic_reason=signs.reason,
        is_report=signs.is_report,
        doubt=signs.doubt,
        has_odd_subject=signs.has_odd_subject,
        is_bulk=signs.doubt is not None and is_bulk(headers, recipients),
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
    for mailbox in _structure(repair(raw)).split(","):
        bare = (one.lstrip("'") for one in _BARE.findall(mailbox))  # 'a@b.example' is a@b.example
        found = _ANGLED.findall(mailbox) or bare
        yield from (one_line(one).lower() for one in found if "=?" not in one)


def _senders(headers: Headers) -> tuple[str, ...]:
    """Everybody whom From names, in all its lines: viewers do not agree on whom to show."""
    values = headers.all("from")
    found = tuple(dict.fromkeys(one for value in values for one in _addresses(value)))
    is_cut = len(found) > _SENDERS or "from" in headers.cut
    return (*found[:_SENDERS], _AND_OTHERS) if found and is_cut else found


def _structure(raw: str, aside: str = '"(') -> str:
    """A field without quoted strings and comments, whose words are nobody's address.

    `aside` are the signs that open one; a sign that nothing closes is a sign like any other.
    """
    kept: list[str] = []
    depth, is_quoted, is_escaped = 0, False, False
    for sign in raw:
        if is_escaped:
            is_escaped = False
        elif sign == "\\" and (is_quoted or depth):
            is_escaped = True
        elif is_quoted:
            is_quoted = sign != '"'
        elif sign == '"' and not depth and sign in aside:
            is_quoted = True
        elif sign == "(" and sign in aside:
            depth += 1
        elif depth:
            depth -= sign == ")"
        else:
            kept.append(sign)
    if is_quoted or depth:
        return _structure(raw, aside.replace('"' if is_quoted else "(", ""))
    return "".join(kept)


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


# A message once opened, whatever format it came in: envelope, files, inner messages.


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One file in a message. `shown` says that the text shows it, as it shows a logo."""

    name: str
    data: bytes = field(repr=False)
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """One message. `letters` are the messages forwarded inside it, in order.

    `beside` are the further ones of the same file: nobody put them into the first.
    """

    envelope: Envelope
    enclosures: tuple[Enclosure, ...] = ()
    letters: tuple["Letter", ...] = ()
    problems: tuple[Problem, ...] = ()
    beside: tuple["Letter", ...] = ()
