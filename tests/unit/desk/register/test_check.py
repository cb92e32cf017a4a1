"""What a register says that will surprise somebody."""

import pytest

from zenforms.desk.register.check import look_over
from zenforms.findings import Severity
from zenforms.judging.policy import Client, Register
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


def test_namesakes_and_shared_domains_are_told() -> None:
    other = client(id="EX-2", name="SOCIETE exemple", mail_domains=("@Societe.example",))
    told = complaints(client(mail_domains=("societe.example",)), other)
    assert set(told) == {"name", "mail_domains"}
