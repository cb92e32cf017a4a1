"""Requests that have to do with an earlier one, and are requests of their own."""

from collections.abc import Iterator

from tests.samples.forms import assistance, saved
from tests.samples.letters import CAMILLE, attached, message, plain, together
from tests.samples.stories.beginnings import (
    BY_MAIL,
    EXPORT,
    LATER,
    NEXT_DAY,
    WORDS,
    heads_of,
    mail_step,
)
from tests.samples.story import Deed, Drop, Past, Story
from tests.viewers.recipes.recipe import ASSISTANCE_CODES
from zenforms.desk.decisions.decision_files import OrderKind


def stories() -> Iterator[Story]:
    """Under an old number, in the same words, and in reply to a letter."""
    yield from _related()
    yield _new_form_in_reply()


def _related() -> Iterator[Story]:
    def on_old(past: Past) -> bytes:
        other = "Comment renommer un espace de travail ?"
        said = "Le menu Espace > Renommer reste grisé sur tous les postes.\nJe voudrais un titre."
        return saved(assistance(summary=other, description=said, earlier_ticket=past.number(1)))

    yield Story(
        "story-accepted-earlier-request",
        "A new problem under the number of a ticket that was closed.",
        (
            mail_step(1),
            Deed(OrderKind.CLOSE, 1, "2026-05-12T16:00:00+02:00", "Résolu par téléphone."),
            Drop(
                "2-autre-sujet/demande.pdf",
                NEXT_DAY,
                "accepted",
                on_old,
                ("ZF361", "ZF362", *ASSISTANCE_CODES),
                {"events": {"1": ["closed"]}},
            ),
        ),
    )
    yield Story(
        "story-accepted-same-words",
        "The same words in a second message: not a duplicate, but a warning that names the first.",
        (
            mail_step(1),
            Drop(
                "2-courriel/courriel.eml",
                LATER,
                "accepted",
                lambda _: message(heads_of(CAMILLE, EXPORT, LATER), plain(WORDS)),
                (*BY_MAIL, "ZF363"),
            ),
        ),
    )
    yield _new_form_in_reply()


def _new_form_in_reply() -> Story:
    def reply(past: Past) -> bytes:
        form = attached("demande.pdf", saved(assistance()), "application/pdf")
        heads = heads_of(CAMILLE, f"RE: {EXPORT}", NEXT_DAY, answers=past.letter_id(1))
        return message(heads, together("mixed", [plain("Autre chose, voyez la pièce.\n"), form]))

    return Story(
        "story-accepted-new-form-in-reply",
        "A new form in reply to a letter about an open ticket opens a ticket of its own.",
        (
            mail_step(1),
            Drop(
                "2-formulaire/reponse.eml",
                NEXT_DAY,
                "accepted",
                reply,
                ("ZF308", "ZF356", *ASSISTANCE_CODES),
                {"standing": {"1": "open"}, "events": {"1": []}},
            ),
        ),
    )
