"""ZF2xx: answers that are there but cannot be used as they are."""

import re
from collections.abc import Iterator

from zenforms.findings import Argument, Severity, Wording
from zenforms.form.definition import TextField
from zenforms.judging import charter
from zenforms.judging.case import Case
from zenforms.judging.mailaddress import is_email
from zenforms.judging.numbers import parse_number
from zenforms.judging.request import Request
from zenforms.judging.rules.rule import Found, Rule, on_request
from zenforms.judging.text import quoted
from zenforms.judging.versions import parse_version
from zenforms.language import Text

_TELEPHONE = re.compile(r"\+?[\d\s().\-/]+(?:\s*(?:poste|p\.|ext\.?|#)\s*\d{1,6})?", re.IGNORECASE)
_DIGITS = range(4, 21)

BAD_EMAIL = "ZF201"


def is_telephone(text: str) -> bool:
    """Whether a text can be dialled."""
    said = text.strip()
    digits = sum(character.isdigit() for character in said)
    is_short = len(said) <= 3 * _DIGITS.stop
    return is_short and digits in _DIGITS and _TELEPHONE.fullmatch(said) is not None


def _formatted(case: Case, kind: str) -> Iterator[tuple[str, str]]:
    if case.form is None:
        return
    for field in case.form.fields():
        value = case.answer(field.name).value
        if isinstance(field, TextField) and field.format == kind and value:
            yield field.name, value


def _said(case: Case, name: str, value: str) -> Found:
    return Found(name, {"label": case.label(name), "value": quoted(value)})


def _emails(case: Case) -> Iterator[Found]:
    return (_said(case, n, v) for n, v in _formatted(case, "email") if not is_email(v))


def _emails_as_meant(case: Case) -> Iterator[Found]:
    for name, value in _formatted(case, "email"):
        typed = (case.answer(name).raw or "").strip()
        if typed != value:
            label = case.label(name)
            yield Found(name, {"label": label, "value": quoted(typed), "meant": quoted(value)})


def _telephones(case: Case) -> Iterator[Found]:
    return (_said(case, n, v) for n, v in _formatted(case, "telephone") if not is_telephone(v))


def _versions(case: Case) -> Iterator[Found]:
    return (_said(case, n, v) for n, v in _formatted(case, "version") if parse_version(v) is None)


def _earlier_number(case: Case, request: Request) -> Iterator[Found]:
    said = request.earlier_ticket or ""
    if said.strip() and parse_number(said) is None:
        yield _said(case, "earlier_ticket", said)


def _lengths(case: Case) -> Iterator[Found]:
    for field in case.form.fields() if case.form else ():
        answer = case.answer(field.name)
        if answer.surplus:
            limit = len(answer.value or "")
            arguments: dict[str, Argument] = {
                "label": case.label(field.name),
                "length": str(limit + answer.surplus),
                "limit": str(limit),
            }
            yield Found(field.name, arguments)


def _unlisted(case: Case) -> Iterator[Found]:
    for name, answer in case.answers.items():
        if answer.is_unlisted:
            yield _said(case, name, answer.raw or "")


RULES = (
    Rule(
        code=BAD_EMAIL,
        severity=Severity.ERROR,
        wording=Wording(
            title=Text(fr="Adresse électronique inutilisable", en="E-mail address unusable"),
            message=Text(
                fr="« {label} » : « {value} » ne se lit pas comme une adresse électronique.",
                en="“{label}”: “{value}” does not read as an e-mail address.",
            ),
            why=Text(
                fr="C'est à cette adresse que nous vous répondons.",
                en="This is the address that we reply to.",
            ),
            remedy=Text(
                fr="Écrivez une seule adresse, comme prenom.nom@societe.example.",
                en="Write one address only, such as first.last@company.example.",
            ),
        ),
        check=_emails,
    ),
    Rule(
        code="ZF239",
        severity=Severity.INFO,
        wording=Wording(
            title=Text(fr="Adresse lue comme elle est voulue", en="Address read as it was meant"),
            message=Text(
                fr="« {label} » : « {value} » est lu « {meant} ».",
                en="“{label}”: “{value}” is read as “{meant}”.",
            ),
            why=Text(
                fr="Un guillemet, un signe invisible ou un point final ne change pas l'adresse.",
                en="A quotation mark, an invisible sign or a full stop does not change an address.",
            ),
            remedy=Text(fr="Rien à faire.", en="Nothing to do."),
        ),
        check=_emails_as_meant,
    ),
    Rule(
        code="ZF202",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Téléphone douteux", en="Doubtful telephone number"),
            message=Text(
                fr="« {label} » : « {value} » ne se lit pas comme un numéro de téléphone.",
                en="“{label}”: “{value}” does not read as a telephone number.",
            ),
            why=Text(
                fr="Un conseiller peut avoir besoin de vous appeler.",
                en="An adviser may need to call you.",
            ),
            remedy=Text(
                fr="Écrivez-le comme 01 99 00 12 34, avec l'indicatif du pays hors de France.",
                en="Write it as 01 99 00 12 34, with the country code outside France.",
            ),
        ),
        check=_telephones,
    ),
    Rule(
        code="ZF203",
        severity=Severity.ERROR,
        wording=Wording(
            title=Text(fr="Version illisible", en="Version unreadable"),
            message=Text(
                fr="« {label} » : « {value} » ne se lit pas comme un numéro de version.",
                en="“{label}”: “{value}” does not read as a version number.",
            ),
            why=charter.VERSION,
            remedy=Text(
                fr="Recopiez le numéro affiché à la connexion à l'outil, ou dans {the_console}, "
                "comme 12.2.",
                en="Copy the number shown when you log in, or in {the_console}, such as 12.2.",
            ),
        ),
        check=_versions,
    ),
    Rule(
        code="ZF204",
        severity=Severity.WARNING,
        wording=Wording(
            title=Text(fr="Numéro de demande illisible", en="Request number unreadable"),
            message=Text(
                fr="« {label} » : « {value} » n'est pas un de nos numéros de demande.",
                en="“{label}”: “{value}” is none of our request numbers.",
            ),
            why=charter.OLD_TICKET,
            remedy=Text(
                fr="Un numéro de demande s'écrit ZF-261124-7K3QD ; il est dans notre réponse.",
                en="A request number is written ZF-261124-7K3QD; it stands in our reply.",
            ),
        ),
        check=on_request(_earlier_number),
    ),
    Rule(
        code="ZF205",
        severity=Severity.ERROR,
        wording=Wording(
            title=Text(fr="Réponse trop longue", en="Answer too long"),
            message=Text(
                fr="« {label} » compte {length} caractères, {limit} au plus.",
                en="“{label}” has {length} characters; at most {limit} are possible.",
            ),
            why=charter.PRECISE,
            remedy=Text(
                fr="Raccourcissez ce champ ; ce qui est long va dans la description.",
                en="Shorten this field; what is long belongs in the description.",
            ),
        ),
        check=_lengths,
    ),
    Rule(
        code="ZF206",
        severity=Severity.ERROR,
        wording=Wording(
            title=Text(fr="Réponse hors de la liste", en="Answer that is on no list"),
            message=Text(
                fr="« {label} » : « {value} » n'est pas une des réponses possibles.",
                en="“{label}”: “{value}” is none of the possible answers.",
            ),
            why=charter.TO_PROVIDE,
            remedy=Text(
                fr="Choisissez une réponse de la liste, enregistrez et renvoyez le formulaire.",
                en="Choose an answer from the list, save the form and send it again.",
            ),
        ),
        check=_unlisted,
    ),
)
