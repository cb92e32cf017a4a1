"""What people and the calendar decide."""

from collections.abc import Iterator, Mapping

from tests.samples.forms import assistance, saved, saved_on, told
from tests.samples.letters import CAMILLE, DOMINIQUE, NOELLE, SACHA, Person, message, plain
from tests.samples.stories.beginnings import BY_MAIL, EXPORT, MORNING, WORDS, heads_of, policy_with
from tests.samples.story import Deed, Drop, Story
from tests.viewers.blank import sealed_blank
from tests.viewers.recipes.recipe import ASSISTANCE_CODES
from zenforms.desk.decisions.decision_files import OrderKind
from zenforms.form.branding import FormClient


def stories() -> Iterator[Story]:
    """Decisions of staff, a policy of the desk's own, and Easter."""
    yield from _decided_by_people()
    yield _holidays()


def _decided_by_people() -> Iterator[Story]:
    why = "Confirmé par Camille au téléphone."
    blank = sealed_blank(FormClient("EXEMPLE", "Société Exemple"), None)
    yield Story(
        "story-accepted-released",
        "A form without seal is held; staff ask the client, and release it.",
        (
            Drop(
                "1-demande/demande.pdf",
                MORNING,
                "quarantined",
                lambda _: saved_on(blank, assistance()),
                ("ZF503", *ASSISTANCE_CODES),
            ),
            Deed(
                OrderKind.RELEASE,
                1,
                "2026-05-12T10:40:00+02:00",
                why,
                more={
                    "outcome": "accepted",
                    "ticket": {"release": {"by": "Léa Support", "why": why}},
                },
            ),
        ),
    )
    courtesy = "Geste commercial, convenu avec la direction."
    yield Story(
        "story-accepted-by-staff",
        "An e-mail is refused without TMA; staff make a ticket of it all the same.",
        (
            Drop(
                "1-courriel/courriel.eml",
                MORNING,
                "refused",
                lambda _: message(heads_of(SACHA, EXPORT, MORNING), plain(WORDS)),
                ("ZF301",),
            ),
            Deed(
                OrderKind.ACCEPT,
                1,
                "2026-05-12T10:40:00+02:00",
                courtesy,
                more={
                    "outcome": "accepted",
                    "ticket": {
                        "channel": "email",
                        "release": {"by": "Léa Support", "why": courtesy},
                    },
                },
            ),
        ),
    )
    lacking = assistance(desk_version=None)
    yield Story(
        "story-accepted-although-incomplete",
        "This desk opens incomplete requests under TMA: the time is charged, nothing goes back.",
        (
            Drop(
                "1-demande/demande.pdf",
                MORNING,
                "accepted",
                lambda _: saved(lacking),
                ("ZF101", *ASSISTANCE_CODES),
                {"request": told(lacking), "ticket": {"decompte": [{"charge": "time"}]}},
            ),
        ),
        policy=policy_with('on_incomplete = "open"\n'),
    )


def _holidays() -> Story:
    """From Maundy Thursday 2026: Good Friday is a holiday in Alsace-Moselle."""
    stamp = "Received: from relais.test by mx.editions.example with ESMTPS; "
    late = "Fri, 03 Apr 2026 16:59:00 +0200"

    def due(*days: str) -> Mapping[str, object]:
        names = ("registration", "first_qualification", "final_qualification")
        return {"dates": {n: {"day": d} for n, d in zip(names, days, strict=True)}}

    def at(sender: Person, moment: str, *more: str) -> bytes:
        return message(heads_of(sender, EXPORT, moment, more=more), plain(WORDS))

    unstamped = ("ZF515", *BY_MAIL)  # that server says nothing of the sender
    thursday, tuesday = "2026-04-02T15:00:00+02:00", "2026-04-07T09:10:00+02:00"
    return Story(
        "story-accepted-holidays",
        "Easter 2026: Good Friday is a holiday for one client and a working day for the other; "
        "the stamp of the desk's own mail server counts, not the day of the drop.",
        (
            Drop(
                "1-partout/courriel.eml",
                thursday,
                "accepted",
                lambda _: at(CAMILLE, thursday),
                unstamped,
                {"ticket": due("2026-04-03", "2026-04-07", "2026-04-10")},
            ),
            Drop(
                "2-alsace/courriel.eml",
                thursday,
                "accepted",
                lambda _: at(NOELLE, thursday),
                unstamped,
                {"ticket": due("2026-04-07", "2026-04-08", "2026-04-13")},
            ),
            Drop(
                "3-releve-tard/courriel.eml",
                tuesday,
                "accepted",
                lambda _: at(DOMINIQUE, "2026-04-03T16:58:00+02:00", stamp + late),
                (*unstamped, "ZF363"),
                {"ticket": due("2026-04-07", "2026-04-08", "2026-04-13")},
            ),
        ),
        policy=policy_with("", '[intake]\nmail_server = "mx.editions.example"\n'),
    )
