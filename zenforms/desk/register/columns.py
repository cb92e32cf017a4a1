"""The columns of the register as a spreadsheet shows it, under whatever headings they come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache

from zenforms.judging.text import plain
from zenforms.language import Lang, Text


class Kind(Enum):
    """What a cell holds."""

    WORDS = auto()
    LIST = auto()
    DAY = auto()
    NUMBER = auto()
    CHOICE = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A field of `Client` under the heading that people read; a choice with its labels."""

    name: str
    heading: Text
    kind: Kind = Kind.WORDS
    labels: Mapping[str, Text] = field(default_factory=dict)


COLUMNS = (
    Column("id", Text(fr="Identifiant", en="Id")),
    Column("name", Text(fr="Nom", en="Name")),
    Column("former_names", Text(fr="Anciens noms", en="Former names"), Kind.LIST),
    Column("mail_domains", Text(fr="Domaines de courriel", en="Mail domains"), Kind.LIST),
    Column("contacts", Text(fr="Référents", en="Contacts of record"), Kind.LIST),
    Column("subscription_from", Text(fr="Abonnement du", en="Subscription from"), Kind.DAY),
    Column("subscription_until", Text(fr="Abonnement au", en="Subscription until"), Kind.DAY),
    Column("tma_from", Text(fr="TMA du", en="TMA from"), Kind.DAY),
    Column("tma_until", Text(fr="TMA au", en="TMA until"), Kind.DAY),
    Column("tma_hours", Text(fr="Heures TMA", en="TMA hours"), Kind.NUMBER),
    Column("warranty_until", Text(fr="Garantie jusqu'au", en="Warranty until"), Kind.DAY),
    Column("licences", Text(fr="Licences", en="Licences"), Kind.LIST),
    Column(
        "covered_developments",
        Text(fr="Développements couverts", en="Covered developments"),
        Kind.LIST,
    ),
    Column(
        "region",
        Text(fr="Région", en="Region"),
        Kind.CHOICE,
        {
            "metropole": Text(fr="métropole", en="mainland"),
            "alsace-moselle": Text(fr="Alsace-Moselle", en="Alsace-Moselle"),
        },
    ),
    Column(
        "language",
        Text(fr="Langue", en="Language"),
        Kind.CHOICE,
        {"fr": Text(fr="français", en="French"), "en": Text(fr="anglais", en="English")},
    ),
)


LEFT_OUT = Column("-", Text(fr="(laissée de côté)", en="(left out)"))
"""The column for what somebody maps to nothing."""

_ALSO_CALLED: Mapping[str, str] = {
    "id": "code, code client, client id, no client, numero client, ref, reference, ref client",
    "name": "client, societe, raison sociale, company, company name, customer, entreprise",
    "former_names": "ancien nom, anciennes raisons sociales, formerly",
    "mail_domains": "domaine, domaines, domaine mail, domain, domains, domaine de messagerie",
    "contacts": "contact, referent, e-mail, email, mail, courriel, adresse mail, mails, emails",
    "subscription_from": "debut abonnement, abonnement debut, subscription start",
    "subscription_until": "fin abonnement, abonnement fin, subscription end, abonnement jusqu'au",
    "tma_from": "debut tma, tma debut, tma start, debut contrat tma",
    "tma_until": "fin tma, tma fin, tma end, fin contrat tma",
    "tma_hours": "heures, heures prepayees, solde heures, credit heures, hours, prepaid hours",
    "warranty_until": "garantie, fin garantie, warranty, warranty end",
    "licences": "licence, produits, modules, licenses, license, products",
    "covered_developments": "developpements, developments, specifiques",
    "region": "zone, area",
    "language": "lang, langue client",
}
"""What such a column is often called: proposed, never taken unasked."""


def column_called(heading: str) -> Column | None:
    """The column that a heading means, in either language or by the field's own name."""
    return _by_heading().get(plain(heading))


@cache
def _by_heading() -> Mapping[str, Column]:
    return {
        plain(spelling): column
        for column in COLUMNS
        for spelling in (column.name, column.heading.fr, column.heading.en)
    }


def column_meant(heading: str) -> Column | None:
    """The column that a heading probably means: what is proposed for one that is not known."""
    wanted = plain(heading)
    for column in COLUMNS:
        if wanted in {plain(name) for name in _ALSO_CALLED[column.name].split(", ")}:
            return column
    return None


def headings(lang: Lang) -> list[str]:
    """The headings in order."""
    return [column.heading.to(lang) for column in COLUMNS]


Mapped = Mapping[str, Column]
"""Heading, made plain → the column that somebody says it is."""


def mapping_of(said: Iterable[str]) -> Mapped:
    """What each `HEADING=COLUMN` says; `-` leaves a column out. Raises MappingError."""
    mapped: dict[str, Column] = {}
    for one in said:
        heading, _, name = one.rpartition("=")
        column = LEFT_OUT if name.strip() == LEFT_OUT.name else column_called(name)
        if not heading or column is None:
            known = ", ".join(column.name for column in COLUMNS)
            raise MappingError(one, known)
        mapped[plain(heading)] = column
    return mapped


class MappingError(Exception):
    """What was said of a column is no mapping: what was said, and the columns there are."""

    def __init__(self, one: str, known: str) -> None:
        self.said = _NO_MAPPING
        self.arguments = {"said": one, "known": known}
        super().__init__(_NO_MAPPING.en)


_NO_MAPPING = Text(
    fr="« {said} » n'est pas TITRE=COLONNE ; colonnes : {known}, ou - pour laisser de côté.",
    en="“{said}” is not HEADING=COLUMN; columns: {known}, or - to leave it out.",
)
