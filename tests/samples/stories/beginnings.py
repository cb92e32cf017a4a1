"""What stories have in common: the first drop of most, days, letters, a cancellation."""

from collections.abc import Mapping
from datetime import datetime

from tests.making.zips import Member, make_zip
from tests.samples.forms import saved
from tests.samples.letters import CAMILLE, Heads, Person, message, plain
from tests.samples.story import Drop, Past
from tests.viewers.blank import DESK
from zenforms.form.definition import TICKED
from zenforms.form.library import shipped_form

_CANCELLATION = shipped_form("cancellation")

BY_MAIL = ("ZF302", *(("ZF101",) * 5))
"""What is told of every TMA client's e-mail: charged, and five answers that a form would ask."""
UNKNOWN = "ZF-260512-00000"
EXPORT = "L’export des factures ne démarre plus"
WORDS = "Bonjour,\n\ndepuis ce matin l’export des factures ne démarre plus : rien ne se passe.\n"
MORNING = "2026-05-12T09:00:00+02:00"
NEXT_DAY = "2026-05-13T09:30:00+02:00"
LATER = "2026-05-18T10:15:00+02:00"


def mail_step(place: int, sender: Person = CAMILLE) -> Drop:
    """A TMA client's e-mail, which becomes a ticket: the smallest beginning of a story."""

    def content(_: Past) -> bytes:
        return message(heads_of(sender, EXPORT, MORNING), plain(WORDS))

    return Drop(f"{place}-courriel/courriel.eml", MORNING, "accepted", content, BY_MAIL)


def heads_of(
    sender: Person, subject: str, at: str, *, answers: str | None = None, more: tuple[str, ...] = ()
) -> Heads:
    """The heads of a message to the desk, sent `at` an ISO moment."""
    return Heads(sender, subject, datetime.fromisoformat(at), answers=answers, more=more)


def cancellation(number: str) -> bytes:
    """The second form, filled in by the first client for the ticket of that number."""
    answers = {
        "contact_name": CAMILLE.name,
        "email": CAMILLE.address,
        "request_number": number,
        "reason": "Résolu par un redémarrage du serveur.",
        "confirmed": TICKED,
    }
    return saved(answers, form=_CANCELLATION)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files."""
    return make_zip([Member(name, data) for name, data in files.items()])


def policy_with(before: str, after: str = "") -> str:
    """The policy of the samples' desk with something more."""
    return before + (DESK / "policy.toml").read_text(encoding="utf-8") + after
