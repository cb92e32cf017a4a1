"""ZF0xx: the document itself. Reading says what is wrong; here it gets its weight."""

from collections.abc import Iterable, Iterator

from zenforms import drop_problems, frame_problems, problems
from zenforms.findings import Problem, Severity, Wording
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.rules.rule import Check, Found, Rule, when
from zenforms.language import Text
from zenforms.reading.submission import Channel

WORDINGS = {**problems.DOCUMENT, **frame_problems.FRAME, **drop_problems.DROP}

PARTLY = frozenset(
    {
        problems.EMBEDDED_LIMIT,
        drop_problems.TOO_MANY_PARTS,
        drop_problems.NESTED_TOO_DEEP,
        drop_problems.DAMAGED_ATTACHMENT,
        drop_problems.DAMAGED_ARCHIVE,
        drop_problems.ENCRYPTED_ARCHIVE,
        drop_problems.UNSUPPORTED_METHOD,
        drop_problems.ARCHIVE_TOO_LARGE,
        drop_problems.OTHER_ARCHIVE,
        drop_problems.DAMAGED_MEMBER,
        drop_problems.SPECIAL_MEMBER,
        drop_problems.NESTED_ARCHIVE,
        drop_problems.TOO_MANY_FILES,
        drop_problems.DROP_TOO_LARGE,
        drop_problems.UNREADABLE_FILE,
        drop_problems.BY_REFERENCE,
        drop_problems.DAMAGED_TNEF,
        drop_problems.DAMAGED_OUTLOOK,
        drop_problems.DAMAGED_MESSAGE,
        frame_problems.ENCODED_TEXT,
        frame_problems.LINKED_FILE,
        frame_problems.REMOVED_FILE,
    }
)
"""What keeps a part of the drop from being read: no matter to a form that was read, but without
a form it may be the form that is missing."""

NO_VALUES = problems.UNREADABLE | {
    problems.PRINTED_COPY,
    problems.FOREIGN_FORM,
    problems.UNKNOWN_REVISION,
    frame_problems.WRITTEN_OVER,
    frame_problems.SEVERAL_FORMS,
}
"""After these there are no values that may be judged: nothing more is said."""

NO_WORDS = frozenset({drop_problems.ENCRYPTED_MESSAGE, frame_problems.RIGHTS_MANAGED})
"""After these, without a form, nobody has read a word of the request: nothing more is said."""

WEIGHTS = {
    **dict.fromkeys(PARTLY, Severity.WARNING),
    problems.BLANK_FORM: Severity.ERROR,
    problems.OLDER_REVISION: Severity.INFO,
    problems.WRAPPED: Severity.INFO,
    frame_problems.MENDED_MESSAGE: Severity.INFO,
    frame_problems.RENAMED_FIELDS: Severity.INFO,
    frame_problems.FORM_DATA: Severity.WARNING,
    frame_problems.WRITTEN_BESIDE: Severity.WARNING,
    drop_problems.EMPTY_FILE: Severity.WARNING,
    drop_problems.DAMAGED_RECORDING: Severity.WARNING,
    drop_problems.LOCKED_DOCUMENT: Severity.WARNING,
}
"""The problems that weigh otherwise than a quarantine."""

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
_ENOUGH_WORDS = 25


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


def reports(code: str) -> Check:
    """A check that passes on what reading reported under this code."""

    def check(case: Case) -> Iterable[Found]:
        return [Found(_field(p), p.arguments) for p in problems_of(case) if p.code == code]

    return check


def _field(problem: Problem) -> str | None:
    name = problem.arguments.get("field")
    return name if isinstance(name, str) else None


def _no_form(case: Case) -> Iterable[Found]:
    is_told = any(weight_of(p.code) >= Severity.QUARANTINE for p in problems_of(case))
    is_mail = case.channel is not Channel.FORM or case.is_no_request
    return when(case.document is None and not is_mail and not is_told)


def _form_may_be_lost(case: Case) -> Iterable[Found]:
    is_mail = case.channel is not Channel.FORM and not case.is_no_request
    codes = {problem.code for problem in problems_of(case)} & PARTLY
    is_told = codes == {frame_problems.LINKED_FILE} and _says_enough(case)
    return when(case.document is None and is_mail and bool(codes) and not is_told)


def _says_enough(case: Case) -> bool:
    """Whether the message describes something itself, whatever it links to."""
    words = case.submission.envelope.body.split()
    return sum(not word.startswith(("http", "<http")) for word in words) >= _ENOUGH_WORDS


def weight_of(code: str) -> Severity:
    """What a problem that reading reports weighs by default."""
    return WEIGHTS.get(code, Severity.QUARANTINE)


RULES = (
    *(
        Rule(
            code=code,
            severity=weight_of(code),
            wording=wording,
            check=reports(code),
        )
        for code, wording in sorted(WORDINGS.items())
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
                "{client_area}.",
                en="See what came, then ask the client for the form {of_the_client_area}.",
            ),
        ),
        check=_no_form,
    ),
    Rule(
        code="ZF091",
        severity=Severity.QUARANTINE,
        wording=Wording(
            title=Text(fr="Formulaire peut-être perdu", en="Form perhaps lost"),
            message=Text(
                fr="Une partie de ce message n'a pas pu être lue, et aucun formulaire n'y a été "
                "trouvé.",
                en="A part of this message could not be read, and no form was found in it.",
            ),
            why=charter.PRIVILEGED,
            remedy=Text(
                fr="Regardez si le formulaire est dans ce qui n'a pas été lu.",
                en="See whether the form is in what was not read.",
            ),
        ),
        check=_form_may_be_lost,
    ),
)
