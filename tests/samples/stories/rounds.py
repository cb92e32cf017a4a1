"""Requests that take two rounds."""

from collections.abc import Iterator

from tests.samples.evidence import LOG_NAME, PSR_NAME, recording, service_log
from tests.samples.forms import assistance, malfunction, saved, saved_on, told
from tests.samples.letters import CAMILLE, SACHA, attached, message, plain, together
from tests.samples.stories.beginnings import (
    EXPORT,
    LATER,
    MORNING,
    NEXT_DAY,
    UNKNOWN,
    WORDS,
    heads_of,
    zipped,
)
from tests.samples.story import Deed, Drop, Past, Story
from tests.viewers.recipes.recipe import ASSISTANCE_CODES
from zenforms.desk.decisions.decision_files import OrderKind


def stories() -> Iterator[Story]:
    """By the correction form, by the missing file alone, and from an e-mail to the form.

    And what is no round: words between two of them.
    """
    yield _words()
    yield _corrected()
    yield _missing_file()
    yield _on_the_form()


def _corrected() -> Story:
    lacking = malfunction(desk_version=None, earlier_ticket=UNKNOWN)
    forms: list[bytes] = []

    def first(_: Past) -> bytes:
        forms.append(saved(lacking))
        return zipped({"demande.pdf": forms[0], PSR_NAME: recording(), LOG_NAME: service_log()})

    def corrected(past: Past) -> bytes:
        form = saved_on(past.correction(1), {"desk_version": "12.2"})
        return zipped({"corrigé.pdf": form, "demande.pdf": forms[0]})

    return Story(
        "story-accepted-correction",
        "A request goes back, and comes with the correction form, the old form beside it: one "
        "ticket, with every file of both rounds.",
        (
            Drop("1-demande/demande.zip", MORNING, "incomplete", first, ("ZF101", "ZF360")),
            Drop(
                "2-correction/correction.zip",
                LATER,
                "accepted",
                corrected,
                ("ZF305", "ZF307", "ZF360"),
                {
                    "thread": 1,
                    "request": told({**lacking, "desk_version": "12.2"}),
                    "names": ["demande.pdf", PSR_NAME, LOG_NAME, "corrigé.pdf"],
                    "ticket": {
                        "dates": {
                            "received_at": LATER,
                            "registered_at": LATER,
                            "registration": {"day": "2026-05-19"},
                            "first_qualification": {"day": "2026-05-20"},
                            "final_qualification": {"day": "2026-05-26"},
                        },
                    },
                },
            ),
        ),
    )


def _words() -> Story:
    lacking = assistance(desk_version=None)

    def question(past: Past) -> bytes:
        heads = heads_of(CAMILLE, "RE: votre demande", NEXT_DAY, answers=past.letter_id(1))
        return message(
            heads,
            plain(
                "Bonjour,\n\nest-ce bien ceci que vous cherchez ?\n"
                "Version de votre Desk : 12.2\n\n> Il manque une réponse à votre demande.\n"
            ),
        )

    def solved(past: Past) -> bytes:
        number = past.number(1).replace("-", "\u2011")
        heads = heads_of(CAMILLE, f"Demande {number}", LATER)
        return message(heads, plain("C’est réglé, merci. Plus rien à faire.\n"))

    def lost(_: Past) -> bytes:
        heads = heads_of(CAMILLE, f"Re : {UNKNOWN}", "2026-05-19T09:00:00+02:00")
        return message(heads, plain("Où en est cette demande ?\n"))

    return Story(
        "story-words",
        "A request goes back; the client asks, later says that it is solved, and names another "
        "that nobody has: somebody reads, and no second letter goes out.",
        (
            Drop(
                "1-demande/demande.pdf",
                MORNING,
                "incomplete",
                lambda _: saved(lacking),
                ("ZF101", *ASSISTANCE_CODES),
            ),
            Drop(
                "2-question/reponse.eml",
                NEXT_DAY,
                "followup",
                question,
                ("ZF365", "ZF366"),
                {"thread": 1, "left": ["findings.json", "report.txt"]},
            ),
            Deed(OrderKind.READ, 1, "2026-05-13T10:00:00+02:00", "Répondu par téléphone."),
            Drop(
                "3-reglee/message.eml", LATER, "followup", solved, ("ZF365", "ZF383"), {"thread": 1}
            ),
            Deed(OrderKind.CLOSE, 1, "2026-05-18T11:00:00+02:00", "Réglé chez le client."),
            Drop(
                "4-inconnue/message.eml",
                "2026-05-19T09:00:00+02:00",
                "quarantined",
                lost,
                ("ZF531",),
            ),
        ),
    )


def _missing_file() -> Story:
    typed = malfunction(
        service_involved="no", service_name=None, logs_attached=None, logs_files=None
    )

    def reply(past: Past) -> bytes:
        heads = heads_of(CAMILLE, "RE: votre demande", NEXT_DAY, answers=past.letter_id(1))
        sent = attached(PSR_NAME, recording(), "application/zip")
        return message(heads, together("mixed", [plain("Voici l’enregistrement.\n"), sent]))

    return Story(
        "story-accepted-missing-file",
        "The recording was missing; the client answers our letter with that file alone.",
        (
            Drop(
                "1-demande/demande.pdf", MORNING, "incomplete", lambda _: saved(typed), ("ZF401",)
            ),
            Drop(
                "2-piece/reponse.eml",
                NEXT_DAY,
                "accepted",
                reply,
                ("ZF307",),
                {
                    "thread": 1,
                    "request": told(typed),
                    "names": ["demande.pdf", PSR_NAME],
                    "ticket": {"channel": "form", "decompte": []},
                },
            ),
        ),
    )


def _on_the_form() -> Story:
    answers = {
        **assistance(mode="no_tma"),
        "contact_name": SACHA.name,
        "email": SACHA.address,
    }

    def first(_: Past) -> bytes:
        log = attached(LOG_NAME, service_log(), "text/plain")
        return message(heads_of(SACHA, EXPORT, MORNING), together("mixed", [plain(WORDS), log]))

    return Story(
        "story-accepted-refused-then-form",
        "An e-mail is refused without TMA; the same client then fills in the form of our letter.",
        (
            Drop("1-courriel/courriel.eml", MORNING, "refused", first, ("ZF301",)),
            Drop(
                "2-formulaire/demande.pdf",
                NEXT_DAY,
                "accepted",
                lambda past: saved_on(past.correction(1), answers),
                ("ZF307", *ASSISTANCE_CODES, "ZF441"),
                {
                    "thread": 1,
                    "request": told(answers, "Ateliers Modèle"),
                    "names": [LOG_NAME, "demande.pdf"],
                    "ticket": {"channel": "form", "coverage": {"covered_by": "subscription"}},
                },
            ),
        ),
    )
