"""The acknowledgement of an accepted request: its number, what is due when, what comes next."""

from collections.abc import Iterator

from zenforms.judging import charter
from zenforms.judging.calendar import Commitments, counting_of
from zenforms.judging.contract import Charge, Decompte, commitments_of, coverage_of, decompte_of
from zenforms.judging.coverage import CoveredBy
from zenforms.judging.dates import spoken_day
from zenforms.judging.rules.contract import NO_CONTRACT
from zenforms.language import Text
from zenforms.present.document import Block, Fact, Facts, Heading, Paragraph, Point, Points
from zenforms.present.letters.context import LetterContext, contact_name, letter_of
from zenforms.present.letters.incomplete import advice_blocks, gaps_in, hints_of
from zenforms.present.letters.letter import Letter

_SUBJECT = Text(fr="Votre demande est enregistrée", en="Your request is registered")
_THANKS = Text(
    fr="Merci pour votre demande{subject}, reçue le {day}. Elle est complète et enregistrée sous "
    "le numéro {number}.",
    en="Thank you for your request{subject}, received on {day}. It is complete and registered "
    "under the number {number}.",
)
_THANKS_OPEN = Text(
    fr="Merci pour votre demande{subject}, reçue le {day}. Elle est enregistrée sous le numéro "
    "{number}.",
    en="Thank you for your request{subject}, received on {day}. It is registered under the number "
    "{number}.",
)
_FILES = Text(fr="Pièces reçues : {files}.", en="Files received: {files}.")
_DATES = Text(fr="Nos engagements (TMA)", en="Our commitments (TMA)")
_STEPS = (
    ("first_qualification", Text(fr="Première qualification", en="First qualification")),
    ("final_qualification", Text(fr="Qualification finale", en="Final qualification")),
)
_AT_LATEST = Text(fr="au plus tard le {due}", en="by {due}")
_COVERAGE = Text(fr="Prise en charge", en="Coverage")
_NOT_COVERED = Text(
    fr="{reason} Nous revenons vers vous avant toute intervention payante.",
    en="{reason} We will come back to you before any work that is charged.",
)
_CHARGED = {
    Charge.TIME: Text(
        fr="{reason} Le temps passé est décompté de vos heures.",
        en="{reason} The time spent is taken from your hours.",
    ),
    Charge.FLAT: Text(
        fr="Un forfait est décompté de vos heures : {reason}",
        en="A flat rate is taken from your hours: {reason}",
    ),
}
_CHARGED_WITHOUT_HOURS = Text(
    fr="{reason} Le temps passé donne lieu à décompte.", en="{reason} The time spent is charged."
)
_NO_TMA = Text(
    fr="Vous demandez le mode TMA ; d'après notre registre, aucun contrat de TMA n'était actif à "
    "cette date : votre demande est traitée hors TMA. Vous en avez un ? Dites-le-nous en réponse à "
    "ce message, nous vérifierons.",
    en="You ask for TMA; according to our register, no TMA contract was active on that day, so "
    "your request is handled without TMA. Do you have one? Tell us in reply to this message, and "
    "we will check.",
)
_STILL_MISSING = Text(fr="Ce qui manque encore", en="What is still missing")
_OPENED = Text(
    fr="Votre demande est ouverte sans attendre. Pour que nous puissions la traiter au mieux, "
    "répondez à ce message avec ce qui suit.",
    en="Your request is open already. For us to handle it well, reply to this message with what "
    "follows.",
)
_NEXT = Text(fr="Et maintenant ?", en="What happens next?")
_NEXT_POINTS = (
    Text(
        fr="Un conseiller étudie votre demande et vous répond à cette adresse.",
        en="An adviser looks into your request and replies to this address.",
    ),
    Text(
        fr="Pour ajouter une information ou un fichier, répondez à ce message en gardant le numéro "
        "{number} dans l'objet.",
        en="To add information or a file, reply to this message and keep the number {number} in "
        "its subject.",
    ),
    Text(
        fr="Pour un autre problème, faites une nouvelle demande : un envoi, un sujet.",
        en="For another problem, make a new request: one message, one subject.",
    ),
)
_SOLVED = Text(
    fr="Le problème est résolu entre-temps ? Envoyez-nous le formulaire d'annulation de votre "
    "{client_area}.",
    en="Is the problem solved in the meantime? Send us the cancellation form of your "
    "{client_area}.",
)


def accepted_letter(context: LetterContext) -> Letter:
    """The acknowledgement."""
    return letter_of(
        context,
        _SUBJECT,
        contact_name(context.case),
        *_opening(context),
        *_dates(context),
        *_costs(context),
        *_still_missing(context),
        *advice_blocks(context),
        Heading(context.say(_NEXT)),
        Points(
            (
                *(Point(context.say(text)) for text in _NEXT_POINTS),
                Point(context.say(_SOLVED), quote=context.say(charter.CANCELLATION)),
            )
        ),
    )


def _opening(context: LetterContext) -> Iterator[Block]:
    is_complete = context.is_complete and not context.case.is_secondary
    text = _THANKS if is_complete else _THANKS_OPEN
    yield Paragraph(context.say(text, subject=context.quoted_subject))
    if files := context.file_names:
        yield Paragraph(context.say(_FILES, files=files))


def _dates(context: LetterContext) -> Iterator[Block]:
    """What is still ahead: this letter says that the request is registered."""
    due = commitments_of(context.case)
    if due is not None:
        yield Heading(context.say(_DATES))
        yield Facts(tuple(_fact(context, due, name, label) for name, label in _STEPS))
        if counting := counting_of(context.case.desk.policy.hours):
            yield Paragraph(context.say(counting))


def _fact(context: LetterContext, due: Commitments, name: str, label: Text) -> Fact:
    day = spoken_day(getattr(due, name).day)
    return Fact(context.say(label), context.say(_AT_LATEST, due=day))


def _costs(context: LetterContext) -> Iterator[Block]:
    if points := tuple(_cost_points(context)):
        yield Heading(context.say(_COVERAGE))
        yield Points(points)


def _cost_points(context: LetterContext) -> Iterator[Point]:
    outcome = context.outcome
    coverage = coverage_of(outcome.case)
    if any(finding.code == NO_CONTRACT for finding in outcome.report.findings):
        yield Point(context.say(_NO_TMA))
    if coverage is not None and coverage.covered_by is CoveredBy.NOT_COVERED:
        said = context.say(_NOT_COVERED, reason=coverage.reason)
        yield Point(said, quote=context.say(coverage.charter))
    for one in decompte_of(outcome.case, outcome.report, coverage):
        yield Point(_charged(context, one), quote=context.say(one.charter))


def _charged(context: LetterContext, one: Decompte) -> str:
    """Nobody is told of hours that no contract gives: staff may accept what has no TMA."""
    has_hours = one.charge is Charge.FLAT or context.case.has_tma
    return context.say(
        _CHARGED[one.charge] if has_hours else _CHARGED_WITHOUT_HOURS, reason=one.reason
    )


def _still_missing(context: LetterContext) -> Iterator[Block]:
    """Of a request that was opened although incomplete, what a complete one would have."""
    if gaps := gaps_in(context):
        yield Heading(context.say(_STILL_MISSING))
        yield Paragraph(context.say(_OPENED))
        yield hints_of(gaps, context)
