"""The confirmation of a cancellation: which request, and what to do should the problem be back."""

from dataclasses import replace

from zenforms.language import Text
from zenforms.present.document import Paragraph
from zenforms.present.letters.context import SUBJECT, LetterContext, contact_name, letter_of
from zenforms.present.letters.letter import Letter

_SUBJECT = Text(fr="Votre demande est annulée", en="Your request is cancelled")
_SUBJECT_CLOSED = Text(fr="Votre demande était déjà close", en="Your request was closed already")
_CANCELLED = Text(
    fr="Merci de nous avoir prévenus. Votre demande {number}{about} est annulée : nous n'y "
    "travaillons plus, et cette annulation ne donne lieu à aucun décompte.",
    en="Thank you for telling us. Your request {number}{about} is cancelled: we no longer work on "
    "it, and cancelling is not charged.",
)
_CLOSED = Text(
    fr="Merci de nous avoir prévenus. Votre demande {number}{about} était déjà close : vous "
    "n'avez rien d'autre à faire.",
    en="Thank you for telling us. Your request {number}{about} was closed already: there is "
    "nothing more for you to do.",
)
_BACK = Text(
    fr="Le problème revient ? Envoyez-nous une nouvelle demande et rappelez-y ce numéro.",
    en="Is the problem back? Send us a new request, and name this number in it.",
)


def cancelled_letter(context: LetterContext) -> Letter:
    """The letter about the request that a cancellation form names."""
    case = context.case
    thread = case.own_thread(case.cancels)
    is_closed = thread is not None and thread.state.is_over
    summary = (thread.request.summary if thread and thread.request else None) or ""
    said = replace(context, number=thread.number if thread else context.number)
    about = said.in_prose(summary, SUBJECT)
    told = said.say(
        _CLOSED if is_closed else _CANCELLED, about=f" {said.quoted(about)}" if about else ""
    )
    return letter_of(
        said,
        _SUBJECT_CLOSED if is_closed else _SUBJECT,
        contact_name(case),
        Paragraph(told),
        Paragraph(said.say(_BACK)),
    )
