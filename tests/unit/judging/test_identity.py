import pytest

from tests.unit.judging.bench import CLIENT, OTHER_CLIENT, REGISTER
from zenforms.judging.identity import client_of_sender, domain_of, same_name, speaks_for
from zenforms.judging.policy import Client, Register


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Société Exemple", "SOCIETE  EXEMPLE"),
        ("Cœur d’Été & Fils", "Coeur d'Ete et Fils".replace(" et ", " & ")),
        ("Exemple S.A.", "Exemple S A"),
    ],
)
def test_a_name_is_the_same_whatever_its_accents_case_and_signs(one: str, other: str) -> None:
    assert same_name(one, other)


def test_another_name_is_another_name() -> None:
    assert not same_name("Société Exemple", "Société Exemple Nord")
    assert not same_name("Société Exemple", "")
    assert not same_name("Ωμέγα", "Άλφα")


@pytest.mark.parametrize(
    ("address", "domain"),
    [("a@Client.Example", "client.example"), ("a@b@c.example.", "c.example"), ("nobody", "")],
)
def test_the_domain_of_an_address(address: str, domain: str) -> None:
    assert domain_of(address) == domain


def test_an_address_lies_in_a_domain_or_below_it() -> None:
    client = Client(id="EX-003", name="Exemple", mail_domains=("client.example",))
    assert speaks_for(client, "x@Client.Example")
    assert speaks_for(client, "x@paris.client.example")
    assert not speaks_for(client, "x@evilclient.example")
    assert not speaks_for(client, "client.example")


def test_a_sender_is_known_by_contact_first_and_by_domain_then() -> None:
    assert client_of_sender(REGISTER, "Anne.Essai@messagerie.test") is CLIENT
    assert client_of_sender(REGISTER, "x@modele.example") is OTHER_CLIENT
    assert client_of_sender(REGISTER, "x@ailleurs.example") is None


def test_a_domain_that_two_clients_share_names_neither_but_their_contacts_do() -> None:
    one = Client(id="EX-010", name="Un", mail_domains=("group.example",))
    two = Client(
        id="EX-011",
        name="Deux",
        mail_domains=("group.example",),
        contacts=("chef@group.example",),
    )
    register = Register(clients=(one, two))
    assert client_of_sender(register, "x@group.example") is None
    assert client_of_sender(register, "chef@group.example") is two
