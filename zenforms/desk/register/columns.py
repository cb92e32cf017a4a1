"""The columns of the register as a spreadsheet shows it: one for each field of a client."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

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


def column_called(heading: str) -> Column | None:
    """The column that a heading means, in either language or by the field's own name."""
    wanted = plain(heading)
    for column in COLUMNS:
        spellings = {column.name, column.heading.fr, column.heading.en}
        if wanted in {plain(spelling) for spelling in spellings}:
            return column
    return None


def headings(lang: Lang) -> list[str]:
    """The headings in order."""
    return [column.heading.to(lang) for column in COLUMNS]
