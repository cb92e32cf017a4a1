"""The acknowledgement of an accepted request: its number, what is due when, what comes next."""

from collections.abc import Iterator

from zenforms.desk.letters.gaps import advice_blocks
from zenforms.desk.letters.letter import (
    Block,
    Facts,
    Heading,
    Letter,
    Paragraph,
    Point,
    Points,
)
from zenforms.desk.letters.occasion import Occasion, letter_of
from zenforms.desk.letters.post import contact_name
from zenforms.judging import charter
from zenforms.judging.commitments import Commitments
from zenforms.judging.contract import commitments_of, coverage_of
from zenforms.judging.coverage import Coverage, CoveredBy
from zenforms.judging.decompte import Charge, decompte_of
from zenforms.judging.spoken import spoken_day
from zenforms.language import Text

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
    ("registration", Text(fr="Enregistrement", en="Registration")),
    ("first_qualification", Text(fr="Première qualification", en="First qualification")),
    ("final_qualification", Text(fr="Qualification finale", en="Final qualification")),
)
_AT_LATEST = Text(fr="au plus tard le {due}", en="by {due}")
_COVERAGE = Text(fr="Prise en charge", en="Coverage")
_NOT_COVERED = Text(
    fr="D'après nos informations, vos contrats ne couvrent pas ce sujet. Nous revenons vers vous "
    "avant toute intervention payante.",
    en="As far as we know, your contracts do not cover this subject. We will come back to you "
    "before any work that is charged.",
)
_CHARGED = {
    Charge.TIME: Text(
        fr="Le temps passé est décompté de vos heures : {reason}",
        en="The time spent is taken from your hours: {reason}",
    ),
    Charge.FLAT: Text(
        fr="Un forfait est décompté de vos heures : {reason}",
        en="A flat rate is taken from your hours: {reason}",
    ),
}
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
    "espace client.",
    en="Is the problem solved in the meantime? Send us the cancellation form of your client area.",
)


def accepted_letter(occasion: Occasion) -> Letter:
    """The acknowledgement."""
    return letter_of(
        occasion,
        _SUBJECT,
        contact_name(occasion.case),
        *_opening(occasion),
        *_dates(occasion),
        *_costs(occasion),
        *advice_blocks(occasion),
        Heading(occasion.say(_NEXT)),
        Points(
            (
                *(Point(occasion.say(text)) for text in _NEXT_POINTS),
                Point(occasion.say(_SOLVED), quote=occasion.say(charter.CANCELLATION)),
            )
        ),
    )


def _opening(occasion: Occasion) -> Iterator[Block]:
    is_complete = occasion.is_complete and not occasion.case.is_secondary
    text = _THANKS if is_complete else _THANKS_OPEN
    yield Paragraph(occasion.say(text, subject=occasion.quoted_subject))
    if files := occasion.file_names:
        yield Paragraph(occasion.say(_FILES, files=files))


def _dates(occasion: Occasion) -> Iterator[Block]:
    due = commitments_of(occasion.case)
    if due is not None:
        yield Heading(occasion.say(_DATES))
        yield Facts(tuple(_row(occasion, due, name, label) for name, label in _STEPS))


def _row(occasion: Occasion, due: Commitments, name: str, label: Text) -> tuple[str, str]:
    day = spoken_day(getattr(due, name).day)
    return occasion.say(label), occasion.say(_AT_LATEST, due=day)


def _costs(occasion: Occasion) -> Iterator[Block]:
    outcome = occasion.outcome
    coverage = coverage_of(outcome.case)
    points = [
        Point(occasion.say(_CHARGED[d.charge], reason=d.reason), quote=occasion.say(d.charter))
        for d in decompte_of(outcome.case, outcome.report, coverage)
    ]
    if _is_doubtful(coverage):
        points.insert(0, Point(occasion.say(_NOT_COVERED), quote=occasion.say(charter.COVERED)))
    if points:
        yield Heading(occasion.say(_COVERAGE))
        yield Points(tuple(points))


def _is_doubtful(coverage: Coverage | None) -> bool:
    return coverage is not None and coverage.covered_by is CoveredBy.NOT_COVERED
