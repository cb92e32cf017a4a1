"""The record of a cancellation, as one versioned JSON document."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from zenforms.judging import parts
from zenforms.judging.case import Outcome
from zenforms.judging.moments import PARIS
from zenforms.judging.said import Said, SaidFinding, said_findings
from zenforms.language import Lang


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
