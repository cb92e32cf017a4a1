"""ZF0xx: the document itself. Reading says what is wrong; here it gets its weight."""

from collections.abc import Iterable, Iterator

from zenforms import problems
from zenforms.findings import Problem, Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.rules.rule import Check, Found, Rule, when
from zenforms.language import Text
from zenforms.reading.submission import Channel

WEIGHTS = {
    problems.BLANK_FORM: Severity.ERROR,
    problems.EMBEDDED_LIMIT: Severity.WARNING,
}
"""The document problems that weigh otherwise than a quarantine."""

ONLY_ATTACHED = frozenset(
    {
        problems.NOT_A_PDF,
        problems.EMPTY,
        problems.NO_FORM,
        problems.SCANNED,
        problems.XFA_ONLY,
        problems.FOREIGN_FORM,
    }
)
"""What is no matter when a plain e-mail brings such a file along: it never was a form of ours."""

NO_FORM = "ZF090"


def problems_of(case: Case) -> Iterator[Problem]:
    """What is wrong with the drop and with its form; without a form of ours, with each document.

    What is wrong with a PDF that only came beside the form is a matter of evidence.
    """
    yield from case.submission.problems
    documents = (case.document,) if case.document else case.submission.documents
    for document in documents:
        yield from (p for p in document.problems if not _is_only_attached(case, p))


def _is_only_attached(case: Case, problem: Problem) -> bool:
    return case.channel is not Channel.FORM and problem.code in ONLY_ATTACHED


def _reports(code: str) -> Check:
    def check(case: Case) -> Iterable[Found]:
        return [Found(_field(p), p.arguments) for p in problems_of(case) if p.code == code]

    return check


def _field(problem: Problem) -> str | None:
    name = problem.arguments.get("field")
    return name if isinstance(name, str) else None


def _no_form(case: Case) -> Iterable[Found]:
    return when(
        case.document is None and case.channel is Channel.FORM and not any(problems_of(case))
    )


RULES = (
    *(
        Rule(
            code=code,
            severity=WEIGHTS.get(code, Severity.QUARANTINE),
            wording=wording,
            check=_reports(code),
        )
        for code, wording in sorted(problems.DOCUMENT.items())
    ),
    Rule(
        code=NO_FORM,
        severity=Severity.QUARANTINE,
        wording=Wording(
            title=Text(fr="Aucun formulaire", en="No form"),
            message=Text(
                fr="Cet envoi ne contient aucun de nos formulaires.",
                en="None of our forms is in what was sent.",
            ),
            why=charter.PRIVILEGED,
            remedy=Text(
                fr="Regardez ce qui est arrivé, puis demandez au client le formulaire de son "
                "espace client.",
                en="See what came, then ask the client for the form of the client area.",
            ),
        ),
        check=_no_form,
    ),
)
