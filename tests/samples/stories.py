"""The stories among the samples: what only the desk's memory can tell."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from tests.making.zips import Member, make_zip
from tests.samples.evidence import LOG_NAME, PSR_NAME, recording, service_log
from tests.samples.forms import assistance, malfunction, saved, saved_on, told
from tests.samples.letters import (
    CAMILLE,
    DOMINIQUE,
    NOELLE,
    SACHA,
    Heads,
    Person,
    attached,
    message,
    plain,
    together,
)
from tests.samples.story import Again, Deed, Drop, Past, Story
from tests.viewers.blank import DESK, sealed_blank
from tests.viewers.recipes.recipe import ASSISTANCE_CODES
from zenforms.desk.orders import OrderKind
from zenforms.form.branding import FormClient
from zenforms.form.definition import TICKED
from zenforms.form.library import shipped_form

_CANCELLATION = shipped_form("cancellation")
_BY_MAIL = ("ZF302", *(("ZF101",) * 5))
"""What is told of every TMA client's e-mail: charged, and five answers that a form would ask."""
_UNKNOWN = "ZF-260512-00000"
_EXPORT = "L’export des factures ne démarre plus"
_WORDS = "Bonjour,\n\ndepuis ce matin l’export des factures ne démarre plus : rien ne se passe.\n"
_MORNING = "2026-05-12T09:00:00+02:00"
_NEXT_DAY = "2026-05-13T09:30:00+02:00"
_LATER = "2026-05-18T10:15:00+02:00"


def stories() -> Iterator[Story]:
    """All stories, those of one drop and its letter first."""
    yield _duplicate()
    yield _followup()
    yield _followup_closed()
    yield _qualified()
    yield from _cancelled()
    yield _unknown_number()
    yield from _rounds()
    yield from _related()
    yield from _decided_by_people()
    yield _holidays()


def _duplicate() -> Story:
    first = _mail_step(1)
    return Story(
        "story-duplicate",
        "The same message is dropped twice: the second points to the first.",
        (first, Again(1, first.name, "2026-05-12T11:20:00+02:00")),
    )


def _followup() -> Story:
    def answer(past: Past) -> bytes:
        heads = _heads(CAMILLE, f"RE: {_EXPORT}", _NEXT_DAY, answers=past.letter_id(1))
        return message(heads, plain("Bonjour,\n\ncela se produit aussi sur le poste 4.\n"))

    def colleague(past: Past) -> bytes:
        heads = _heads(DOMINIQUE, f"Export, suite de {past.number(1)}", "2026-05-13T11:00:00+02:00")
        log = attached(LOG_NAME, service_log(), "text/plain")
        return message(heads, together("mixed", [plain("Voici le journal.\n"), log]))

    def machine(past: Past) -> bytes:
        heads = _heads(
            CAMILLE,
            f"Absence : {past.number(1)}",
            "2026-05-13T11:01:00+02:00",
            answers=past.letter_id(1),
            more=("Auto-Submitted: auto-replied",),
        )
        return message(heads, plain("Je suis absente jusqu’au 18 mai.\n"))

    def stranger(past: Past) -> bytes:
        heads = _heads(SACHA, f"RE: {past.number(1)}", "2026-05-13T12:00:00+02:00")
        return message(heads, plain("Nous avons le même souci.\n"))

    events = {"1": ["followup", "followup"]}
    return Story(
        "story-followup",
        "Words on a ticket that is open: from the client twice, from a machine, from a stranger.",
        (
            _mail_step(1),
            Drop("2-reponse/reponse.eml", _NEXT_DAY, "followup", answer, ("ZF306",), {"thread": 1}),
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
                "refused",
                stranger,
                ("ZF301",),
                {"events": events, "standing": {"1": "open"}},
            ),
        ),
    )


def _followup_closed() -> Story:
    def answer(past: Past) -> bytes:
        heads = _heads(CAMILLE, f"RE: {_EXPORT}", _NEXT_DAY, answers=past.letter_id(1))
        return message(heads, plain("Bonjour,\n\nle problème est revenu ce matin.\n"))

    return Story(
        "story-followup-closed",
        "A word on a ticket that staff closed before: filed with it, and staff are told.",
        (
            _mail_step(1),
            Deed(OrderKind.CLOSE, 1, "2026-05-12T16:00:00+02:00", "Résolu par téléphone."),
            Drop(
                "2-reponse/reponse.eml",
                _NEXT_DAY,
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
            _mail_step(1),
            deed(OrderKind.QUALIFY_FIRST, _NEXT_DAY, "Reproduit sur la version 12.2."),
            deed(OrderKind.QUALIFY_FINAL, _LATER, "Le modèle d’export est trop large."),
            deed(
                OrderKind.CLOSE,
                "2026-05-19T16:00:00+02:00",
                "Modèle corrigé, vérifié par le client.",
                standing={"1": "closed"},
                events={"1": kinds},
            ),
        ),
    )


def _cancelled() -> Iterator[Story]:
    def cancel(past: Past) -> bytes:
        return _cancellation(past.number(1))

    yield Story(
        "story-cancelled",
        "The client cancels a ticket of its own with the second form.",
        (
            _mail_step(1),
            Drop(
                "2-annulation/annulation.pdf",
                _NEXT_DAY,
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
            _mail_step(1),
            Deed(OrderKind.CLOSE, 1, "2026-05-12T16:00:00+02:00", "Résolu par téléphone."),
            Drop(
                "2-annulation/annulation.pdf",
                _NEXT_DAY,
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
            _mail_step(1, NOELLE),
            Drop(
                "2-autre-client/annulation.pdf",
                _NEXT_DAY,
                "incomplete",
                lambda past: _cancellation(past.number(1)),
                ("ZF381",),
                {"standing": {"1": "open"}, "events": {"1": []}},
            ),
            Drop(
                "3-inconnu/annulation.pdf",
                "2026-05-13T10:30:00+02:00",
                "incomplete",
                lambda _: _cancellation(_UNKNOWN),
                ("ZF381",),
                {"letter_like": 2},
            ),
        ),
    )


def _rounds() -> Iterator[Story]:
    yield _corrected()
    yield _missing_file()
    yield _on_the_form()


def _corrected() -> Story:
    lacking = malfunction(desk_version=None, earlier_ticket=_UNKNOWN)
    forms: list[bytes] = []

    def first(_: Past) -> bytes:
        forms.append(saved(lacking))
        return _zip({"demande.pdf": forms[0], PSR_NAME: recording(), LOG_NAME: service_log()})

    def corrected(past: Past) -> bytes:
        form = saved_on(past.correction(1), {"desk_version": "12.2"})
        return _zip({"corrigé.pdf": form, "demande.pdf": forms[0]})

    return Story(
        "story-accepted-correction",
        "A request goes back, and comes with the correction form, the old form beside it: one "
        "ticket, with every file of both rounds.",
        (
            Drop("1-demande/demande.zip", _MORNING, "incomplete", first, ("ZF101", "ZF360")),
            Drop(
                "2-correction/correction.zip",
                _LATER,
                "accepted",
                corrected,
                ("ZF305", "ZF307", "ZF360"),
                {
                    "thread": 1,
                    "request": told({**lacking, "desk_version": "12.2"}),
                    "names": ["demande.pdf", PSR_NAME, LOG_NAME, "corrigé.pdf"],
                    "ticket": {
                        "dates": {
                            "received_at": _LATER,
                            "registered_at": _LATER,
                            "registration": {"day": "2026-05-19"},
                            "first_qualification": {"day": "2026-05-20"},
                            "final_qualification": {"day": "2026-05-26"},
                        },
                    },
                },
            ),
        ),
    )


def _missing_file() -> Story:
    typed = malfunction(
        service_involved="no", service_name=None, logs_attached=None, logs_files=None
    )

    def reply(past: Past) -> bytes:
        heads = _heads(CAMILLE, "RE: votre demande", _NEXT_DAY, answers=past.letter_id(1))
        sent = attached(PSR_NAME, recording(), "application/zip")
        return message(heads, together("mixed", [plain("Voici l’enregistrement.\n"), sent]))

    return Story(
        "story-accepted-missing-file",
        "The recording was missing; the client answers our letter with that file alone.",
        (
            Drop(
                "1-demande/demande.pdf", _MORNING, "incomplete", lambda _: saved(typed), ("ZF401",)
            ),
            Drop(
                "2-piece/reponse.eml",
                _NEXT_DAY,
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
        return message(_heads(SACHA, _EXPORT, _MORNING), together("mixed", [plain(_WORDS), log]))

    return Story(
        "story-accepted-refused-then-form",
        "An e-mail is refused without TMA; the same client then fills in the form of our letter.",
        (
            Drop("1-courriel/courriel.eml", _MORNING, "refused", first, ("ZF301",)),
            Drop(
                "2-formulaire/demande.pdf",
                _NEXT_DAY,
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


def _related() -> Iterator[Story]:
    def on_old(past: Past) -> bytes:
        other = "Comment renommer un espace de travail ?"
        said = "Le menu Espace > Renommer reste grisé sur tous les postes.\nJe voudrais un titre."
        return saved(assistance(summary=other, description=said, earlier_ticket=past.number(1)))

    yield Story(
        "story-accepted-earlier-request",
        "A new problem under the number of a ticket that was closed.",
        (
            _mail_step(1),
            Deed(OrderKind.CLOSE, 1, "2026-05-12T16:00:00+02:00", "Résolu par téléphone."),
            Drop(
                "2-autre-sujet/demande.pdf",
                _NEXT_DAY,
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
            _mail_step(1),
            Drop(
                "2-courriel/courriel.eml",
                _LATER,
                "accepted",
                lambda _: message(_heads(CAMILLE, _EXPORT, _LATER), plain(_WORDS)),
                (*_BY_MAIL, "ZF363"),
            ),
        ),
    )
    yield _new_form_in_reply()


def _new_form_in_reply() -> Story:
    def reply(past: Past) -> bytes:
        form = attached("demande.pdf", saved(assistance()), "application/pdf")
        heads = _heads(CAMILLE, f"RE: {_EXPORT}", _NEXT_DAY, answers=past.letter_id(1))
        return message(heads, together("mixed", [plain("Autre chose, voyez la pièce.\n"), form]))

    return Story(
        "story-accepted-new-form-in-reply",
        "A new form in reply to a letter about an open ticket opens a ticket of its own.",
        (
            _mail_step(1),
            Drop(
                "2-formulaire/reponse.eml",
                _NEXT_DAY,
                "accepted",
                reply,
                ("ZF308", *ASSISTANCE_CODES),
                {"standing": {"1": "open"}, "events": {"1": []}},
            ),
        ),
    )


def _decided_by_people() -> Iterator[Story]:
    why = "Confirmé par Camille au téléphone."
    blank = sealed_blank(FormClient("EXEMPLE", "Société Exemple"), None)
    yield Story(
        "story-accepted-released",
        "A form without seal is held; staff ask the client, and release it.",
        (
            Drop(
                "1-demande/demande.pdf",
                _MORNING,
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
                _MORNING,
                "refused",
                lambda _: message(_heads(SACHA, _EXPORT, _MORNING), plain(_WORDS)),
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
                _MORNING,
                "accepted",
                lambda _: saved(lacking),
                ("ZF101", *ASSISTANCE_CODES),
                {"request": told(lacking), "ticket": {"decompte": [{"charge": "time"}]}},
            ),
        ),
        policy=_policy('on_incomplete = "open"\n'),
    )


def _holidays() -> Story:
    """From Maundy Thursday 2026: Good Friday is a holiday in Alsace-Moselle."""
    stamp = "Received: from relais.test by mx.editions.example with ESMTPS; "
    late = "Fri, 03 Apr 2026 16:59:00 +0200"

    def due(*days: str) -> Mapping[str, object]:
        names = ("registration", "first_qualification", "final_qualification")
        return {"dates": {n: {"day": d} for n, d in zip(names, days, strict=True)}}

    def at(sender: Person, moment: str, *more: str) -> bytes:
        return message(_heads(sender, _EXPORT, moment, more=more), plain(_WORDS))

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
                _BY_MAIL,
                {"ticket": due("2026-04-03", "2026-04-07", "2026-04-10")},
            ),
            Drop(
                "2-alsace/courriel.eml",
                thursday,
                "accepted",
                lambda _: at(NOELLE, thursday),
                _BY_MAIL,
                {"ticket": due("2026-04-07", "2026-04-08", "2026-04-13")},
            ),
            Drop(
                "3-releve-tard/courriel.eml",
                tuesday,
                "accepted",
                lambda _: at(DOMINIQUE, "2026-04-03T16:58:00+02:00", stamp + late),
                (*_BY_MAIL, "ZF363"),
                {"ticket": due("2026-04-07", "2026-04-08", "2026-04-13")},
            ),
        ),
        policy=_policy("", '[intake]\nmail_server = "mx.editions.example"\n'),
    )


def _mail_step(place: int, sender: Person = CAMILLE) -> Drop:
    """A TMA client's e-mail, which becomes a ticket: the smallest beginning of a story."""

    def content(_: Past) -> bytes:
        return message(_heads(sender, _EXPORT, _MORNING), plain(_WORDS))

    return Drop(f"{place}-courriel/courriel.eml", _MORNING, "accepted", content, _BY_MAIL)


def _heads(
    sender: Person, subject: str, at: str, *, answers: str | None = None, more: tuple[str, ...] = ()
) -> Heads:
    return Heads(sender, subject, datetime.fromisoformat(at), answers=answers, more=more)


def _cancellation(number: str) -> bytes:
    answers = {
        "contact_name": CAMILLE.name,
        "email": CAMILLE.address,
        "request_number": number,
        "reason": "Résolu par un redémarrage du serveur.",
        "confirmed": TICKED,
    }
    return saved(answers, form=_CANCELLATION)


def _zip(files: Mapping[str, bytes]) -> bytes:
    return make_zip([Member(name, data) for name, data in files.items()])


def _policy(before: str, after: str = "") -> str:
    """The policy of the samples' desk with something more."""
    return before + (DESK / "policy.toml").read_text(encoding="utf-8") + after
