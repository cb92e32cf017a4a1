from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.desk.bench import NOW
from zenforms.desk.spool.settlement import (
    SETTLED,
    Override,
    Settlement,
    TicketEvent,
    event_of,
    event_values,
    read_settlement,
)
from zenforms.judging.case import OutcomeKind

TEXT = st.text(max_size=20)
EVENTS = st.builds(
    TicketEvent,
    id=TEXT,
    kind=TEXT,
    at=st.just(NOW),
    by=TEXT,
    why=TEXT,
    details=st.dictionaries(TEXT, TEXT, max_size=3),
)


@given(EVENTS)
def test_an_event_survives_being_written(event: TicketEvent) -> None:
    assert event_of(event_values(event)) == event


def test_a_decision_survives_being_written(tmp_path: Path) -> None:
    event = TicketEvent("1", "cancelled", NOW, by="é\ud800", why="\n", details={"a": "b"})
    settlement = Settlement(
        drop="d",
        number="ZF-260512-00000",
        outcome=OutcomeKind.CANCELLED,
        sha256="a" * 64,
        size=3,
        received_at=NOW,
        moves=(("work/d/staged/folder", "cancelled/ZF-260512-00000"),),
        archive="archive/2026/05/ZF-260512-00000",
        codes=("ZF101",),
        first=None,
        thread="ZF-260511-00000",
        client="EXEMPLE",
        letters=("<a@b.example>",),
        events=(("ZF-260511-00000", event),),
        overrides=(Override("o", "accept", NOW, "Camille", "vu", OutcomeKind.REFUSED),),
    )
    (tmp_path / SETTLED).write_bytes(settlement.to_json())
    assert read_settlement(tmp_path) == settlement


def test_where_nothing_was_decided_there_is_no_decision(tmp_path: Path) -> None:
    assert read_settlement(tmp_path) is None
    assert read_settlement(tmp_path / "nowhere") is None


def test_a_damaged_decision_is_told_and_not_taken_for_none(tmp_path: Path) -> None:
    (tmp_path / SETTLED).write_bytes(b"{")
    with pytest.raises(ValueError, match=r".*"):
        read_settlement(tmp_path)
