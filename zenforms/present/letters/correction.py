"""The form that goes back to the client: the answers kept, what is missing marked and explained."""

from collections.abc import Iterator, Mapping

from zenforms.findings import Finding
from zenforms.form.answers import holdable
from zenforms.form.branding import Branding, FormClient, Stamp
from zenforms.form.build import build_form
from zenforms.form.definition import AnyField, Form, LongTextField, TextField
from zenforms.form.library import known_forms
from zenforms.form.outline import FormLibrary
from zenforms.judging.addressing import addressed
from zenforms.judging.case import Case, OutcomeKind
from zenforms.judging.numbers import parse_number
from zenforms.judging.request import Answer
from zenforms.judging.threads import NUMBER_FIELDS
from zenforms.language import NBSP
from zenforms.present.letters.context import LetterContext
from zenforms.present.letters.incomplete import LEFT_EMPTY, gaps_in, said_plainly
from zenforms.reading.submission import Flag

WHOLE = ""
"""The name of a mark that is about the whole form."""


def correction_form(context: LetterContext, branding: Branding) -> bytes | None:
    """The form as a PDF; None when the letter goes to nobody whom the client's entry proves.

    Nor is there one for several requests at once.

    It bears the number of the request, so that it comes back as a round of it. Raises
    LayoutError when the desk's own texts do not fit on the form.
    """
    case, client = context.case, context.case.client
    if case.form is None or client is None or case.rivals or not addressed(case).is_proved:
        return None
    form = _current(case.form, case.desk.policy.forms)
    keys = case.desk.keys
    return build_form(
        form,
        client=FormClient(client.id, client.name),
        branding=branding,
        lang=context.lang,
        key=keys[0] if keys else None,
        stamp=Stamp(thread=context.number),
        answers=holdable(form, dict(_kept(context, form))),
        marks=marks_of(context, form) or None,
    )


def marks_of(context: LetterContext, form: Form) -> Mapping[str, str]:
    """Field name → what is missing or wrong there, and how to mend it; nothing when refused."""
    marks: dict[str, list[str]] = {}
    if context.outcome.kind is not OutcomeKind.REFUSED:
        for gap in gaps_in(context):
            name = gap.field if gap.field and form.field(gap.field) else WHOLE
            marks.setdefault(name, []).append(_sentence(gap, context))
    return {name: " ".join(dict.fromkeys(said)) for name, said in marks.items()}


def _sentence(gap: Finding, context: LetterContext) -> str:
    """The finding without the name of its field, which stands there already."""
    what = said_plainly(gap, context)
    label = context.say(context.case.label(gap.field)) if gap.field else ""
    for quoted in (f"«{NBSP}{label}{NBSP}»", f"“{label}”"):
        what = what.removeprefix(quoted).lstrip(f" {NBSP}:")
    what = what[:1].upper() + what[1:]
    if gap.code in LEFT_EMPTY:
        return what
    return f"{what} {context.say(gap.wording.remedy)}"


def _kept(context: LetterContext, form: Form) -> Iterator[tuple[str, str]]:
    """The answers that the form can hold; what is too long is kept as far as it fits."""
    case = context.case
    for field in form.fields():
        answer = case.answer(field.name)
        if _names_a_strange_request(case, field.name, answer):
            continue
        if answer.value and not _is_given_by_us(field) and not _is_contradictory(answer):
            yield field.name, _fitting(field, context.own_words(answer.value))


def _names_a_strange_request(case: Case, name: str, answer: Answer) -> bool:
    """Whether a number of ours is typed there that is not one of this client's requests."""
    number = parse_number(answer.value or "") if name in NUMBER_FIELDS else None
    return number is not None and case.own_thread(number) is None


def _fitting(field: AnyField, value: str) -> str:
    if isinstance(field, TextField):
        value = " ".join(value.split())
    if isinstance(field, TextField | LongTextField):
        return value[: field.max_length]
    return value


def _is_given_by_us(field: AnyField) -> bool:
    return isinstance(field, TextField) and field.read_only


def _is_contradictory(answer: Answer) -> bool:
    return Flag.WIDGET_VALUE_CONFLICT in answer.flags


def _current(form: Form, library: FormLibrary) -> Form:
    """The form as it is made today; answers to an older revision go onto the newest."""
    return known_forms(library).get(form.form) or form
