"""Messages that no person wrote: filed, and never answered."""

from collections.abc import Callable, Iterator
from datetime import datetime

from tests.samples.channels import MAIL
from tests.samples.forms import saved
from tests.samples.letters import (
    CAMILLE,
    SUPPORT,
    Heads,
    Part,
    Person,
    attached,
    message,
    plain,
    together,
)
from tests.viewers.recipes.recipe import Sample, written
from zenforms.form.library import shipped_form

_AT = datetime.fromisoformat("2026-05-12T07:30:00+02:00")
_MAILER = Person("Mail Delivery Subsystem", "mailer-daemon@mx.societe.example")
_LIST = Person("Lettre des éditeurs", "lettre@liste.test")
_STATUS = """\
Reporting-MTA: dns; mx.societe.example

Final-Recipient: rfc822; camille.exemple@societe.example
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full
"""


def samples() -> Iterator[Sample]:
    """An absence, a bounce that carries our form, a newsletter."""
    yield _sample("out-of-office", "A référent is on holiday, and her mail server says so.", _away)
    yield _sample("bounce", "Our letter came back: the client's mailbox is full.", _bounce, "ZF303")
    yield _sample("list", "A newsletter that somebody subscribed the support address to.", _list)


def _sample(case: str, about: str, content: Callable[[], bytes], *codes: str) -> Sample:
    return Sample(
        f"automatic-{case}",
        about,
        written(content),
        ("ZF300", *codes),
        drop=MAIL,
        more={"left": ["findings.json", "report.txt"]},
    )


def _away() -> bytes:
    more = ("Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All")
    heads = Heads(CAMILLE, "Absence : votre demande ZF-260511-7K3QM", _AT, more=more)
    text = plain("Je suis absente jusqu’au 18 mai.\nEn cas d’urgence, voyez Dominique Modèle.\n")
    return message(heads, text)


def _bounce() -> bytes:
    letter = Heads(
        Person("Éditions Zen Exemple", SUPPORT),
        "Votre annulation ZF-260511-7K3QM : à compléter",
        datetime.fromisoformat("2026-05-12T07:29:00+02:00"),
        to=CAMILLE.address,
    )
    form = attached("ZF-260511-7K3QM.pdf", _correction(), "application/pdf")
    text = plain("Bonjour,\n\nil manque une réponse : voyez le formulaire joint.\n")
    ours = message(letter, together("mixed", [text, form]))
    report = together(
        "report",
        [
            plain("Votre message n’a pas pu être remis.\n"),
            Part(
                ("Content-Type: message/delivery-status",), _STATUS.replace("\n", "\r\n").encode()
            ),
            Part(("Content-Type: message/rfc822",), ours),
        ],
        more="; report-type=delivery-status",
    )
    heads = Heads(_MAILER, "Échec de la remise", _AT, more=("Return-Path: <>",))
    return message(heads, report)


def _correction() -> bytes:
    typed = {"contact_name": CAMILLE.name, "email": CAMILLE.address}
    return saved(typed, form=shipped_form("cancellation"))


def _list() -> bytes:
    more = (
        "List-Id: Lettre des éditeurs <lettre.liste.test>",
        "List-Unsubscribe: <mailto:lettre-non@liste.test>",
        "Precedence: bulk",
    )
    text = plain("Les nouveautés du mois : trois salons, deux livres.\n")
    return message(Heads(_LIST, "La lettre de mai", _AT, more=more), text)
