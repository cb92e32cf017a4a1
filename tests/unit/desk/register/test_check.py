"""What a register says that will surprise somebody."""

import pytest

from zenforms.desk.register.check import look_over
from zenforms.findings import Severity
from zenforms.judging.policy import Client, Policy, Register
from zenforms.language import Lang


def complaints(*clients: Client) -> dict[str, str]:
    """Field → what is said of it."""
    found = look_over(Register(clients=clients))
    return {spot.field: complaint.message(Lang.EN) for spot, complaint in found}


def client(**more: object) -> Client:
    known = {"id": "EX-1", "name": "Société Exemple", "contacts": ("a@societe.example",)}
    return Client.model_validate(known | more)


def test_an_ordinary_client_has_nothing_against_it() -> None:
    assert complaints(client(mail_domains=("societe.example",))) == {}


def test_a_name_that_the_form_cannot_draw_is_told_and_one_with_a_likeness_is_not() -> None:
    (told,) = look_over(Register(clients=(client(name="Ωmega Exemple"),)))
    spot, complaint = told
    assert (spot.client, spot.field) == (0, "name")
    assert complaint.severity is Severity.WARNING
    assert complaint.arguments == {"value": "Ω"}
    assert complaints(client(name="Łódź Exemple")) == {}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"contacts": ()}, "contacts"),
        ({"contacts": ("nobody",)}, "contacts"),
        ({"mail_domains": ("no domain",)}, "mail_domains"),
        ({"tma_until": "2026-12-31"}, "tma_until"),
        ({"tma_hours": 3.0}, "tma_hours"),
    ],
)
def test_what_cannot_be_so_is_told_at_its_field(more: dict[str, object], field: str) -> None:
    assert set(complaints(client(**more))) == {field}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "no sealed form and no letter"),
        ({"mail_domains": ("orange.fr",)}, "open to anybody"),
        ({"mail_domains": ("@Orange.FR",)}, "open to anybody"),
        ({"contacts": ("hélène@societe.example",)}, "no sealed form and no letter"),
    ],
)
def test_a_client_whom_nothing_reaches_is_told(more: dict[str, object], told: str) -> None:
    found = list(look_over(Register(clients=(client(**{"contacts": (), **more}),))))
    said = " ".join(complaint.message(Lang.EN) for _, complaint in found)
    assert told in said
    assert "neither a contact of record nor a domain of its own" in said
    assert all(complaint.severity is Severity.WARNING for _, complaint in found)


def test_who_shares_a_domain_is_reached_by_a_contact_only() -> None:
    one = client(contacts=(), mail_domains=("groupe.example",))
    two = client(id="EX-2", name="Autre", mail_domains=("groupe.example",))
    found = list(look_over(Register(clients=(one, two))))
    unreachable = [s.client for s, c in found if "no sealed form" in c.message(Lang.EN)]
    assert unreachable == [0]


def test_a_domain_that_the_desk_calls_open_proves_nobody() -> None:
    policy = Policy.model_validate({"intake": {"freemail_domains": ["societe.example"]}})
    known = client(contacts=(), mail_domains=("societe.example",))
    said = [c.message(Lang.EN) for _, c in look_over(Register(clients=(known,)), policy)]
    assert any("no sealed form" in one for one in said)


def test_namesakes_and_shared_domains_are_told() -> None:
    other = client(id="EX-2", name="SOCIETE exemple", mail_domains=("@Societe.example",))
    told = complaints(client(mail_domains=("societe.example",)), other)
    assert set(told) == {"name", "mail_domains"}
