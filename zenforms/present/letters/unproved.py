"""The letter to an address that no client proves: it says nothing of anybody, and how to go on."""

from dataclasses import replace

from zenforms.language import Lang, Text
from zenforms.present.document import Paragraph
from zenforms.present.letters.context import LetterContext, signature_of
from zenforms.present.letters.letter import Letter
from zenforms.sanitize import plain_line

_SUBJECT = Text(fr="Votre message au support", en="Your message to support")
_HELLO = Text(fr="Bonjour,", en="Hello,")
_RECEIVED = Text(
    fr="Nous avons bien reçu votre message le {day}. Il porte chez nous le numéro {number}.",
    en="We received your message on {day}. With us it has the number {number}.",
)
_NOT_KNOWN = Text(
    fr="Nous ne connaissons pas l'adresse de cet envoi : par prudence, nous n'y écrivons rien sur "
    "une demande et n'y envoyons aucun formulaire.",
    en="We do not know the address of this message: as a precaution we write nothing about a "
    "request to it, and send no form there.",
)
_OWN_FORM = Text(
    fr="Pour toute demande, utilisez le formulaire de votre société, depuis votre {client_area}, "
    "et envoyez-le d'une adresse de votre société.",
    en="For any request use your company's own form, from your {client_area}, and send it from an "
    "address of your company.",
)
_REGISTER = Text(
    fr="Votre adresse a changé, ou nous devrions la connaître ? Le référent de votre société peut "
    "nous la signaler en nous écrivant.",
    en="Has your address changed, or should we know it? Your company's contact of record can tell "
    "us about it by writing to us.",
)


def unproved_letter(context: LetterContext, number: str) -> Letter:
    """The letter; it names `number`, that of the drop itself, and no earlier request."""
    bare = replace(context, number=number, lang=Lang.FR)
    blocks = (_HELLO, _RECEIVED, _NOT_KNOWN, _OWN_FORM, _REGISTER)
    return Letter(
        subject=plain_line(f"[{number}] {bare.say(_SUBJECT)}"),
        lang=bare.lang,
        blocks=tuple(Paragraph(bare.say(text)) for text in blocks),
        signature=signature_of(bare),
    )
