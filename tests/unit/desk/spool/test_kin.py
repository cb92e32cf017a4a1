from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW, new_desk, put, spool_at, take
from zenforms.desk.spool.catalogue import Kin, archived_numbers
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.settlement import SETTLED, Settlement


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def settled(root: Path, text: str, thread: str | None = None) -> Settlement:
    """A drop that was settled as a round of `thread`, from the client EXEMPLE."""
    settlement = take(spool_at(root), put(root, "x.pdf", text))
    settlement = replace(settlement, thread=thread, client="EXEMPLE")
    (root / settlement.archive / SETTLED).write_bytes(settlement.to_json())
    return settlement


def kin_of(root: Path) -> Kin:
    return Kin(root, lambda: archived_numbers(root), NOW.date())


def test_the_rounds_of_a_request_are_known_after_a_restart(root: Path) -> None:
    first = settled(root, "incomplete un")
    second = settled(root, "incomplete deux", first.number)
    third = settled(root, "accepted trois", first.number)
    kin = kin_of(root)
    assert kin.rounds_of(first.number) == (second.number, third.number)
    assert kin.is_overtaken(first)
    assert kin.is_overtaken(second)
    assert not kin.is_overtaken(third)


def test_what_is_in_quarantine_overtakes_nothing(root: Path) -> None:
    first = settled(root, "incomplete un")
    held = settled(root, "quarantined deux", first.number)
    assert not kin_of(root).is_overtaken(first)
    last = settled(root, "accepted trois", first.number)
    assert kin_of(root).is_overtaken(first)
    assert kin_of(root).is_overtaken(held)
    assert not kin_of(root).is_overtaken(last)


def test_without_a_diary_the_decisions_themselves_are_read(root: Path) -> None:
    first = settled(root, "incomplete un")
    second = settled(root, "accepted deux", first.number)
    for path in (root / Folder.JOURNAL).iterdir():
        path.unlink()
    assert kin_of(root).rounds_of(first.number) == (second.number,)


def test_the_recent_requests_of_a_client_are_known(root: Path) -> None:
    one = settled(root, "accepted un")
    two = settled(root, "refused deux")
    kin = kin_of(root)
    assert kin.recent_of("EXEMPLE") == (one.number, two.number)
    assert kin.recent_of("MODELE") == ()


def test_what_is_older_than_a_month_is_not_recent(root: Path) -> None:
    settled(root, "accepted un")
    later = Kin(root, lambda: archived_numbers(root), NOW.replace(month=7).date())
    assert later.recent_of("EXEMPLE") == ()


def test_what_is_purged_is_forgotten(root: Path) -> None:
    first = settled(root, "incomplete un")
    second = settled(root, "accepted deux", first.number)
    kin = kin_of(root)
    kin.forget(second.number)
    assert kin.rounds_of(first.number) == ()
    assert not kin.is_overtaken(first)
    assert second.number not in kin.recent_of("EXEMPLE")
