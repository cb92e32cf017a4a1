"""Requests that are not written on the form: by e-mail, and taken by telephone."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from tests.samples.evidence import invoice, screenshot
from tests.samples.letters import (
    CAMILLE,
    SACHA,
    Heads,
    Part,
    Person,
    attached,
    based,
    message,
    plain,
    rich,
    together,
)
from tests.samples.smime import signed
from tests.viewers.blank import FORM, desk
from tests.viewers.recipes.recipe import ASSISTANCE_CODES, Make, Sample, written
from zenforms.desk.handling.oral import Oral

MAIL = "courriel.eml"

_AT = datetime.fromisoformat("2026-05-12T08:55:00+02:00")
_SUBJECT = "Le courrier sortant ne s’imprime plus en double"
_TEXT = """\
Bonjour,

depuis hier, le courrier sortant ne s’imprime plus qu’en un exemplaire. Nous avons pourtant laissé \
le réglage « deux exemplaires ».

Pouvez-vous regarder ?

Camille Exemple
"""
_PAGE = """\
<html><body><p>Bonjour,</p>
<p>voici ce que j’obtiens depuis ce matin quand j’ouvre la facture jointe.</p>
<p><b>Camille Exemple</b><br><img src="cid:logo@societe.example"></p></body></html>
"""
_ONLY_PAGE = """\
<html><head><style>p { color: #333 }</style></head><body>
<p>Bonjour,</p><p>le courrier sortant ne s’imprime plus qu’en un&nbsp;exemplaire.</p>
<script>document.title = "rien"</script><ul><li>poste&nbsp;: PC-ACCUEIL</li></ul></body></html>
"""
_OF_THE_PAGE = (
    "Bonjour,\n\nle courrier sortant ne s’imprime plus qu’en un exemplaire.\n\nposte : PC-ACCUEIL"
)
_STRANGER = Person("Alex Passant", "alex.passant@ailleurs.test")
_SPENT = Person("L’atelier", "contact@menuiserie.example")
_FORMER = Person("La direction", "direction@comptoir.example")
MISSING = ("ZF101",) * 5  # mode, type, domain, urgency, version
_SPOKEN = {
    "contact_name": "Dominique Modèle",
    "email": "dominique.modele@societe.example",
    "telephone": "01 99 00 56 79",
    "mode": "tma",
    "type": "assistance",
    "domain": "suite",
    "urgency": "normal",
    "desk_version": "12.2",
    "summary": "Comment renommer un espace de travail ?",
    "description": "Nous voudrions renommer l’espace « Chantiers » en « Travaux ».\n"
    "Le menu Espace > Renommer est grisé, sur tous les postes.",
    "one_subject": True,
}


def samples() -> Iterator[Sample]:
    """With and without a TMA contract, and from nobody we know."""
    yield from _accepted()
    yield from _doubtful()
    yield from _refused()


def _accepted() -> Iterator[Sample]:
    yield Sample(
        "accepted-email-tma",
        "An e-mail without our form: TMA is active, so it is a request, and charged.",
        _mail(CAMILLE),
        ("ZF302", *MISSING),
        drop=MAIL,
        more={"channel": "email", "ticket": _CHARGED},
    )
    yield Sample(
        "accepted-email-document-held-back",
        "An e-mail with a document that nobody declared free of secrets, and a logo in its HTML.",
        written(_mail_with_document),
        ("ZF302", *MISSING),
        drop=MAIL,
        more={
            "channel": "email",
            "restricted": True,
            "files": [
                {"name": "Facture n° 2026-041.pdf", "role": "document"},
                {"name": "image001.png", "role": "decoration"},
            ],
            "ticket": {
                **_CHARGED,
                "files": [_HELD_BACK, {"role": "decoration", "held_back": False}],
            },
        },
    )
    yield _word(
        "html-alone",
        "An e-mail that has no plain text, only a page.",
        message(Heads(CAMILLE, _SUBJECT, _AT), rich(_ONLY_PAGE)),
        ticket={**_CHARGED, "request": {"summary": _SUBJECT, "description": _OF_THE_PAGE}},
    )
    yield _word(
        "signed",
        "An e-mail inside its S/MIME signature, as Outlook sends it.",
        message(Heads(CAMILLE, _SUBJECT, _AT), signed(plain(_TEXT))),
        ticket={**_CHARGED, "request": {"summary": _SUBJECT, "description": _TEXT.strip()}},
    )
    yield Sample(
        "accepted-phone-tma",
        "A request that staff took by telephone (`zenforms form ask`): TMA is active.",
        _phone("EXEMPLE"),
        ("ZF302", *ASSISTANCE_CODES),
        more={"channel": "phone", "ticket": _CHARGED},
    )


def _doubtful() -> Iterator[Sample]:
    yield _word(
        "tma-hours-used-up",
        "An e-mail under a TMA contract of which no prepaid hour is left.",
        message(Heads(_SPENT, _SUBJECT, _AT), plain(_TEXT.replace(CAMILLE.name, _SPENT.name))),
        "ZF316",
        ticket={**_CHARGED, "client": {"tma_hours": 0.0}},
    )
    yield _word(
        "without-licence",
        "The text names a part of the suite for which the register knows no licence.",
        _letter("Capture Exemple ne reconnaît plus les bons", _TEXT),
        "ZF318",
    )
    yield _word(
        "vague",
        "A subject and a text that say nothing.",
        _letter("URGENT problème", "Message d’erreur.\n"),
        "ZF350",
        "ZF352",
    )
    yield _word(
        "several-subjects",
        "Two matters in one text.",
        _letter(_SUBJECT, f"{_TEXT}\nAutre problème : le scanner de l’accueil ne répond plus.\n"),
        "ZF354",
    )
    yield _word(
        "solved",
        "The problem went away before the message was sent.",
        _letter(_SUBJECT, f"{_TEXT}\nFinalement c’est résolu, vous pouvez clôturer.\n"),
        "ZF355",
    )


def _refused() -> Iterator[Sample]:
    yield Sample(
        "refused-email-without-tma",
        "An e-mail without our form, from a client that has the subscription alone.",
        _mail(SACHA),
        ("ZF301",),
        drop=MAIL,
        more={"channel": "email"},
    )
    yield Sample(
        "refused-email-tma-expired",
        "An e-mail without our form, from a client whose TMA contract ended last year.",
        _mail(_FORMER),
        ("ZF301",),
        drop=MAIL,
        more={"channel": "email"},
    )
    yield Sample(
        "refused-phone-without-tma",
        "A request taken by telephone from a client that has the subscription alone.",
        _phone("MODELE", mode="no_tma", email=SACHA.address, contact_name=SACHA.name),
        ("ZF301",),
        more={"channel": "phone"},
    )
    yield Sample(
        "quarantined-unknown-sender",
        "An e-mail without our form, from an address that no client has.",
        _mail(_STRANGER),
        ("ZF508",),
        drop=MAIL,
        more={"channel": "email"},
    )


_HELD_BACK = {
    "role": "document",
    "held_back": True,
    "name": None,
    "safe_name": None,
    "copy_beside": None,
    "media_type": None,
}
_CHARGED = {"coverage": {"covered_by": "tma"}, "decompte": [{"charge": "time"}]}


def _word(
    case: str, about: str, content: bytes, *codes: str, ticket: Mapping[str, object] | None = None
) -> Sample:
    """An e-mail of a TMA client that staff are warned about."""
    return Sample(
        f"accepted-email-{case}",
        about,
        written(lambda: content),
        ("ZF302", *MISSING, *codes),
        drop=MAIL,
        more={"channel": "email", "ticket": ticket or _CHARGED},
    )


def _letter(subject: str, text: str) -> bytes:
    return message(Heads(CAMILLE, subject, _AT), plain(text))


def _mail(sender: Person) -> Make:
    text = _TEXT.replace(CAMILLE.name, sender.name)
    return written(lambda: message(Heads(sender, _SUBJECT, _AT), plain(text)))


def _mail_with_document() -> bytes:
    logo = Part(
        (
            'Content-Type: image/png; name="image001.png"',
            "Content-ID: <logo@societe.example>",
            'Content-Disposition: inline; filename="image001.png"',
            "Content-Transfer-Encoding: base64",
        ),
        based(screenshot("Société Exemple")),
    )
    page = together("related", [rich(_PAGE), logo])
    words = together("alternative", [plain("Voici ce que j’obtiens.\n"), page])
    parts = [words, attached("Facture n° 2026-041.pdf", invoice(), "application/pdf")]
    heads = Heads(CAMILLE, "Facture illisible à l’écran", _AT)
    return message(heads, together("mixed", parts))


def _phone(client_id: str, **changes: str) -> Make:
    opened = desk()
    register = opened.desk.register
    client = register.client(client_id) if register else None
    if client is None:
        raise KeyError(client_id)
    oral = Oral(opened, FORM, client)
    return written(lambda: oral.built({**_SPOKEN, **changes}))
