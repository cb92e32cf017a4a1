"""What an import would change is known before anything is written."""

from zenforms.desk.register.clientfile import merge
from zenforms.judging.policy import Client, Register

A, B, C = (Client(id=f"EX-{n}", name=f"Client {n}") for n in "ABC")
KNOWN = Register(clients=(A, B))


def test_new_clients_come_at_the_end() -> None:
    done = merge(KNOWN, (C,), replaces=False)
    assert [client.id for client in done.register.clients] == ["EX-A", "EX-B", "EX-C"]
    assert done.added == ("EX-C",)


def test_a_changed_client_keeps_its_place_and_its_changes_are_named() -> None:
    other = A.model_copy(update={"name": "Autre", "tma_hours": 3.0})
    done = merge(KNOWN, (other,), replaces=False)
    assert done.register.clients == (other, B)
    assert done.changed == {"EX-A": ("name", "tma_hours")}


def test_whom_the_table_does_not_name_stays() -> None:
    done = merge(KNOWN, (A,), replaces=False)
    assert done.register == KNOWN
    assert done.absent == ("EX-B",)
    assert done.is_nothing


def test_a_table_that_replaces_removes_whom_it_does_not_name() -> None:
    done = merge(KNOWN, (A,), replaces=True)
    assert done.register.clients == (A,)
    assert done.absent == ("EX-B",)
    assert not done.is_nothing


def test_the_same_table_changes_nothing() -> None:
    done = merge(KNOWN, (A, B), replaces=True)
    assert done.unchanged == ("EX-A", "EX-B")
    assert done.is_nothing
