"""The parts that tickets and cancellations are made of, and how a case fills them."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from zenforms import __version__
from zenforms.judging.authentication import believed_stamp
from zenforms.judging.calendar import Commitments, Due, explanation
from zenforms.judging.case import Case, OutcomeKind
from zenforms.judging.contract import Charge, Decompte, calendar_of
from zenforms.judging.coverage import Coverage, CoveredBy
from zenforms.judging.dates import PARIS
from zenforms.judging.evidence import is_held_back
from zenforms.judging.text import Said
from zenforms.language import Lang
from zenforms.reading.submission import Aside, DropFile, Envelope, Role, Stamp


class Producer(Said):
    """What wrote the document."""

    name: Literal["zenforms"]
    version: str


class SaidForm(Said):
    """The form of ours that the request was written on."""

    id: str
    revision: int


class SaidDocument(Said):
    """The PDF that was read. `saves` counts the saves kept in the file; 1 is never updated."""

    name: str
    size: int
    sha256: str
    pages: int | None
    producer: str | None
    creator: str | None
    saves: int
    signatures: int


class SaidClient(Said):
    """Who it is for, and the contracts on the day of receipt, as the register has them."""

    id: str
    name: str
    known: bool
    """Whether the register holds the client; without it the contracts are unknown."""
    region: str | None = None
    language: str | None = None
    subscription_active: bool | None = None
    warranty_active: bool | None = None
    tma_active: bool | None = None
    tma_hours: float | None = None
    """Prepaid hours left, as last written down; shown, never decremented."""
    licences: tuple[str, ...] = ()


class SaidContact(Said):
    """Whom to answer. `is_contact_of_record`: whether the register lists the address."""

    name: str | None
    email: str | None
    telephone: str | None
    is_contact_of_record: bool | None


class SaidAuthentication(Said):
    """What the desk's own mail server found out about the sender, in the words of RFC 8601."""

    server: str
    dmarc: str | None
    spf: str | None
    dkim: str | None


class SaidEnvelope(Said):
    """How it came. `sent_at` is what the sender's clock said: shown only."""

    sender: str | None
    sender_name: str | None
    recipients: tuple[str, ...]
    subject: str | None
    message_id: str | None
    references: tuple[str, ...]
    sent_at: datetime | None
    body: str | None
    """The message's own text."""
    authentication: SaidAuthentication | None = None
    """Null when nothing is known: no message, no server named, or no stamp of its own on it."""


class CopyKind(StrEnum):
    """What lies beside a ticket for a file of its drop. The original is always in the archive."""

    AS_SENT = "as_sent"
    MASKED = "masked"
    """A log, or a text that held secrets, with them masked."""
    PAGE = "page"
    """A recording, as a page of its steps: its original also tells what nobody is to read."""


class SaidCopy(Said):
    """What lies beside the ticket, by its name in the ticket's folder."""

    kind: CopyKind
    name: str


class SaidAttachment(Said):
    """One file of the drop. A document held back is told by role, size and hash only."""

    role: Role
    size: int
    sha256: str
    held_back: bool
    name: str | None
    """The name as sent: data, never a path."""
    safe_name: str | None
    """That name as one that is safe to write."""
    copy_beside: SaidCopy | None
    """None when it lies in the archive alone."""
    media_type: str | None
    summary: Mapping[str, object]
    aside: Aside | None = None
    """Why it is decoration or a by-product, or that a picture is doubtful."""


class SaidCoverage(Said):
    """What pays, why, in the charter's words, and what staff must confirm."""

    covered_by: CoveredBy
    reason: str
    charter: str
    confirm: tuple[str, ...]


class SaidDecompte(Said):
    """One reason to charge prepaid hours."""

    charge: Charge
    reason: str
    charter: str


class SaidDue(Said):
    """A commitment of TMA: the last day on which it is kept, and how it came about."""

    day: date
    working_days: int
    counts_from: date
    explanation: str


class SaidDates(Said):
    """When it came and what is due. Without TMA nothing is due."""

    received_at: datetime
    registered_at: datetime
    registration: SaidDue | None = None
    first_qualification: SaidDue | None = None
    final_qualification: SaidDue | None = None


class SaidRound(Said):
    """One earlier exchange of the same request."""

    number: str
    received_at: datetime
    outcome: OutcomeKind


class SaidRelease(Said):
    """The decision of a person that overrode the verdict."""

    by: str
    why: str
    at: datetime


class SaidDrop(Said):
    """The drop as it lies in the archive."""

    name: str
    sha256: str
    archive: str | None = None
    """The folder of the original, relative to the desk; None where there is no desk."""


class SaidTicketDrop(SaidDrop):
    """The drop that completed a request."""

    number: str
    """Its own number, which names its place in the archive; a first round's is the ticket's."""


def producer() -> Producer:
    """This software."""
    return Producer(name="zenforms", version=__version__)


def form_of(case: Case) -> SaidForm | None:
    """The form that the case was written on."""
    form = case.document.form if case.document else None
    return SaidForm(id=form.id, revision=form.revision) if form else None


def client_of(case: Case) -> SaidClient | None:
    """The client with the contracts of the day; only id and name where there is no register."""
    known, day = case.client, case.day
    if known is None:
        name, client_id = case.answer("client_name").value, case.imprint.client_id
        return SaidClient(id=client_id, name=name or "", known=False) if client_id else None
    return SaidClient(
        id=known.id,
        name=known.name,
        known=True,
        region=known.region,
        language=known.language,
        subscription_active=known.has_subscription_on(day),
        warranty_active=known.has_warranty_on(day),
        tma_active=known.has_tma_on(day),
        tma_hours=known.tma_hours,
        licences=known.licences,
    )


def contact_of(case: Case) -> SaidContact:
    """Whom to answer: what the form says, else the sender; a Reply-To that is the client's."""
    envelope, email = case.submission.envelope, case.answer("email").value
    is_own = case.desk.directory.belongs_to(case.client, envelope.reply_to)
    address = email or (envelope.reply_to if is_own else None) or envelope.sender
    known = {contact.casefold() for contact in case.client.contacts} if case.client else None
    return SaidContact(
        name=case.answer("contact_name").value or envelope.sender_name,
        email=address,
        telephone=case.answer("telephone").value,
        is_contact_of_record=None if known is None else (address or "").casefold() in known,
    )


def envelope_of(case: Case) -> SaidEnvelope:
    """How the drop came."""
    envelope = case.submission.envelope
    stamp = believed_stamp(envelope, case.desk.policy.intake)
    return _envelope_in(envelope, stamp)


def forwarded_in(case: Case) -> tuple[SaidEnvelope, ...]:
    """The messages inside the message, outermost first."""
    return tuple(_envelope_in(envelope) for envelope in case.submission.forwarded)


def _envelope_in(envelope: Envelope, stamp: Stamp | None = None) -> SaidEnvelope:
    return SaidEnvelope(
        sender=envelope.sender,
        sender_name=envelope.sender_name,
        recipients=envelope.recipients,
        subject=envelope.subject,
        message_id=envelope.message_id,
        references=envelope.references,
        sent_at=envelope.date,
        body=envelope.body or None,
        authentication=_authentication_in(stamp) if stamp else None,
    )


def _authentication_in(stamp: Stamp) -> SaidAuthentication:
    return SaidAuthentication(
        server=stamp.server, dmarc=stamp.dmarc, spf=stamp.spf, dkim=stamp.dkim
    )


def document_of(case: Case) -> SaidDocument | None:
    """The PDF that was read."""
    document = case.document
    if document is None:
        return None
    facts = document.facts
    return SaidDocument(
        name=document.name,
        size=document.size,
        sha256=document.sha256,
        pages=facts.pages,
        producer=facts.producer,
        creator=facts.creator,
        saves=facts.revisions,
        signatures=facts.signatures,
    )


def drop_of(case: Case, archive: str | None) -> SaidDrop:
    """The drop, whose original lies in `archive`."""
    return SaidDrop(name=case.submission.name, sha256=case.submission.sha256, archive=archive)


def attachment_of(case: Case, file: DropFile, copy: SaidCopy | None) -> SaidAttachment:
    """One file of the drop, without its name and contents when it is held back."""
    held = is_held_back(case, file)
    return SaidAttachment(
        role=file.role,
        size=file.size,
        sha256=file.sha256,
        held_back=held,
        name=None if held else file.name,
        safe_name=None if held else file.safe_name,
        copy_beside=None if held else copy,
        media_type=None if held else file.media_type,
        summary={} if held else file.summary,
        aside=file.aside,
    )


def coverage_in(coverage: Coverage, lang: Lang) -> SaidCoverage:
    """The coverage in one language."""
    return SaidCoverage(
        covered_by=coverage.covered_by,
        reason=coverage.reason.to(lang),
        charter=coverage.charter.to(lang),
        confirm=tuple(text.to(lang) for text in coverage.confirm),
    )


def decompte_in(decompte: Decompte, lang: Lang) -> SaidDecompte:
    """One reason to charge in one language."""
    return SaidDecompte(
        charge=decompte.charge,
        reason=decompte.reason.to(lang),
        charter=decompte.charter.to(lang),
    )


def dates_in(case: Case, registered_at: datetime, due: Commitments | None, lang: Lang) -> SaidDates:
    """The moments in Paris time and, under TMA, the commitments."""
    received = case.received_at.astimezone(PARIS)
    registered = registered_at.astimezone(PARIS)
    calendar = calendar_of(case)
    if due is None:
        return SaidDates(received_at=received, registered_at=registered)
    return SaidDates(
        received_at=received,
        registered_at=registered,
        registration=_due_in(due.registration, calendar.day_of(received), lang),
        first_qualification=_due_in(due.first_qualification, calendar.day_of(registered), lang),
        final_qualification=_due_in(due.final_qualification, calendar.day_of(registered), lang),
    )


def _due_in(due: Due, received: date, lang: Lang) -> SaidDue:
    return SaidDue(
        day=due.day,
        working_days=due.days,
        counts_from=due.counts_from,
        explanation=explanation(due, received).to(lang),
    )
