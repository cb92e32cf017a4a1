"""ZF1xx: what the form's definition requires and the client did not answer."""

from collections.abc import Iterable, Iterator

from zenforms.findings import Severity, Wording
from zenforms.form.definition import AnyField, CheckboxField
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.rules.channel import NOT_HANDLED
from zenforms.judging.rules.rule import Found, Rule
from zenforms.language import Text
from zenforms.problems import BLANK_FORM

ONE_SUBJECT = "one_subject"
DECLARATION = "not_confidential"
NO_DECLARATION = "ZF105"

WHY = {
    "mode": charter.MODE,
    "type": charter.TYPE,
    "desk_version": charter.VERSION,
    "summary": charter.SUMMARY,
    "description": charter.DESCRIPTION,
    "urgency": charter.SUBJECT,
    "domain": charter.SUBJECT,
    "workstations": charter.SUBJECT,
    "reproducible": charter.REPRODUCE,
    "service_name": charter.LOGS,
    ONE_SUBJECT: charter.ONE_SUBJECT,
    DECLARATION: charter.DOCUMENT,
}
"""The charter's sentence that asks for a field."""


def missing(case: Case) -> Iterator[AnyField]:
    """The required fields in which nothing at all was answered.

    Of a message that cancels only the number is asked, in a sentence of its own.
    """
    if case.form is None or case.withdraws:
        return
    for field in case.form.required(case.codes()):
        if not case.answer(field.name).is_given:
            yield field


def _found(case: Case, field: AnyField) -> Found:
    return Found(field.name, {"label": case.label(field.name)}, WHY.get(field.name))


def _always(case: Case) -> Iterator[Found]:
    for field in missing(case):
        if field.required and not isinstance(field, CheckboxField):
            yield _found(case, field)


def _sometimes(case: Case) -> Iterator[Found]:
    for field in missing(case):
        if not field.required and not isinstance(field, CheckboxField):
            yield _conditional(case, field)


def _conditional(case: Case, field: AnyField) -> Found:
    names = tuple(field.required_when)
    because = Text(
        fr=", ".join(f"« {case.label(n).fr} » : {case.spoken(n).fr}" for n in names),
        en=", ".join(f"“{case.label(n).en}”: {case.spoken(n).en}" for n in names),
    )
    found = _found(case, field)
    return found._replace(arguments={**found.arguments, "because": because})


def _boxes(case: Case) -> Iterator[Found]:
    for field in _unticked(case):
        if field.name not in {ONE_SUBJECT, DECLARATION}:
            yield _found(case, field)


def _one_box(name: str, case: Case) -> Iterator[Found]:
    return (_found(case, field) for field in _unticked(case) if field.name == name)


def _unticked(case: Case) -> Iterator[AnyField]:
    """The required boxes that are not ticked; a mail without a form has none to tick."""
    if case.document is not None:
        yield from (field for field in missing(case) if isinstance(field, CheckboxField))


def _one_subject(case: Case) -> Iterable[Found]:
    return _one_box(ONE_SUBJECT, case)


def _declaration(case: Case) -> Iterable[Found]:
    return _one_box(DECLARATION, case)


_SEND_BACK = Text(
    fr="Remplissez ce champ, enregistrez le formulaire et renvoyez-le avec ses pièces.",
    en="Fill in this field, save the form and send it again with its files.",
)
_TICK = Text(
    fr="Cochez la case, enregistrez le formulaire et renvoyez-le avec ses pièces.",
    en="Tick the box, save the form and send it again with its files.",
)

RULES = (
    Rule(
        code="ZF101",
        severity=Severity.ERROR,
        requires=(BLANK_FORM, *NOT_HANDLED),
        wording=Wording(
            title=Text(fr="Champ obligatoire non rempli", en="Required field not filled in"),
            message=Text(fr="« {label} » n'est pas rempli.", en="“{label}” is not filled in."),
            why=charter.TO_PROVIDE,
            remedy=_SEND_BACK,
        ),
        check=_always,
    ),
    Rule(
        code="ZF102",
        severity=Severity.ERROR,
        requires=(BLANK_FORM, *NOT_HANDLED),
        wording=Wording(
            title=Text(
                fr="Champ nécessaire pour ce type de demande",
                en="Field needed for this kind of request",
            ),
            message=Text(
                fr="« {label} » n'est pas rempli ; c'est nécessaire ici ({because}).",
                en="“{label}” is not filled in; it is needed here ({because}).",
            ),
            why=charter.TO_PROVIDE,
            remedy=_SEND_BACK,
        ),
        check=_sometimes,
    ),
    Rule(
        code="ZF103",
        severity=Severity.ERROR,
        requires=(BLANK_FORM, *NOT_HANDLED),
        wording=Wording(
            title=Text(fr="Case obligatoire non cochée", en="Required box not ticked"),
            message=Text(
                fr="La case « {label} » n'est pas cochée.", en="The box “{label}” is not ticked."
            ),
            why=charter.TO_PROVIDE,
            remedy=_TICK,
        ),
        check=_boxes,
    ),
    Rule(
        code="ZF104",
        severity=Severity.ERROR,
        requires=(BLANK_FORM, *NOT_HANDLED),
        wording=Wording(
            title=Text(fr="Un seul sujet, à confirmer", en="One subject, to be confirmed"),
            message=Text(
                fr="La case « {label} » n'est pas cochée.", en="The box “{label}” is not ticked."
            ),
            why=charter.ONE_SUBJECT,
            remedy=Text(
                fr="Si la demande porte sur un seul sujet, cochez la case et renvoyez le "
                "formulaire. Sinon, faites une demande par sujet : chacune sera traitée plus vite.",
                en="If the request is about one subject, tick the box and send the form again. If "
                "not, make one request for each subject: each will be handled faster.",
            ),
        ),
        check=_one_subject,
    ),
    Rule(
        code=NO_DECLARATION,
        severity=Severity.ERROR,
        requires=(BLANK_FORM, *NOT_HANDLED),
        wording=Wording(
            title=Text(
                fr="Document sans déclaration de non-confidentialité",
                en="Document without the declaration",
            ),
            message=Text(
                fr="Un document est annoncé, mais la case « {label} » n'est pas cochée.",
                en="A document is announced, but the box “{label}” is not ticked.",
            ),
            why=charter.DOCUMENT,
            remedy=Text(
                fr="Si ses données ne sont pas confidentielles, cochez la case. Si elles le sont, "
                "n'envoyez pas le document et décochez « Document concerné joint ».",
                en="If its data are not confidential, tick the box. If they are, do not send the "
                "document and untick “Document concerned sent”.",
            ),
        ),
        check=_declaration,
    ),
)
