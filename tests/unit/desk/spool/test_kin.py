from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW, new_desk, put, spool_at, take
from zenforms.desk.papers.memory import known_to, standing_rounds
from zenforms.desk.spool.catalogue import Kin, archived_numbers
from zenforms.desk.spool.folders import Folder, archive_place
from zenforms.desk.spool.settlement import SETTLED, Settlement
from zenforms.judging.case import OutcomeKind
from zenforms.judging.identity import directory_of
from zenforms.judging.policy import Policy, Register
from zenforms.judging.threads import Sought
from zenforms.reading.limits import Limits

DIRECTORY = directory_of(Register(), Policy())


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


class Counting(Kin):
    """It counts how often it is asked for a decision."""

    asked = 0

    def decision_on(self, number: str) -> Settlement | None:
        self.asked += 1
        return super().decision_on(number)


def with_later(root: Path, first: Settlement, outcome: OutcomeKind, count: int) -> None:
    """So many later drops of a request, as they lie in the archive."""
    for place in range(count):
        number = f"{first.number[:10]}{place:05d}"
        later = replace(
            first,
            number=number,
            archive=archive_place(number),
            thread=first.number,
            outcome=outcome,
            received_at=NOW + timedelta(minutes=place),
        )
        (root / later.archive).mkdir(parents=True)
        (root / later.archive / SETTLED).write_bytes(later.to_json())


@pytest.mark.parametrize(
    "outcome", [OutcomeKind.FOLLOWUP, OutcomeKind.INCOMPLETE, OutcomeKind.QUARANTINED]
)
def test_a_drop_asks_for_no_more_decisions_the_longer_the_history_is(
    tmp_path: Path, outcome: OutcomeKind
) -> None:
    asked = []
    for count in (150, 600):
        desk = new_desk(tmp_path / f"desk-{count}")
        first = settled(desk, "incomplete un")
        with_later(desk, first, outcome, count)
        kin = Counting(desk, partial(archived_numbers, desk), NOW.date())
        sought = Sought((first.number,), (), ("EXEMPLE",))
        (known,) = known_to(
            sought, kin=kin, directory=DIRECTORY, limits=Limits(), open_of=lambda _: ()
        )
        assert known.rounds[0].number == first.number
        if outcome is OutcomeKind.INCOMPLETE:
            assert known.rounds[-1].number.endswith(f"{count - 1:05d}")  # the newest is among them
        asked.append(kin.asked)
    assert asked[0] == asked[1] < 300


def test_a_ticket_is_known_however_many_rounds_came_after_it(root: Path) -> None:
    first = settled(root, "incomplete un")
    ticket = settled(root, "accepted deux", first.number)
    with_later(root, first, OutcomeKind.INCOMPLETE, 150)
    assert ticket.number in dict(standing_rounds(kin_of(root), first.number))
