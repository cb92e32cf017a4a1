"""Which outcome gets which letter, as named bytes for the outcome's folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zenforms.form.branding import Branding
from zenforms.judging.addressing import addressed
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.present.letters.accepted import accepted_letter
from zenforms.present.letters.cancelled import cancelled_letter
from zenforms.present.letters.context import LetterContext, context_of, headers_for, letter_id
from zenforms.present.letters.correction import correction_form
from zenforms.present.letters.incomplete import incomplete_letter
from zenforms.present.letters.letter import Attached, draft
from zenforms.present.letters.refused import refused_letter
from zenforms.present.letters.unproved import unproved_letter

REPLY = "reply.eml"
CORRECTION = "correction.pdf"
ACKNOWLEDGEMENT = "acknowledgement.eml"

_CONFIRMED = {
    OutcomeKind.ACCEPTED: accepted_letter,
    OutcomeKind.CANCELLED: cancelled_letter,
}
ANSWERED = frozenset({*_CONFIRMED, OutcomeKind.INCOMPLETE, OutcomeKind.REFUSED})
"""The outcomes with a letter. Machines are never answered, nor what is in quarantine."""

_LETTERS = {
    OutcomeKind.INCOMPLETE: incomplete_letter,
    OutcomeKind.REFUSED: refused_letter,
}


@dataclass(frozen=True, slots=True)
class Letters:
    """What goes out because of an outcome: reply draft, correction form, by name.

    `message_ids` are those of the letters among `files`; each names the request's number.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    message_ids: tuple[str, ...] = ()


def letters_of(outcome: Outcome, number: str, branding: Branding) -> Letters:
    """The drafts and the form that go out because of an outcome; none when nothing does.

    `number` is the drop's own; a round is spoken of by the number of its request. Equal
    arguments give equal bytes. Raises LayoutError when the desk's own texts do not fit.
    """
    if outcome.kind not in ANSWERED:
        return Letters()
    context = context_of(outcome, number)
    if not addressed(outcome.case).is_proved and not _is_strangers(outcome):
        files = _unproved(context, number, branding)
    elif outcome.kind in _CONFIRMED:
        headers = headers_for(outcome.case, number)
        letter = _CONFIRMED[outcome.kind](context)
        files = {ACKNOWLEDGEMENT: draft(letter, headers, accent=branding.accent)}
    else:
        files = dict(_reply(context, number, branding))
    return Letters(files, message_ids=(letter_id(number, outcome.case.desk.policy.vendor),))


def _is_strangers(outcome: Outcome) -> bool:
    """A mail in which nothing is any client's: its refusal says only what it said itself."""
    case = outcome.case
    is_nobodys = case.client is None and case.document is None and case.joined is None
    return is_nobodys and outcome.kind is OutcomeKind.REFUSED


def _unproved(context: LetterContext, number: str, branding: Branding) -> dict[str, bytes]:
    """One letter for every outcome: it does not tell which."""
    outcome = context.outcome
    name = ACKNOWLEDGEMENT if outcome.kind in _CONFIRMED else REPLY
    headers = headers_for(outcome.case, number)
    return {name: draft(unproved_letter(context, number), headers, accent=branding.accent)}


def _reply(context: LetterContext, number: str, branding: Branding) -> Mapping[str, bytes]:
    outcome = context.outcome
    form = correction_form(context, branding)
    letter = _LETTERS[outcome.kind](context, has_form=form is not None)
    headers = headers_for(outcome.case, number)
    if form is None:
        return {REPLY: draft(letter, headers, accent=branding.accent)}
    attached = Attached(f"{context.number}.pdf", form)
    return {
        REPLY: draft(letter, headers, accent=branding.accent, attached=(attached,)),
        CORRECTION: form,
    }
