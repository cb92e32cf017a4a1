"""The ticket: everything known about an accepted request, as one versioned JSON document.

It is written once and never rewritten; what happens afterwards is told by events beside it.
Sentences are in one language, dates and moments in ISO 8601.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from zenforms.judging import parts
from zenforms.judging.case import Outcome
from zenforms.judging.contract import commitments_of, coverage_of, decompte_of
from zenforms.judging.dates import PARIS
from zenforms.judging.request import Request
from zenforms.judging.text import Said, SaidFinding, said_findings
from zenforms.language import Lang
from zenforms.reading.submission import Channel


class Ticket(Said):
    """An accepted request."""

    version: Literal[1] = 1
    number: str = Field(pattern=r"^ZF-\d{6}-[0-9A-Z]{5,}$")
    """The number of the request, which is that of its first round; letters say the same."""
    producer: parts.Producer
    language: Lang
    form: parts.SaidForm | None
    client: parts.SaidClient | None
    contact: parts.SaidContact
    channel: Channel
    request: Request | None
    dates: parts.SaidDates
    coverage: parts.SaidCoverage | None
    """None when the register or the client is not known here."""
    decompte: tuple[parts.SaidDecompte, ...]
    files: tuple[parts.SaidAttachment, ...]
    findings: tuple[SaidFinding, ...]
    not_checked: tuple[str, ...]
    envelope: parts.SaidEnvelope
    forwarded: tuple[parts.SaidEnvelope, ...] = ()
    """The messages inside the message, outermost first."""
    document: parts.SaidDocument | None
    drop: parts.SaidTicketDrop
    rounds: tuple[parts.SaidRound, ...] = ()
    release: parts.SaidRelease | None = None


def ticket_of(
    outcome: Outcome,
    *,
    number: str,
    lang: Lang = Lang.FR,
    copies: Mapping[str, parts.SaidCopy] | None = None,
    archive: str | None = None,
    rounds: tuple[parts.SaidRound, ...] = (),
    release: parts.SaidRelease | None = None,
) -> Ticket:
    """The ticket of an accepted outcome; `number` is that of the drop.

    `copies` are what lies beside it, by the safe name of the file that each stands for;
    `archive` is the folder of the original, relative to the desk. `rounds` are the earlier
    exchanges of the same request, oldest first; `release` is the decision of a person that
    overrode the verdict.
    """
    case, report = outcome.case, outcome.report
    coverage = coverage_of(case)
    decompte = decompte_of(case, report, coverage)
    beside = copies or {}
    return Ticket(
        number=rounds[0].number if rounds else number,
        producer=parts.producer(),
        language=lang,
        form=parts.form_of(case),
        client=parts.client_of(case),
        contact=parts.contact_of(case),
        channel=case.channel,
        request=case.request,
        dates=parts.dates_in(case, case.received_at, commitments_of(case), lang),
        coverage=parts.coverage_in(coverage, lang) if coverage else None,
        decompte=tuple(parts.decompte_in(one, lang) for one in decompte),
        files=tuple(
            parts.attachment_of(case, file, beside.get(file.safe_name))
            for file in case.submission.files
        ),
        findings=said_findings(report.findings, lang),
        not_checked=report.not_checked,
        envelope=parts.envelope_of(case),
        forwarded=parts.forwarded_in(case),
        document=parts.document_of(case),
        drop=parts.SaidTicketDrop(number=number, **dict(parts.drop_of(case, archive))),
        rounds=rounds,
        release=release,
    )


# The record of a cancellation, as one versioned JSON document.


class Cancellation(Said):
    """A client says that a request need not be worked on any more."""

    version: Literal[1] = 1
    number: str = Field(pattern=r"^ZF-\d{6}-[0-9A-Z]{5,}$")
    """The number of this drop."""
    cancels: str
    """The number of the ticket that is cancelled."""
    reason: str | None
    already_closed: bool
    """Whether the ticket was closed before; then the cancellation only adds a note."""
    producer: parts.Producer
    language: Lang
    form: parts.SaidForm | None
    client: parts.SaidClient | None
    contact: parts.SaidContact
    received_at: datetime
    findings: tuple[SaidFinding, ...]
    not_checked: tuple[str, ...]
    envelope: parts.SaidEnvelope
    document: parts.SaidDocument | None
    drop: parts.SaidDrop


def cancellation_of(
    outcome: Outcome, *, number: str, lang: Lang = Lang.FR, archive: str | None = None
) -> Cancellation:
    """The record of an outcome that cancels a ticket; its original lies in `archive`."""
    case, report = outcome.case, outcome.report
    thread = case.own_thread(case.cancels)
    return Cancellation(
        number=number,
        cancels=case.cancels or "",
        reason=case.answer("reason").value,
        already_closed=thread is not None and thread.state.is_over,
        producer=parts.producer(),
        language=lang,
        form=parts.form_of(case),
        client=parts.client_of(case),
        contact=parts.contact_of(case),
        received_at=case.received_at.astimezone(PARIS),
        findings=said_findings(report.findings, lang),
        not_checked=report.not_checked,
        envelope=parts.envelope_of(case),
        document=parts.document_of(case),
        drop=parts.drop_of(case, archive),
    )
