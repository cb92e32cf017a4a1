"""What a case asks of the client's contracts, and what follows: coverage and commitments."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from zenforms.findings import Report, Severity
from zenforms.judging import charter
from zenforms.judging.calendar import Commitments, WorkCalendar, commitments
from zenforms.judging.case import Case
from zenforms.judging.coverage import Asked, Coverage, CoveredBy, cover
from zenforms.judging.policy import FlatOperation
from zenforms.judging.text import mentions
from zenforms.language import Text
from zenforms.reading.submission import Channel


def asked_of(case: Case) -> Asked:
    """The request as far as contracts care."""
    request = case.request
    if request is None:
        return Asked(channel=case.channel)
    return Asked(
        channel=case.channel,
        mode=request.mode,
        type=request.type,
        domain=request.domain,
        wants_service=request.wants_service,
        names_quoted=_names_quoted(case),
    )


def coverage_of(case: Case) -> Coverage | None:
    """What covers the request; None without a request or a client that the register holds."""
    if case.client is None or case.request is None:
        return None
    words = case.desk.policy.words
    return cover(case.client, case.day, asked_of(case)).in_words(words)


def calendar_of(case: Case) -> WorkCalendar:
    """The working days that count for this client."""
    region = case.client.region if case.client else "metropole"
    return WorkCalendar(case.desk.policy.hours, region)


def commitments_of(case: Case) -> Commitments | None:
    """What is due when; None without TMA."""
    coverage = coverage_of(case)
    if coverage is None or coverage.covered_by is not CoveredBy.TMA:
        return None
    moment = case.received_at
    return commitments(calendar_of(case), received_at=moment, registered_at=moment)


def _names_quoted(case: Case) -> bool:
    developments = case.client.covered_developments if case.client else ()
    return any(mentions(case.story, development) for development in developments)


# The décompte: what of a request is charged to the prepaid hours, and by which sentence.


class Charge(StrEnum):
    """How it is charged: at a flat rate, or for the time spent."""

    FLAT = "flat"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Decompte:
    """One reason to charge. Hours are shown beside it, never decremented here."""

    charge: Charge
    reason: Text
    charter: Text


def decompte_of(case: Case, report: Report, coverage: Coverage | None) -> tuple[Decompte, ...]:
    """All reasons to charge an accepted request; empty when there is none."""
    return (*_time(case, report), *_flat(case, coverage))


def flat_operations_in(case: Case) -> Iterator[FlatOperation]:
    """The desk's flat-rate operations that the answers ask for."""
    answers = case.codes()
    for operation in case.desk.policy.flat_operations:
        if all(answers.get(name) in codes for name, codes in operation.when.items()):
            yield operation


def _time(case: Case, report: Report) -> Iterator[Decompte]:
    if case.channel is not Channel.FORM:
        yield Decompte(Charge.TIME, _BY[case.channel], charter.CHARGED)
    elif report.verdict >= Severity.ERROR:
        yield Decompte(Charge.TIME, _INCOMPLETE, charter.SENDING_CONDITIONS)


def _flat(case: Case, coverage: Coverage | None) -> Iterator[Decompte]:
    if coverage is None or coverage.covered_by is not CoveredBy.TMA:
        return
    for operation in flat_operations_in(case):
        label = Text(fr=operation.label, en=operation.label)
        yield Decompte(Charge.FLAT, label, charter.FLAT)


_BY = {
    Channel.EMAIL: Text(fr="Demande par courriel.", en="Request by e-mail."),
    Channel.PHONE: Text(fr="Demande par téléphone.", en="Request by telephone."),
}
_INCOMPLETE = Text(
    fr="Demande acceptée bien qu'incomplète.", en="Request accepted although incomplete."
)
