"""What a client register says that cannot be so, or that will surprise somebody."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from zenforms.desk.register.spreadsheet import Complaint
from zenforms.findings import Severity
from zenforms.form.layout.fonts import undrawable
from zenforms.judging.addressing import can_be_written_to
from zenforms.judging.identity import Directory, directory_of, plain_domain
from zenforms.judging.mailaddress import is_email
from zenforms.judging.policy import Client, Policy, Register
from zenforms.judging.text import words
from zenforms.language import Text

_DOMAIN = re.compile(r"@?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of the client at a place in the register, counted from 0."""

    client: int
    field: str


def look_over(register: Register, policy: Policy | None = None) -> Iterator[tuple[Spot, Complaint]]:
    """Everything to mend or to look at in a register that can be read, client by client."""
    for spot, complaint in _found(register, directory_of(register, policy or Policy())):
        yield spot, replace(complaint, client=register.clients[spot.client].id)


def _found(register: Register, directory: Directory) -> Iterator[tuple[Spot, Complaint]]:
    domains, names = _domains(register), _names(register)
    for place, client in enumerate(register.clients):
        for field, complaint in _one(client):
            yield Spot(place, field), complaint
        for domain in client.mail_domains:
            if plain_domain(domain) in directory.shared:
                yield Spot(place, "mail_domains"), _warning(_FREEMAIL, "mail_domains", value=domain)
            shared = [c for c in domains.get(_plain(domain), ()) if c != client.id]
            if shared:
                yield Spot(place, "mail_domains"), _shared(domain, shared[0])
        namesakes = [c for c in names[tuple(words(client.name))] if c != client.id]
        if namesakes:
            yield Spot(place, "name"), _warning(_NAMESAKE, "name", other=namesakes[0])
        if _has_no_contact(client) and not directory.has_own_domain(client):
            yield Spot(place, "contacts"), _warning(_UNREACHABLE, "contacts")


def _one(client: Client) -> Iterator[tuple[str, Complaint]]:
    if missing := undrawable(client.name):
        yield "name", _warning(_NOT_DRAWN, "name", value=missing)
    for address in client.contacts:
        if not is_email(address):
            yield "contacts", _error(_NO_ADDRESS, "contacts", value=address)
    for domain in client.mail_domains:
        if not _DOMAIN.fullmatch(domain):
            yield "mail_domains", _error(_NO_DOMAIN, "mail_domains", value=domain)
    if not client.contacts and client.mail_domains:
        yield "contacts", _warning(_NO_CONTACT, "contacts")
    for name in ("subscription", "tma"):
        until = getattr(client, f"{name}_until")
        if until is not None and getattr(client, f"{name}_from") is None:
            yield f"{name}_until", _warning(_NO_START, f"{name}_until", start=f"{name}_from")
    if client.tma_hours is not None and client.tma_from is None:
        yield "tma_hours", _warning(_NO_TMA, "tma_hours")


def _has_no_contact(client: Client) -> bool:
    """Whether no contact can be written to; one that is no address is told by itself."""
    return all(is_email(one) and not can_be_written_to(one) for one in client.contacts)


def _domains(register: Register) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for client in register.clients:
        for domain in client.mail_domains:
            found.setdefault(_plain(domain), []).append(client.id)
    return found


def _names(register: Register) -> Mapping[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for client in register.clients:
        found.setdefault(tuple(words(client.name)), []).append(client.id)
    return found


def _plain(domain: str) -> str:
    return plain_domain(domain) or domain.lstrip("@").casefold()


def _error(said: Text, field: str, **arguments: str) -> Complaint:
    return Complaint(said, None, field, arguments=arguments)


def _warning(said: Text, field: str, **arguments: str) -> Complaint:
    return Complaint(said, None, field, Severity.WARNING, arguments)


def _shared(domain: str, other: str) -> Complaint:
    return _warning(_SHARED, "mail_domains", value=domain, other=other)


_NO_ADDRESS = Text(
    fr="« {value} » ne se lit pas comme une adresse électronique.",
    en="“{value}” does not read as an e-mail address.",
)
_NO_DOMAIN = Text(
    fr="« {value} » n'est pas un domaine, comme client.example.",
    en="“{value}” is no domain, such as client.example.",
)
_NO_CONTACT = Text(
    fr="aucun référent : un courriel de ce client ne sera reconnu que par son domaine.",
    en="no contact of record: a mail from this client is recognised by its domain only.",
)
_UNREACHABLE = Text(
    fr="ni référent ni domaine à lui seul : aucun formulaire scellé et aucune lettre sur une "
    "demande ne peuvent l'atteindre.",
    en="neither a contact of record nor a domain of its own: no sealed form and no letter about a "
    "request can reach it.",
)
_FREEMAIL = Text(
    fr="« {value} » est une messagerie ouverte à tous : une adresse n'y prouve ce client que si "
    "elle est celle d'un référent.",
    en="“{value}” is a mail provider open to anybody: an address there proves this client only "
    "when it is a contact of record's.",
)
_NO_START = Text(
    fr="sans début ({start}), ce contrat n'est jamais actif.",
    en="without a beginning ({start}) this contract is never active.",
)
_NO_TMA = Text(
    fr="des heures prépayées sans contrat de TMA (tma_from).",
    en="prepaid hours without a TMA contract (tma_from).",
)
_SHARED = Text(
    fr="« {value} » est aussi le domaine de {other} : un courriel sans formulaire n'y sera "
    "attribué à personne.",
    en="“{value}” is also the domain of {other}: a mail without a form will be nobody's.",
)
_NOT_DRAWN = Text(
    fr="sur le formulaire, ces caractères paraîtront comme « ? » : {value}",
    en="on the form these characters will look like “?”: {value}",
)
_NAMESAKE = Text(
    fr="{other} porte le même nom.",
    en="{other} has the same name.",
)
