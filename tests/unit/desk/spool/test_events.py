from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.journal import add_event, events_of
from zenforms.desk.spool.settlement import TicketEvent

NUMBER = "ZF-260512-00000"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "tickets").mkdir()
    return tmp_path


def test_a_ticket_has_no_events_at_first(root: Path) -> None:
    assert events_of(root, f"tickets/{NUMBER}") == ()


def test_events_are_told_in_the_order_they_were_written(root: Path) -> None:
    one = TicketEvent("1", "first_qualification", NOW, "Camille", "vu", {"a": "é\n"})
    two = TicketEvent("2", "closed", NOW, "Dominique")
    add_event(Disk(), root, f"tickets/{NUMBER}", one)
    add_event(Disk(), root, f"tickets/{NUMBER}", two)
    assert events_of(root, f"tickets/{NUMBER}") == (one, two)


def test_saying_it_twice_is_saying_it_once(root: Path) -> None:
    event = TicketEvent("1", "closed", NOW, "Camille")
    add_event(Disk(), root, f"tickets/{NUMBER}", event)
    add_event(Disk(), root, f"tickets/{NUMBER}", event)
    assert events_of(root, f"tickets/{NUMBER}") == (event,)
