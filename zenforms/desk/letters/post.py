"""Who writes to whom, in reply to what: the heads of a letter, from a case and a number."""

import re
from collections.abc import Iterator

from zenforms.desk.letters.message import Heads, Mailbox
from zenforms.harmless import plain_line
from zenforms.judging.case import Case
from zenforms.judging.moments import PARIS
from zenforms.judging.policy import Vendor
from zenforms.judging.rules.formats import is_email
from zenforms.reading.submission import Envelope

_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,480}@[!-;=?-~]{1,480}")  # printable ASCII without < and >
_MOST_REFERENCES = 20
_NAME = 80


def letter_id(number: str, vendor: Vendor) -> str:
    """The message id, without angle brackets, of the letter about the drop called `number`."""
    return f"{number}.letter@{_domain(vendor.email)}"


def heads_for(case: Case, number: str) -> Heads:
    """The heads of the letter about the drop called `number`."""
    vendor, envelope = case.desk.policy.vendor, case.submission.envelope
    return Heads(
        sender=_mailbox(vendor.name, vendor.email),
        to=_recipient(case),
        date=case.received_at.astimezone(PARIS).replace(microsecond=0),
        message_id=letter_id(number, vendor),
        answers=_proper_id(envelope.message_id),
        references=_references(envelope),
    )


def contact_name(case: Case) -> str | None:
    """The name of whom we write to, on one line."""
    name = case.answer("contact_name").value or case.submission.envelope.sender_name
    return plain_line(name or "", _NAME) or None


def _recipient(case: Case) -> Mailbox | None:
    """The first address that a letter can be sent to: the form's, the sender's, a référent's."""
    for address in _addresses(case):
        if is_email(address) and address.isascii():
            return _mailbox(contact_name(case) or "", address)
    return None


def _addresses(case: Case) -> Iterator[str]:
    envelope = case.submission.envelope
    yield (case.answer("email").value or "").strip()
    yield envelope.reply_to or ""
    yield envelope.sender or ""
    yield from case.client.contacts if case.client else ()


def _mailbox(name: str, address: str) -> Mailbox:
    return Mailbox(plain_line(name, _NAME), address)


def _references(envelope: Envelope) -> tuple[str, ...]:
    """The thread so far, then the mail that is answered; of a long thread its two ends."""
    known = [one for one in envelope.references if _proper_id(one)]
    answered = _proper_id(envelope.message_id)
    if answered:
        known = [one for one in known if one != answered] + [answered]
    if len(known) > _MOST_REFERENCES:
        known = known[:1] + known[1 - _MOST_REFERENCES :]
    return tuple(known)


def _proper_id(message_id: str | None) -> str | None:
    return message_id if message_id and _MESSAGE_ID.fullmatch(message_id) else None


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()
