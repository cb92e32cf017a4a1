"""What a case asks of the client's contracts, and what follows: coverage and commitments."""

from zenforms.judging.calendar import WorkCalendar
from zenforms.judging.case import Case
from zenforms.judging.commitments import Commitments, commitments
from zenforms.judging.coverage import Asked, Coverage, CoveredBy, cover
from zenforms.judging.text import mentions


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
    return cover(case.client, case.day, asked_of(case))


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
