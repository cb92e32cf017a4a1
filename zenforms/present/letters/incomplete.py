"""The letter to an incomplete request: what is missing, how to give it, what is kept."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from zenforms.findings import Finding, Severity
from zenforms.form.definition import Guide
from zenforms.judging import charter
from zenforms.judging.dates import day_in_paris, spoken_day
from zenforms.judging.rules.evidence import CAN_FOLLOW, PICTURES_ONLY
from zenforms.judging.threads import Thread
from zenforms.language import Text
from zenforms.present.document import Block, Heading, Paragraph, Point, Points
from zenforms.present.letters.context import (
    ABOUT,
    KEEP_NUMBER,
    SUBJECT,
    LetterContext,
    contact_name,
    good_to_know,
    letter_of,
)
from zenforms.present.letters.letter import Letter
from zenforms.sanitize import plain_line
from zenforms.words import Words

# What is missing from a request, as points of a letter: what, how, and the charter's sentence.

_EVIDENCE = "ZF4"
_DECLARATION = "not_confidential"
LEFT_EMPTY = frozenset({"ZF101", "ZF102"})
"""Of a field left empty, its own help says more than the rule's remedy."""

_QUOTABLE = frozenset(said for said in vars(charter).values() if isinstance(said, Text)) - {
    charter.TO_PROVIDE,  # the letter begins with it
    charter.PRECISE,
}
"""Reasons that are sentences of the charter."""


@lru_cache(maxsize=16)
def _quotable(words: Words) -> frozenset[Text]:
    """The same, in the words in which findings hold them."""
    own = (text for place, text in words.rules if place.endswith(".why"))
    return frozenset(map(words.put, (*_QUOTABLE, *own)))


_ADVICE = Text(fr="Ce qui nous aiderait aussi", en="What would help as well")
_ADD_FILES = Text(
    fr="Pour l'ajouter, répondez à ce message en le joignant.",
    en="To add it, reply to this message with the file.",
)
_ANSWERS = Text(
    fr="Pour avancer plus vite, dites-nous aussi en réponse à ce message : {labels}.",
    en="To get on faster, tell us as well in reply to this message: {labels}.",
)
_MODE = "mode"
_VERSION_SAID = re.compile(r"(?i)\bv(?:ersion)?\b\.?\D{0,20}\d+(?:[.,]\d+)+")

_DOCUMENTS = Text(fr="Il s'agit de : {names}.", en="This is about: {names}.")

GUIDES = {"psr_attached": "psr", "logs_attached": "logs"}
"""Which of the form's instructions help with which field."""


_CAME_IN_VAIN = {
    "ZF401": ("ZF417", "ZF419"),
    "ZF402": ("ZF417", "ZF419"),
    "ZF403": ("ZF420", "ZF422"),
    "ZF404": ("ZF420", "ZF422"),
}
"""What is missing → what may have been sent for it and cannot stand in: the client is told why."""

ADVICE = frozenset({"ZF330", "ZF331", "ZF334", "ZF404", "ZF405", "ZF530"}) | CAN_FOLLOW
"""Warnings that the client can do something about: an old version, no logs, a password sent."""


def gaps_in(context: LetterContext) -> tuple[Finding, ...]:
    """What keeps the request from being accepted as it is, in the order of the form."""
    findings = context.outcome.report.findings
    gaps = (f for f in findings if f.severity is Severity.ERROR)
    form = context.case.form
    places = {field.name: place for place, field in enumerate(form.fields() if form else ())}
    return tuple(sorted(gaps, key=lambda gap: places.get(gap.field or "", len(places))))


def advice_in(context: LetterContext) -> tuple[Finding, ...]:
    """What would help besides, and is no condition."""
    findings = context.outcome.report.findings
    return tuple(f for f in findings if f.severity is Severity.WARNING and f.code in ADVICE)


def only_files_miss(gaps: Sequence[Finding]) -> bool:
    """Whether a reply with files is enough, and no answer needs to be changed."""
    return bool(gaps) and all(
        gap.code.startswith(_EVIDENCE) and gap.field != _DECLARATION for gap in gaps
    )


def advice_blocks(context: LetterContext) -> tuple[Block, ...]:
    """The advice under its heading; nothing without any."""
    hints = (_hint(finding, context) for finding in advice_in(context))
    points = (*hints, *_answers_wanted(context))
    return (Heading(context.say(_ADVICE)), Points(points)) if points else ()


def points_of(findings: Sequence[Finding], context: LetterContext) -> Points:
    """One numbered point for each finding, in order."""
    points = tuple(_point(finding, context) for finding in findings)
    return Points(points, numbered=len(points) > 1, strong=True)


def hints_of(findings: Sequence[Finding], context: LetterContext) -> Points:
    """The same for a request that is in hand: files are added by a reply, without a form."""
    points = tuple(_hint(finding, context) for finding in findings)
    return Points(points, numbered=len(points) > 1, strong=True)


def guides_for(findings: Sequence[Finding], context: LetterContext) -> Iterator[Block]:
    """The form's own instructions for what is missing, such as how to make a recording."""
    form = context.case.form
    wanted = dict.fromkeys(GUIDES[f.field] for f in findings if f.field in GUIDES)
    for guide in form.guides if form else ():
        if guide.name in wanted:
            yield from _guide(guide, context)


def said_plainly(finding: Finding, context: LetterContext) -> str:
    """The finding in the language of the letter; a client's words in it are on one line."""
    return context.in_prose(finding.message(context.lang), 400)


def _hint(finding: Finding, context: LetterContext) -> Point:
    """A piece of advice; files can be added by a reply, which the rule's remedy does not know."""
    point = _point(finding, context)
    if finding.code.startswith(_EVIDENCE) and finding.field != _DECLARATION:
        more = point.more if finding.code == PICTURES_ONLY else point.more[:-1]
        return Point(point.text, (*more, context.say(_ADD_FILES)), point.quote)
    return point


def _answers_wanted(context: LetterContext) -> Iterator[Point]:
    """What the form would have asked, of whoever may write or call without it.

    Not the mode: mail and telephone cannot but use the TMA contract; nor a version that is told.
    """
    findings = context.outcome.report.findings
    empty = [f for f in findings if f.severity is Severity.WARNING and f.code in LEFT_EMPTY]
    known = {_MODE, "desk_version"} if _VERSION_SAID.search(context.case.story) else {_MODE}
    fields = dict.fromkeys(f.field for f in empty if f.field and f.field not in known)
    labels = [context.quoted(context.say(context.case.label(name))) for name in fields]
    if labels:
        yield Point(context.say(_ANSWERS, labels=", ".join(labels)))


def _point(finding: Finding, context: LetterContext) -> Point:
    said = said_plainly(finding, context)
    held = _held_back(finding, context)
    if finding.code in LEFT_EMPTY:
        aid = _help(finding, context)
        return Point(said, (*held, aid) if aid else held)
    why = finding.wording.why
    quote = context.say(why) if why in _quotable(context.words) else None
    came = _came_in_vain(finding, context)
    return Point(said, (*held, *came, context.say(finding.wording.remedy)), quote)


def _held_back(finding: Finding, context: LetterContext) -> tuple[str, ...]:
    """Which documents want the declaration: the client declares them, or leaves them out."""
    names = context.held_names if finding.field == _DECLARATION else ""
    return (context.say(_DOCUMENTS, names=names),) if names else ()


def _came_in_vain(finding: Finding, context: LetterContext) -> tuple[str, ...]:
    codes = _CAME_IN_VAIN.get(finding.code, ())
    found = (f for f in context.outcome.report.findings if f.code in codes)
    return tuple(dict.fromkeys(said_plainly(one, context) for one in found))


def _help(finding: Finding, context: LetterContext) -> str:
    form = context.case.form
    field = form.field(finding.field) if form and finding.field else None
    return context.say(field.help) if field and field.help else ""


def _guide(guide: Guide, context: LetterContext) -> Iterator[Block]:
    yield Heading(context.say(guide.title))
    vendor = context.vendor
    words: dict[str, str | Text] = {
        "email": vendor.email,
        "contact": vendor.email,
        "privacy_notice": vendor.privacy_notice,  # no guide of these needs more
        "counting": "",
    }
    yield from (Paragraph(context.say(text, **words)) for text in guide.paragraphs)
    if guide.steps:
        points = tuple(Point(context.say(step, **words)) for step in guide.steps)
        yield Points(points, numbered=True)


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
_SUBJECT_WHICH = Text(fr="Quelle demande annulez-vous ?", en="Which request do you cancel?")
_THANKS_WITHDRAWN = Text(
    fr="Merci de nous dire que vous n'avez plus besoin de nous : cela évite des recherches "
    "inutiles, et rien ne vous est décompté.",
    en="Thank you for telling us that you no longer need us: it saves needless searching, and "
    "nothing is charged.",
)
_WHICH = Text(
    fr="Votre message ne nous dit pas quelle demande annuler. Répondez-nous avec son numéro, ou "
    "complétez le formulaire joint.",
    en="Your message does not tell us which request to cancel. Reply with its number, or complete "
    "the attached form.",
)
_WHICH_WITHOUT_FORM = Text(
    fr="Votre message ne nous dit pas quelle demande annuler. Répondez-nous avec son numéro.",
    en="Your message does not tell us which request to cancel. Reply with its number.",
)
_YOUR_OPEN_ONES = Text(fr="Vos demandes en cours", en="Your open requests")
_OPEN_ONE = Text(fr="{one}, reçue le {received}{about}", en="{one}, received on {received}{about}")
_MOST_OPEN = 8
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


def incomplete_letter(context: LetterContext, *, has_form: bool) -> Letter:
    """The letter; `has_form` says whether a form to correct goes with it."""
    case, gaps = context.case, gaps_in(context)
    if case.withdraws:
        return _which_letter(context, has_form=has_form)
    cancels = case.is_cancellation
    return letter_of(
        context,
        _SUBJECT_CANCELLATION if cancels else _SUBJECT,
        contact_name(case),
        Paragraph(_thanks(context)),
        Paragraph(context.say(_ASKED_CANCELLATION if cancels else _ASKED)),
        Heading(context.say(_TITLE)),
        points_of(gaps, context),
        *guides_for(gaps, context),
        Heading(context.say(_HOW)),
        *_how(context, gaps, has_form=has_form),
        *advice_blocks(context),
        *(() if cancels else good_to_know(context, *_dates(context))),
    )


def _which_letter(context: LetterContext, *, has_form: bool) -> Letter:
    """Two lines to a client who cancels without saying what, and those that it may be."""
    asked = _WHICH if has_form else _WHICH_WITHOUT_FORM
    return letter_of(
        context,
        _SUBJECT_WHICH,
        contact_name(context.case),
        Paragraph(context.say(_THANKS_WITHDRAWN)),
        Paragraph(context.say(asked)),
        *_open_ones(context),
    )


def _open_ones(context: LetterContext) -> tuple[Block, ...]:
    history, case = context.case.history, context.case
    threads = history.threads if history else ()
    mine = [one for one in threads if one.is_of(case.client_id) and not one.state.is_over]
    points = tuple(_open_one(thread, context) for thread in mine[-_MOST_OPEN:])
    return (Heading(context.say(_YOUR_OPEN_ONES)), Points(points)) if points else ()


def _open_one(thread: Thread, context: LetterContext) -> Point:
    day = spoken_day(day_in_paris(thread.rounds[0].received_at))
    said = (thread.request.summary if thread.request else None) or ""
    about = context.say(ABOUT, subject=plain_line(said, SUBJECT)) if said.strip() else ""
    return Point(context.say(_OPEN_ONE, one=thread.number, received=day, about=about))


def _thanks(context: LetterContext) -> str:
    subject = context.quoted_subject
    if context.case.is_cancellation:
        return context.say(_THANKS_CANCELLATION)
    text = _THANKS_AGAIN if context.is_round else _THANKS
    return context.say(text, subject=subject)


def _how(context: LetterContext, gaps: Sequence[Finding], *, has_form: bool) -> tuple[Block, ...]:
    if context.case.rivals:
        return (Paragraph(context.say(_APART)),)
    kept = context.useful_file_names
    after = (Paragraph(context.say(_KEPT, files=kept)),) if kept else ()
    number = Paragraph(context.say(KEEP_NUMBER))
    if not has_form:
        return (Paragraph(context.say(_NO_FORM)), *after, number)
    if only_files_miss(gaps):
        return (Paragraph(context.say(_ONLY_FILES)), *after, number)
    first, second, last = _STEPS
    first = first if _has_answers(context) else _OPEN_BLANK
    last = _SEND_BACK if context.case.is_cancellation else last
    steps = tuple(Point(context.say(step)) for step in (first, second, last))
    return (Points(steps, numbered=True), *after, number)


def _has_answers(context: LetterContext) -> bool:
    """Whether the client wrote anything: a blank form has no answers to keep."""
    answers = context.case.answers.values()
    return any(answer.is_given and answer.name != "client_name" for answer in answers)


def _dates(context: LetterContext) -> tuple[Point, ...]:
    if not context.case.has_tma:
        return ()
    return (Point(context.say(_DATES), quote=context.say(charter.FIRST_QUALIFICATION)),)
