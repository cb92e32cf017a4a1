"""To whom a letter about a case goes: the first address that is the client's by the register.

Without one the letter goes to whoever wrote, and must not say anything of a client (`is_proved`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from zenforms.judging.case import Case
from zenforms.judging.identity import plain_domain
from zenforms.judging.mailaddress import is_email
from zenforms.reading.submission import Envelope


class Source(StrEnum):
    """Where an address stands."""

    FORM = "form"
    """The e-mail field of the form."""
    REPLY_TO = "reply_to"
    SENDER = "sender"
    CONTACT = "contact"
    """A contact of record."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """One address, where it stands, and whether it is the client's; None is nobody."""

    address: str | None
    source: Source | None
    is_proved: bool
    passed_over: tuple[Source, ...] = ()
    """What came before it in the chain and is not the client's."""


def addressed(case: Case) -> Addressed:
    """To whom the letter goes: form, Reply-To, sender and contacts are asked one by one."""
    passed: list[Source] = []
    for source, said in _chain(case):
        address = writable(said)
        if address is None:
            continue
        if case.desk.directory.belongs_to(case.client, address):
            return Addressed(address, source, is_proved=True, passed_over=tuple(passed))
        passed.append(source)
    return _unproved(case, tuple(passed))


def writer_of(case: Case) -> Envelope:
    """The message whose author counts."""
    return case.desk.directory.believed(case.submission)


def writable(address: str) -> str | None:
    """The address in ASCII, as every mail server takes it; None when that cannot be said.

    A domain in other letters has such a form, the part before the @ has none.
    """
    local, _, domain = address.rpartition("@")
    if not local.isascii() or not is_email(address):
        return None
    plain = plain_domain(domain)
    return f"{local}@{domain if domain.isascii() else plain}" if plain or domain.isascii() else None


def can_be_written_to(address: str) -> bool:
    """Whether a letter can be sent to an address."""
    return writable(address) is not None


def email_on_form(case: Case) -> str:
    """What the form says; a mail without a form has no such field of its own."""
    return (case.answer("email").value or "").strip() if case.document else ""


def _chain(case: Case) -> Iterator[tuple[Source, str]]:
    envelope = writer_of(case)
    yield Source.FORM, email_on_form(case)
    yield Source.REPLY_TO, envelope.reply_to or ""
    yield Source.SENDER, envelope.sender or ""
    for contact in case.client.contacts if case.client else ():
        yield Source.CONTACT, contact


def _unproved(case: Case, passed: tuple[Source, ...]) -> Addressed:
    """Whoever wrote gets a letter that says nothing; a Reply-To leads elsewhere."""
    known = dict(_chain(case))
    for source in (Source.SENDER, Source.FORM):
        if address := writable(known[source]):
            return Addressed(address, source, is_proved=False, passed_over=passed)
    return Addressed(None, None, is_proved=False, passed_over=passed)
