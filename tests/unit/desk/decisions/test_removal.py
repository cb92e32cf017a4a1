from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW, new_desk, put, spool_at, take, tree
from zenforms.desk.decisions.purge import remove_original, remove_request
from zenforms.desk.papers.requests import EventKind, find_request
from zenforms.desk.spool.journal import Journal, add_event
from zenforms.desk.spool.settlement import TicketEvent
from zenforms.errors import DeskError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def settled(root: Path, text: str) -> str:
    return take(spool_at(root), put(root, "x.pdf", text)).number


def last_line(root: Path) -> dict[str, object]:
    return dict(list(Journal(root, spool_at(root).disk).lines())[-1])


def test_an_open_ticket_is_not_removed(root: Path) -> None:
    number = settled(root, "accepted oui")
    before = tree(root)
    with pytest.raises(DeskError, match="is open"):
        remove_request(spool_at(root), find_request(root, number), step="purged", by="Camille")
    assert tree(root) == before


def test_a_closed_ticket_goes_with_its_events(root: Path) -> None:
    number = settled(root, "accepted oui")
    spool = spool_at(root)
    add_event(
        spool.disk, root, f"tickets/{number}", TicketEvent("1", EventKind.CLOSED, NOW, "Camille")
    )
    remove_request(spool, find_request(root, number), step="erased", by="Camille")
    assert not [name for name in tree(root) if number in name]
    line = last_line(root)
    assert (line["step"], line["number"], line["by"]) == ("erased", number, "Camille")


def test_removing_the_original_leaves_the_outcome_and_the_decision(root: Path) -> None:
    number = settled(root, "restricted oui")
    filed = find_request(root, number)
    remove_original(spool_at(root), filed, by="Camille")
    assert not filed.original.exists()
    assert find_request(root, number).settlement == filed.settlement
    assert filed.record
    assert filed.record.exists()
    assert last_line(root)["step"] == "original_purged"
