from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.desk.bench import HANDS, NOW, new_desk, put, spool_at, take, tree
from zenforms.desk.decisions.decision_files import Order, OrderKind, new_order
from zenforms.desk.decisions.purge import Purgeable, purgeable
from zenforms.desk.decisions.staff import execute, obey_all
from zenforms.desk.papers.requests import filed_as
from zenforms.desk.setup.opening import Clock, OpenDesk, open_desk
from zenforms.desk.spool.journal import Journal
from zenforms.judging.case import OutcomeKind


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def after(root: Path, days: int) -> OpenDesk:
    """The desk as it is opened so many days later."""
    return replace(open_desk(root), clock=Clock(NOW + timedelta(days=days)))


def settled(root: Path, text: str) -> str:
    return take(spool_at(root), put(root, "x.pdf", text)).number


def order(kind: OrderKind, number: str) -> Order:
    return new_order(kind, number, at=NOW, by="Camille")


def carry_out(opened: OpenDesk, found: list[Purgeable]) -> None:
    """Purge what was found."""
    orders = [order(one.kind, one.number) for one in found]
    assert all(answer.done for answer in obey_all(opened, HANDS, orders))


@pytest.mark.parametrize(
    ("word", "days"),
    [
        ("incomplete", 365),
        ("refused", 365),
        ("cancelled", 365),
        ("automatic", 90),
        ("quarantined", 90),
        ("followup", 1095),
    ],
)
def test_each_outcome_is_kept_as_long_as_the_policy_says(root: Path, word: str, days: int) -> None:
    number = settled(root, f"{word} oui")
    assert list(purgeable(after(root, days))) == []
    (found,) = purgeable(after(root, days + 1))
    assert (found.number, found.outcome, found.since) == (number, word, NOW.date())
    assert found.size > 0


def test_an_open_ticket_is_never_purged(root: Path) -> None:
    settled(root, "accepted oui")
    assert list(purgeable(after(root, 10_000))) == []
    assert list(purgeable(after(root, 1), older_than=timedelta(0))) == []


def test_a_ticket_is_kept_from_the_day_it_was_closed(root: Path) -> None:
    number = settled(root, "accepted oui")
    closed = replace(order(OrderKind.CLOSE, number), at=NOW + timedelta(days=100))
    execute(open_desk(root), HANDS, closed)
    assert list(purgeable(after(root, 100 + 1095))) == []
    (found,) = purgeable(after(root, 100 + 1096))
    assert found.since == (NOW + timedelta(days=100)).date()


def test_the_rounds_of_an_open_ticket_are_kept_with_it(root: Path) -> None:
    first = settled(root, "incomplete un")
    ticket = settled(root, f"accepted {first} deux")
    assert list(purgeable(after(root, 10_000))) == []
    execute(open_desk(root), HANDS, order(OrderKind.CLOSE, ticket))
    assert {one.number for one in purgeable(after(root, 10_000))} == {first, ticket}


def test_what_is_older_than_asked_may_go_by_outcome(root: Path) -> None:
    refused = settled(root, "refused oui")
    settled(root, "automatic oui")
    opened = after(root, 11)
    found = purgeable(opened, older_than=timedelta(days=10), outcomes={OutcomeKind.REFUSED})
    assert [one.number for one in found] == [refused]


def test_finding_removes_nothing(root: Path) -> None:
    settled(root, "refused oui")
    before = tree(root)
    assert list(purgeable(after(root, 10_000)))
    assert tree(root) == before


def test_a_purged_request_leaves_only_its_lines_in_the_diary(root: Path) -> None:
    number = settled(root, "refused Camille")
    other = settled(root, "refused autre")
    opened = after(root, 11)
    found = [one for one in purgeable(opened, older_than=timedelta(1)) if one.number == number]
    carry_out(opened, found)
    names = [name for name in tree(root) if number in name]
    assert names == []
    assert filed_as(root, other)
    last = list(Journal(root, spool_at(root).disk).lines())[-1]
    assert (last["step"], last["number"], last["by"]) == ("purged", number, "Camille")
    assert last["sha256"]


def test_a_restricted_original_goes_sooner_and_its_ticket_stays(root: Path) -> None:
    number = settled(root, "restricted oui")
    assert list(purgeable(after(root, 30))) == []
    execute(open_desk(root), HANDS, order(OrderKind.CLOSE, number))
    (found,) = purgeable(after(root, 31))
    assert found.kind is OrderKind.PURGE_ORIGINAL
    carry_out(after(root, 31), [found])
    filed = filed_as(root, number)
    assert filed
    assert filed.record
    assert filed.record.exists()
    assert not filed.original.exists()
    assert list(purgeable(after(root, 32))) == []


def test_what_was_purged_may_come_again_as_new(root: Path) -> None:
    number = settled(root, "refused oui")
    carry_out(after(root, 400), list(purgeable(after(root, 400))))
    again = take(spool_at(root), put(root, "x.pdf", "refused oui"))
    assert (again.number, again.outcome) == (number, OutcomeKind.REFUSED)


def test_an_open_ticket_is_not_removed_even_when_ordered(root: Path) -> None:
    number = settled(root, "accepted oui")
    answer = execute(open_desk(root), HANDS, order(OrderKind.ERASE, number))
    assert answer.refusal is not None
    assert filed_as(root, number)


def test_removing_what_is_gone_already_is_done(root: Path) -> None:
    (answer,) = obey_all(open_desk(root), HANDS, [order(OrderKind.PURGE, "ZF-260512-00000")])
    assert answer.done
