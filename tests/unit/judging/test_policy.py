"""The desk's decisions are strict: what is ambiguous is refused."""

import pytest
from pydantic import ValidationError

from zenforms.judging.policy import Client, Register

ONE = Client(id="EXEMPLE", name="Société Exemple")
OTHER = Client(id="MODELE", name="Ateliers Modèle")


def test_two_clients_with_one_id_are_refused() -> None:
    with pytest.raises(ValidationError, match="EXEMPLE"):
        Register(clients=(ONE, OTHER, ONE))


def test_clients_with_ids_of_their_own_are_found_by_them() -> None:
    register = Register(clients=(ONE, OTHER))
    assert register.client("MODELE") == OTHER
    assert register.client("NOBODY") is None
