"""Drops that get a letter, and the desk that writes it."""

from dataclasses import replace

from tests.unit.judging.bench import (
    CLIENT,
    FILLED,
    OTHER_CLIENT,
    Filled,
    desk_of,
    file_of,
    judged,
)
from zenforms.form.branding import Branding
from zenforms.judging.case import Outcome, OutcomeKind
from zenforms.judging.policy import Register
from zenforms.reading.evidence import Recording, RecordingKind
from zenforms.reading.submission import Channel, Envelope, Role

NUMBER = "ZF-260513-7K3QD"
BRANDING = Branding("Éditeur Exemple", "support@editeur.example")

MAIL = Envelope(
    sender="anne.essai@client.example",
    sender_name="Anne Essai",
    subject="Export des factures",
    message_id="abc@client.example",
    references=("first@client.example",),
)
PLAIN_MAIL = replace(
    MAIL,
    channel=Channel.EMAIL,
    sender="jean.test@modele.example",
    sender_name="Jean Test",
    body="Bonjour,\n\nL’export ne marche plus.",
)

LACKING = FILLED.with_answers(desk_version=None, urgency=None)
"""A request without version and urgency."""


def incomplete(filled: Filled = LACKING, envelope: Envelope = MAIL) -> Outcome:
    """A request that goes back."""
    outcome = judged(filled, envelope=envelope)
    assert outcome.kind is OutcomeKind.INCOMPLETE
    return outcome


def accepted(filled: Filled = FILLED) -> Outcome:
    """A request that is registered, under TMA."""
    outcome = judged(filled, envelope=MAIL)
    assert outcome.kind is OutcomeKind.ACCEPTED
    return outcome


def with_pictures() -> Outcome:
    """A malfunction with a picture of the screen and its steps described."""
    filled = FILLED.with_answers(type="malfunction", workstations="tous", reproducible="yes")
    picture = replace(
        file_of("écran.png", Role.SCREENSHOT), recording=Recording(RecordingKind.SCREENSHOTS)
    )
    outcome = judged(filled, envelope=MAIL, files=(picture,))
    assert outcome.kind is OutcomeKind.ACCEPTED
    return outcome


def refused(envelope: Envelope = PLAIN_MAIL) -> Outcome:
    """A plain mail from a client without TMA."""
    outcome = judged(envelope=envelope)
    assert outcome.kind is OutcomeKind.REFUSED
    return outcome


def only_recording_missing() -> Outcome:
    """A malfunction with every answer and without a recording."""
    filled = FILLED.with_answers(type="malfunction", workstations="tous", reproducible="yes")
    outcome = judged(filled, envelope=MAIL, files=(file_of("journal.log", Role.LOG),))
    assert outcome.kind is OutcomeKind.INCOMPLETE
    return outcome


def by_an_english_client(filled: Filled = LACKING) -> Outcome:
    """The same request from a client who reads English."""
    register = Register(clients=(CLIENT.model_copy(update={"language": "en"}), OTHER_CLIENT))
    return judged(filled, desk=desk_of(register=register), envelope=MAIL)
