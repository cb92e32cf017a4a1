"""One ticket, and what is said of it or done to it afterwards."""

from collections.abc import Iterator

from tests.samples.evidence import LOG_NAME, service_log
from tests.samples.letters import CAMILLE, DOMINIQUE, SACHA, attached, message, plain, together
from tests.samples.stories.beginnings import EXPORT, LATER, NEXT_DAY, heads_of, mail_step
from tests.samples.story import Again, Deed, Drop, Past, Story
from zenforms.desk.decisions.decision_files import OrderKind


def stories() -> Iterator[Story]:
    """Dropped twice, answered while open and when closed, worked on to its end."""
    yield _duplicate()
    yield _followup()
    yield _followup_closed()
    yield _qualified()


def _duplicate() -> Story:
    first = mail_step(1)
    return Story(
        "story-duplicate",
        "The same message is dropped twice: the second points to the first.",
        (first, Again(1, first.name, "2026-05-12T11:20:00+02:00")),
    )


def _followup() -> Story:
    def answer(past: Past) -> bytes:
        heads = heads_of(CAMILLE, f"RE: {EXPORT}", NEXT_DAY, answers=past.letter_id(1))
        return message(heads, plain("Bonjour,\n\ncela se produit aussi sur le poste 4.\n"))

    def colleague(past: Past) -> bytes:
        heads = heads_of(
            DOMINIQUE, f"Export, suite de {past.number(1)}", "2026-05-13T11:00:00+02:00"
        )
        log = attached(LOG_NAME, service_log(), "text/plain")
        return message(heads, together("mixed", [plain("Voici le journal.\n"), log]))

    def machine(past: Past) -> bytes:
        heads = heads_of(
            CAMILLE,
            f"Absence : {past.number(1)}",
            "2026-05-13T11:01:00+02:00",
            answers=past.letter_id(1),
            more=("Auto-Submitted: auto-replied",),
        )
        return message(heads, plain("Je suis absente jusqu’au 18 mai.\n"))

    def stranger(past: Past) -> bytes:
        heads = heads_of(SACHA, f"RE: {past.number(1)}", "2026-05-13T12:00:00+02:00")
        return message(heads, plain("Nous avons le même souci.\n"))

    events = {"1": ["followup", "followup"]}
    return Story(
        "story-followup",
        "Words on a ticket that is open: from the client twice, from a machine, from a stranger.",
        (
            mail_step(1),
            Drop("2-reponse/reponse.eml", NEXT_DAY, "followup", answer, ("ZF306",), {"thread": 1}),
            Drop(
                "3-collegue/suite.eml",
                "2026-05-13T11:00:00+02:00",
                "followup",
                colleague,
                ("ZF306",),
                {"thread": 1, "left": [LOG_NAME, "findings.json", "report.txt"]},
            ),
            Drop(
                "4-absence/absence.eml",
                "2026-05-13T11:01:00+02:00",
                "automatic",
                machine,
                ("ZF300",),
            ),
            Drop(
                "5-autre-client/reponse.eml",
                "2026-05-13T12:00:00+02:00",
                "quarantined",
                stranger,
                ("ZF532",),
                {"events": events, "standing": {"1": "open"}},
            ),
        ),
    )


def _followup_closed() -> Story:
    def answer(past: Past) -> bytes:
        heads = heads_of(CAMILLE, f"RE: {EXPORT}", NEXT_DAY, answers=past.letter_id(1))
        return message(heads, plain("Bonjour,\n\nle problème est revenu ce matin.\n"))

    return Story(
        "story-followup-closed",
        "A word on a ticket that staff closed before: filed with it, and staff are told.",
        (
            mail_step(1),
            Deed(OrderKind.CLOSE, 1, "2026-05-12T16:00:00+02:00", "Résolu par téléphone."),
            Drop(
                "2-reponse/reponse.eml",
                NEXT_DAY,
                "followup",
                answer,
                ("ZF306", "ZF364"),
                {"thread": 1, "standing": {"1": "closed"}, "events": {"1": ["closed", "followup"]}},
            ),
        ),
    )


def _qualified() -> Story:
    def deed(order: OrderKind, at: str, why: str, **more: object) -> Deed:
        return Deed(order, 1, at, why, more=more)

    kinds = ["first_qualification", "final_qualification", "closed"]
    return Story(
        "story-qualified",
        "What staff write down of a ticket, from its first qualification to its end.",
        (
            mail_step(1),
            deed(OrderKind.QUALIFY_FIRST, NEXT_DAY, "Reproduit sur la version 12.2."),
            deed(OrderKind.QUALIFY_FINAL, LATER, "Le modèle d’export est trop large."),
            deed(
                OrderKind.CLOSE,
                "2026-05-19T16:00:00+02:00",
                "Modèle corrigé, vérifié par le client.",
                standing={"1": "closed"},
                events={"1": kinds},
            ),
        ),
    )
