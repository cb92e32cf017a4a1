"""The letter to a refused request: why, and how to make the request so that it is handled."""

from zenforms.findings import Finding, Severity
from zenforms.judging.rules.channel import REFUSED
from zenforms.language import Text
from zenforms.present.document import Block, Heading, Paragraph, Point, Points
from zenforms.present.letters.context import (
    KEEP_NUMBER,
    LetterContext,
    contact_name,
    good_to_know,
    letter_of,
)
from zenforms.present.letters.incomplete import said_plainly
from zenforms.present.letters.letter import Letter
from zenforms.reading.submission import Channel
from zenforms.sanitize import plain_line

_SUBJECT = Text(fr="Pour que votre demande soit traitée", en="How to have your request handled")
_THANKS = {
    Channel.FORM: Text(
        fr="Merci pour votre demande{subject}, reçue le {day}.",
        en="Thank you for your request{subject}, received on {day}.",
    ),
    Channel.EMAIL: Text(
        fr="Merci pour votre message{subject}, reçu le {day}.",
        en="Thank you for your message{subject}, received on {day}.",
    ),
    Channel.PHONE: Text(
        fr="Merci de nous avoir appelés, le {day}{about}.",
        en="Thank you for calling us on {day}{about}.",
    ),
}
_ABOUT = Text(fr=", au sujet de : {subject}", en=", about: {subject}")
_NOT_SO = Text(
    fr="Nous voulons vous aider, mais nous ne pouvons pas traiter votre demande sous cette forme. "
    "Voici pourquoi, et comment faire.",
    en="We want to help, but we cannot handle your request in this form. Here is why, and what to "
    "do.",
)
_WHY = Text(fr="Pourquoi", en="Why")
_HOW = Text(fr="Comment faire", en="What to do")
_BY_CHANNEL = {
    Channel.EMAIL: Text(
        fr="Votre demande est arrivée par courriel, sans notre formulaire. Ce canal est réservé "
        "aux contrats de TMA actifs ; d'après notre registre, {client} n'en avait pas à cette "
        "date.",
        en="Your request came by e-mail, without our form. This channel is reserved to active TMA "
        "contracts; according to our register, {client} had none on that day.",
    ),
    Channel.PHONE: Text(
        fr="Votre demande a été faite par téléphone. Ce canal est réservé aux contrats de TMA "
        "actifs ; d'après notre registre, {client} n'en avait pas à cette date.",
        en="Your request was made by telephone. This channel is reserved to active TMA contracts; "
        "according to our register, {client} had none on that day.",
    ),
}
_STEPS = (
    Text(
        fr="Ouvrez le formulaire joint à ce message : il porte le nom de votre société et reprend "
        "déjà ce que vous nous avez dit.",
        en="Open the form attached to this message: it bears your company's name and already "
        "holds what you told us.",
    ),
    Text(
        fr="Complétez-le, enregistrez-le, puis renvoyez-le en réponse à ce message avec vos "
        "pièces. Votre demande sera alors traitée.",
        en="Complete it, save it, then send it as a reply to this message with your files. Your "
        "request will then be handled.",
    ),
)
_WITHOUT_FORM = Text(
    fr="Téléchargez notre formulaire dans votre {client_area}, remplissez-le et envoyez-le-nous.",
    en="Download our form from your {client_area}, fill it in and send it to us.",
)
_OR_TICKET = Text(
    fr="Vous pouvez aussi ouvrir un ticket depuis votre {client_area}.",
    en="You may also open a ticket from your {client_area}.",
)
_IF_WRONG = Text(
    fr="Vous avez un contrat de TMA en cours ? Dites-le-nous en réponse à ce message : nous "
    "vérifierons notre registre.",
    en="Do you have an active TMA contract? Tell us in reply to this message: we will check our "
    "register.",
)


def refused_letter(context: LetterContext, *, has_form: bool) -> Letter:
    """The letter; `has_form` says whether a form to fill in goes with it."""
    case = context.case
    about = context.say(_ABOUT, subject=context.subject) if context.subject else ""
    thanks = context.say(_THANKS[case.channel], subject=context.quoted_subject, about=about)
    return letter_of(
        context,
        _SUBJECT,
        contact_name(case),
        Paragraph(thanks),
        Paragraph(context.say(_NOT_SO)),
        Heading(context.say(_WHY)),
        Points(tuple(_reason(f, context) for f in _reasons(context))),
        Heading(context.say(_HOW)),
        *_how(context, has_form=has_form),
        *good_to_know(context),
    )


def _reasons(context: LetterContext) -> tuple[Finding, ...]:
    findings = context.outcome.report.findings
    return tuple(f for f in findings if f.severity is Severity.REFUSAL)


def _reason(finding: Finding, context: LetterContext) -> Point:
    case = context.case
    quote = context.say(finding.wording.why)
    if finding.code == REFUSED and case.channel in _BY_CHANNEL:
        client = plain_line(str(finding.arguments["client"]), 80)
        said = context.say(_BY_CHANNEL[case.channel], client=client)
        return Point(said, quote=quote)
    remedy = context.say(finding.wording.remedy)
    return Point(said_plainly(finding, context), (remedy,), quote)


def _how(context: LetterContext, *, has_form: bool) -> tuple[Block, ...]:
    said = _STEPS if has_form else (_WITHOUT_FORM,)
    steps = tuple(Point(context.say(step)) for step in said)
    return (
        Points(steps, numbered=len(steps) > 1),
        Paragraph(context.say(_OR_TICKET)),
        Paragraph(context.say(KEEP_NUMBER)),
        Paragraph(context.say(_IF_WRONG)),
    )
