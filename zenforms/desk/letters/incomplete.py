"""The letter to an incomplete request: what is missing, how to give it, what is kept."""

from collections.abc import Sequence

from zenforms.desk.letters.gaps import (
    advice_blocks,
    gaps_in,
    guides_for,
    only_files_miss,
    points_of,
)
from zenforms.desk.letters.letter import Block, Heading, Letter, Paragraph, Point, Points
from zenforms.desk.letters.occasion import (
    KEEP_NUMBER,
    Occasion,
    good_to_know,
    letter_of,
)
from zenforms.desk.letters.post import contact_name
from zenforms.findings import Finding
from zenforms.judging import charter
from zenforms.language import Text

_SUBJECT = Text(fr="Votre demande est à compléter", en="Your request needs completing")
_SUBJECT_CANCELLATION = Text(
    fr="Votre annulation est à compléter", en="Your cancellation needs completing"
)
_THANKS = Text(
    fr="Merci pour votre demande{subject}, reçue le {day}. Elle porte le numéro {number}.",
    en="Thank you for your request{subject}, received on {day}. Its number is {number}.",
)
_THANKS_AGAIN = Text(
    fr="Merci pour votre envoi du {day}, qui complète votre demande {number}{subject}.",
    en="Thank you for your message of {day}, which adds to your request {number}{subject}.",
)
_THANKS_CANCELLATION = Text(
    fr="Merci de nous avoir écrit, le {day}, pour annuler une demande.",
    en="Thank you for writing to us on {day} to cancel a request.",
)
_ASKED = Text(
    fr="Pour la traiter efficacement, nos conseillers ont encore besoin de ce qui suit.",
    en="To handle it well, our advisers still need what follows.",
)
_ASKED_CANCELLATION = Text(
    fr="Pour y donner suite, nous avons encore besoin de ce qui suit.",
    en="To act on it, we still need what follows.",
)
_TITLE = Text(fr="Ce qu'il reste à compléter", en="What is still needed")
_HOW = Text(fr="Comment nous le faire parvenir", en="How to send it to us")
_STEPS = (
    Text(
        fr="Ouvrez le formulaire joint à ce message : vos réponses y sont conservées, et chaque "
        "point à compléter y est signalé et expliqué.",
        en="Open the form attached to this message: your answers are kept in it, and each point "
        "that needs completing is marked and explained.",
    ),
    Text(fr="Complétez-le, puis enregistrez-le.", en="Complete it, then save it."),
    Text(
        fr="Renvoyez-le en réponse à ce message, avec les fichiers demandés s'il y en a.",
        en="Send it back as a reply to this message, with the files asked for, if any.",
    ),
)
_OPEN_BLANK = Text(
    fr="Ouvrez le formulaire joint à ce message : chaque point à compléter y est signalé et "
    "expliqué.",
    en="Open the form attached to this message: each point that needs completing is marked and "
    "explained in it.",
)
_SEND_BACK = Text(
    fr="Renvoyez-le en réponse à ce message.", en="Send it back as a reply to this message."
)
_ONLY_FILES = Text(
    fr="Répondez simplement à ce message en joignant ce qui manque. Le formulaire n'est pas à "
    "refaire : vos réponses sont conservées. Celui qui est joint ne sert que si vous voulez en "
    "changer une.",
    en="Simply reply to this message with what is missing. The form need not be filled in again: "
    "your answers are kept. The attached one is only for changing an answer.",
)
_NO_FORM = Text(
    fr="Répondez à ce message, ou faites un nouvel envoi comme indiqué ci-dessus.",
    en="Reply to this message, or send it anew as described above.",
)
_APART = Text(
    fr="Faites un nouveau message pour chaque formulaire, avec ses seules pièces, plutôt qu'une "
    "réponse à celui-ci. Chaque demande aura son propre numéro et avancera à son rythme.",
    en="Please make a new message for each form, with its own files only, rather than a reply to "
    "this one. Each request will have a number of its own and go on at its own pace.",
)
_KEPT = Text(
    fr="Nous gardons ce que nous avons déjà reçu, inutile de le renvoyer : {files}.",
    en="We keep what we already have, there is no need to send it again: {files}.",
)
_DATES = Text(
    fr="Votre contrat de TMA : les délais de qualification courent dès que votre demande est "
    "complète et enregistrée.",
    en="Your TMA contract: the times for qualification run as soon as your request is complete "
    "and registered.",
)


def incomplete_letter(occasion: Occasion, *, has_form: bool) -> Letter:
    """The letter; `has_form` says whether a form to correct goes with it."""
    case, gaps = occasion.case, gaps_in(occasion)
    cancels = case.is_cancellation
    return letter_of(
        occasion,
        _SUBJECT_CANCELLATION if cancels else _SUBJECT,
        contact_name(case),
        Paragraph(_thanks(occasion)),
        Paragraph(occasion.say(_ASKED_CANCELLATION if cancels else _ASKED)),
        Heading(occasion.say(_TITLE)),
        points_of(gaps, occasion),
        *guides_for(gaps, occasion),
        Heading(occasion.say(_HOW)),
        *_how(occasion, gaps, has_form=has_form),
        *advice_blocks(occasion),
        *(() if cancels else good_to_know(occasion, *_dates(occasion))),
    )


def _thanks(occasion: Occasion) -> str:
    subject = occasion.quoted_subject
    if occasion.case.is_cancellation:
        return occasion.say(_THANKS_CANCELLATION)
    text = _THANKS_AGAIN if occasion.is_round else _THANKS
    return occasion.say(text, subject=subject)


def _how(occasion: Occasion, gaps: Sequence[Finding], *, has_form: bool) -> tuple[Block, ...]:
    if occasion.case.rivals:
        return (Paragraph(occasion.say(_APART)),)
    kept = occasion.useful_file_names
    after = (Paragraph(occasion.say(_KEPT, files=kept)),) if kept else ()
    number = Paragraph(occasion.say(KEEP_NUMBER))
    if not has_form:
        return (Paragraph(occasion.say(_NO_FORM)), *after, number)
    if only_files_miss(gaps):
        return (Paragraph(occasion.say(_ONLY_FILES)), *after, number)
    first, second, last = _STEPS
    first = first if _has_answers(occasion) else _OPEN_BLANK
    last = _SEND_BACK if occasion.case.is_cancellation else last
    steps = tuple(Point(occasion.say(step)) for step in (first, second, last))
    return (Points(steps, numbered=True), *after, number)


def _has_answers(occasion: Occasion) -> bool:
    """Whether the client wrote anything: a blank form has no answers to keep."""
    answers = occasion.case.answers.values()
    return any(answer.is_given and answer.name != "client_name" for answer in answers)


def _dates(occasion: Occasion) -> tuple[Point, ...]:
    if not occasion.case.has_tma:
        return ()
    return (Point(occasion.say(_DATES), quote=occasion.say(charter.FIRST_QUALIFICATION)),)
