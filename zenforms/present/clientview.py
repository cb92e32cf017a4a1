"""Clients of the register, for people and as JSON data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from zenforms.findings import Argument, Severity
from zenforms.judging.dates import short_day
from zenforms.judging.policy import Client
from zenforms.language import Lang, Text
from zenforms.present.document import Chapter, Fact, Note, Part
from zenforms.present.terminal import (
    WIDTH,
    Line,
    Tone,
    ending,
    harmless,
    one_line,
    padded,
    paragraph,
)

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


def client_block(client: Client, day: date, lang: Lang) -> Chapter:
    """Everything the register says about one client."""
    return Chapter(f"{client.id} · {one_line(client.name)}", tuple(_parts(client, day, lang)))


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
            yield Fact(title[:1].upper() + title[1:], said + over)
    if client.tma_hours is not None:
        hours = f"{client.tma_hours:g}".replace(".", "," if lang is Lang.FR else ".")
        yield Fact(_HOURS.to(lang), f"{hours}\u00a0h")
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
            yield Fact(label.to(lang), said)


def _period(first: date | None, last: date | None, lang: Lang) -> str:
    said = _FROM_TO if first and last else _FROM if first else _UNTIL
    days = {"first": first, "last": last}
    return said.fill(lang, {name: short_day(day) for name, day in days.items() if day})


def _laid(cells: list[str]) -> str:
    fitted = [padded(ending(c, w), w) for c, w in zip(cells, _WIDTHS, strict=False)]
    return "  ".join([*fitted, cells[-1]])


# What is wrong with a register, and what an import changes in it, for people.

_SOUND = Text(
    fr="✓ {file} : {count} clients, rien à corriger.",
    en="✓ {file}: {count} clients, nothing to mend.",
)
_SOUND_ONE = Text(
    fr="✓ {file} : un client, rien à corriger.", en="✓ {file}: one client, nothing to mend."
)
_BROKEN = Text(
    fr="✗ {file} : à corriger avant de l'utiliser.", en="✗ {file}: to be mended before it is used."
)
_LINE = Text(fr="ligne {line}", en="line {line}")
_SAID = Text(fr="{place} : {message}", en="{place}: {message}")
_ADDED = Text(fr="ajouté : {id}", en="added: {id}")
_CHANGED = Text(fr="modifié : {id} ({fields})", en="changed: {id} ({fields})")
_KEPT = Text(
    fr="gardé, absent du tableau : {id}", en="kept, although the table does not name it: {id}"
)
_REMOVED = Text(fr="retiré : {id}", en="removed: {id}")
_NOTHING = Text(fr="Rien ne change.", en="Nothing changes.")


def sound_line(file: str, count: int, lang: Lang, width: int = WIDTH) -> list[Line]:
    """That a file of clients can be used."""
    said = _SOUND_ONE if count == 1 else _SOUND
    text = said.fill(lang, {"file": one_line(file), "count": str(count)})
    return paragraph(text, tone=Tone.GOOD, width=width)


def broken_line(file: str, lang: Lang, width: int = WIDTH) -> list[Line]:
    """That a file of clients cannot be used."""
    return paragraph(_BROKEN.fill(lang, {"file": one_line(file)}), tone=Tone.BAD, width=width)


def complaint_lines(
    place: Sequence[str],
    said: Text,
    arguments: Mapping[str, Argument],
    *,
    severity: Severity,
    lang: Lang,
    width: int = WIDTH,
) -> Iterator[Line]:
    """One complaint with the line and field that it is about. Every line is harmless."""
    message = said.fill(lang, harmless(arguments, lang))
    where = ", ".join(one_line(one, 60) for one in place)
    text = _SAID.fill(lang, {"place": where, "message": message}) if where else message
    is_error = severity >= Severity.ERROR
    sign, tone = ("✗", Tone.BAD) if is_error else ("▲", Tone.WARNING)
    yield from paragraph(text, first=f"  {sign} ", tone=tone, width=width)


def line_place(line: int | None, lang: Lang) -> tuple[str, ...]:
    """“line 12”, or nothing where there is no line to name."""
    return (_LINE.fill(lang, {"line": str(line)}),) if line else ()


def change_lines(
    *,
    added: Iterable[str],
    changed: Mapping[str, Iterable[str]],
    absent: Iterable[str],
    replaces: bool,
    lang: Lang,
) -> Iterator[Line]:
    """What an import changes, client by client; `changed` maps ids to the headings of fields."""
    lines = [Line(f"  + {_ADDED.fill(lang, {'id': one})}", Tone.GOOD) for one in added]
    for one, fields in changed.items():
        said = _CHANGED.fill(lang, {"id": one, "fields": ", ".join(fields)})
        lines += paragraph(said, first="  ~ ")
    text, sign, tone = (_REMOVED, "-", Tone.WARNING) if replaces else (_KEPT, "=", Tone.QUIET)
    lines += [Line(f"  {sign} {text.fill(lang, {'id': one})}", tone) for one in absent]
    yield from lines or [Line(f"  {_NOTHING.to(lang)}", Tone.QUIET)]
