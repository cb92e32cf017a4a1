"""Clients of the register, for people and as JSON data."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from zenforms.console.account import Block, Note, Part, Row
from zenforms.console.escape import one_line
from zenforms.console.layout import Line, Tone, ending, padded
from zenforms.judging.policy import Client
from zenforms.judging.spoken import short_day
from zenforms.language import Lang, Text

_ID, _NAME = Text(fr="Identifiant", en="Id"), Text(fr="Nom", en="Name")
_CONTRACTS = Text(fr="Contrats au {day}", en="Contracts on {day}")
_SUBSCRIPTION = Text(fr="abonnement", en="subscription")
_WARRANTY = Text(fr="garantie", en="warranty")
_TMA = Text(fr="TMA", en="TMA")
_NONE = Text(fr="aucun", en="none")
_WIDTHS = (20, 34)
_FROM = Text(fr="depuis le {first}", en="since {first}")
_FROM_TO = Text(fr="du {first} au {last}", en="from {first} to {last}")
_UNTIL = Text(fr="jusqu'au {last}", en="until {last}")
_ROWS: tuple[tuple[str, Text], ...] = (
    ("former_names", Text(fr="Anciens noms", en="Former names")),
    ("mail_domains", Text(fr="Domaines de courriel", en="Mail domains")),
    ("contacts", Text(fr="Référents", en="Contacts")),
    ("licences", Text(fr="Licences", en="Licences")),
    (
        "covered_developments",
        Text(fr="Développements corrigés", en="Developments with correction"),
    ),
    ("region", Text(fr="Région", en="Region")),
    ("language", Text(fr="Langue", en="Language")),
)
_WORDS: Mapping[str, Text] = {
    "metropole": Text(fr="métropole", en="mainland France"),
    "alsace-moselle": Text(fr="Alsace-Moselle", en="Alsace-Moselle"),
    "fr": Text(fr="français", en="French"),
    "en": Text(fr="anglais", en="English"),
}
_HOURS = Text(fr="Heures prépayées", en="Prepaid hours")
_OVER = Text(fr="▲ plus en cours", en="▲ not running")


def clients_lines(clients: Iterable[Client], day: date, lang: Lang) -> Iterator[Line]:
    """A table: id, name, and the contracts that run on `day`."""
    heads = [_ID.to(lang), _NAME.to(lang), _CONTRACTS.fill(lang, {"day": short_day(day)})]
    yield Line(_laid(heads), Tone.TITLE)
    for client in clients:
        running = list(running_on(client, day, lang))
        said = ", ".join(running) or _NONE.to(lang)
        tone = Tone.PLAIN if running else Tone.QUIET
        yield Line(_laid([client.id, one_line(client.name), said]), tone)


def client_block(client: Client, day: date, lang: Lang) -> Block:
    """Everything the register says about one client."""
    return Block(f"{client.id} · {one_line(client.name)}", tuple(_parts(client, day, lang)))


def running_on(client: Client, day: date, lang: Lang) -> Iterator[str]:
    """The contracts that run on `day`, by name."""
    if client.has_subscription_on(day):
        yield _SUBSCRIPTION.to(lang)
    if client.has_warranty_on(day):
        yield _WARRANTY.to(lang)
    if client.has_tma_on(day):
        yield _TMA.to(lang)


def _parts(client: Client, day: date, lang: Lang) -> Iterator[Part]:
    periods = (
        (_SUBSCRIPTION, client.subscription_from, client.subscription_until),
        (_TMA, client.tma_from, client.tma_until),
        (_WARRANTY, None, client.warranty_until),
    )
    running = set(running_on(client, day, lang))
    for name, first, last in periods:
        if first or last:
            said = _period(first, last, lang)
            title = name.to(lang)
            over = "" if title in running else f"  {_OVER.to(lang)}"
            yield Row(title[:1].upper() + title[1:], said + over)
    if client.tma_hours is not None:
        hours = f"{client.tma_hours:g}".replace(".", "," if lang is Lang.FR else ".")
        yield Row(_HOURS.to(lang), f"{hours}\u00a0h")
    if not running:
        yield Note(
            f"{_CONTRACTS.fill(lang, {'day': short_day(day)})}: {_NONE.to(lang)}",
            "▲",
            Tone.WARNING,
        )
    for attribute, label in _ROWS:
        value = getattr(client, attribute)
        known = _WORDS.get(value) if isinstance(value, str) else None
        said = known.to(lang) if known else ", ".join(value) if isinstance(value, tuple) else value
        if said:
            yield Row(label.to(lang), said)


def _period(first: date | None, last: date | None, lang: Lang) -> str:
    said = _FROM_TO if first and last else _FROM if first else _UNTIL
    days = {"first": first, "last": last}
    return said.fill(lang, {name: short_day(day) for name, day in days.items() if day})


def _laid(cells: list[str]) -> str:
    fitted = [padded(ending(c, w), w) for c, w in zip(cells, _WIDTHS, strict=False)]
    return "  ".join([*fitted, cells[-1]])
