"""Cancellations by the second form."""

from collections.abc import Iterator

from tests.samples.letters import NOELLE
from tests.samples.stories.beginnings import NEXT_DAY, UNKNOWN, cancellation, mail_step
from tests.samples.story import Deed, Drop, Past, Story
from zenforms.desk.decisions.decision_files import OrderKind


def stories() -> Iterator[Story]:
    """Of one's own ticket, of one that was closed, and of what is not one's own."""
    yield from _cancelled()
    yield _unknown_number()


def _cancelled() -> Iterator[Story]:
    def cancel(past: Past) -> bytes:
        return cancellation(past.number(1))

    yield Story(
        "story-cancelled",
        "The client cancels a ticket of its own with the second form.",
        (
            mail_step(1),
            Drop(
                "2-annulation/annulation.pdf",
                NEXT_DAY,
                "cancelled",
                cancel,
                more={"standing": {"1": "cancelled"}, "events": {"1": ["cancelled"]}},
            ),
        ),
    )
    yield Story(
        "story-cancelled-already-closed",
        "The cancellation of a ticket that staff closed before only adds a note.",
        (
            mail_step(1),
            Deed(OrderKind.CLOSE, 1, "2026-05-12T16:00:00+02:00", "Résolu par téléphone."),
            Drop(
                "2-annulation/annulation.pdf",
                NEXT_DAY,
                "cancelled",
                cancel,
                ("ZF382",),
                {"standing": {"1": "closed"}, "events": {"1": ["closed"]}},
            ),
        ),
    )


def _unknown_number() -> Story:
    return Story(
        "story-incomplete-cancellation-unknown-number",
        "The cancellation of another client's ticket, then of one that does not exist: both "
        "letters say the same, so that nobody learns what others ask.",
        (
            mail_step(1, NOELLE),
            Drop(
                "2-autre-client/annulation.pdf",
                NEXT_DAY,
                "incomplete",
                lambda past: cancellation(past.number(1)),
                ("ZF381",),
                {"standing": {"1": "open"}, "events": {"1": []}},
            ),
            Drop(
                "3-inconnu/annulation.pdf",
                "2026-05-13T10:30:00+02:00",
                "incomplete",
                lambda _: cancellation(UNKNOWN),
                ("ZF381",),
                {"letter_like": 2},
            ),
        ),
    )
