"""Everything a rule may look at, and what comes of it: values in, one value out."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from zenforms.findings import Report
from zenforms.form.definition import Form
from zenforms.judging.policy import Client, Policy, Register, Releases
from zenforms.judging.request import Request
from zenforms.reading.submission import Document, Submission


@dataclass(frozen=True, slots=True)
class Desk:
    """What the desk knows; None is “not known here”, and the rules that need it do not run."""

    policy: Policy = field(default_factory=Policy)
    register: Register | None = None
    releases: Releases | None = None
    keys: tuple[bytes, ...] | None = None
    """Seal keys, the current one first."""


@dataclass(frozen=True, slots=True)
class Case:
    """One drop before the judge. `received_at` is the only clock there is, and is aware."""

    submission: Submission
    desk: Desk
    received_at: datetime
    document: Document | None = None
    """The one form of ours in the drop."""
    form: Form | None = None
    request: Request | None = None
    client: Client | None = None
    """The register's entry for the request's client id."""


class OutcomeKind(StrEnum):
    """What becomes of a drop: exactly one each."""

    ACCEPTED = "accepted"
    FOLLOWUP = "followup"
    CANCELLED = "cancelled"
    DUPLICATE = "duplicate"
    AUTOMATIC = "automatic"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a case, with its reasons. `exit_code` is that of `validate`."""

    kind: OutcomeKind
    exit_code: int
    report: Report
    case: Case
