import os
import threading
from pathlib import Path

import pytest

from tests.crash.failing_disk import FailingDisk
from tests.unit.desk.bench import HANDS, NOW, QuickDisk, new_desk, put, spool_at, take, tree
from zenforms.desk.decisions.decision_files import (
    ANSWERS_KEPT,
    Order,
    OrderKind,
    answer_to,
    forget_answers,
    put_order,
    waiting_orders,
)
from zenforms.desk.decisions.staff import carry_out_waiting, execute, obey_all
from zenforms.desk.papers.requests import find_request, standing_of
from zenforms.desk.papers.waiting import waiting_for_people
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.journal import earlier_events, events_of
from zenforms.desk.spool.lock import hold_desk
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.judging.threads import ThreadState

OVER = [OrderKind.CLOSE, OrderKind.CANCEL]
ABOUT_TICKETS = [OrderKind.QUALIFY_FIRST, OrderKind.QUALIFY_FINAL, *OVER, OrderKind.REOPEN]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def settled(root: Path, text: str) -> str:
    """The number of a drop that was given its outcome."""
    return take(spool_at(root), put(root, "x.pdf", text)).number


_COUNT = iter(range(10**6))


def order(kind: OrderKind, number: str) -> Order:
    return Order(f"20260512T100000-{next(_COUNT):08}", kind, number, NOW, "Camille", "vu")


def done(root: Path, kind: OrderKind, number: str) -> OutcomeKind | None:
    """Carry out an order; the outcome it leads to. Raises the refusal."""
    answer = execute(open_desk(root), HANDS, order(kind, number))
    answer.check()
    assert answer.done
    return answer.outcome


def test_events_are_written_with_who_when_and_why(root: Path) -> None:
    number = settled(root, "accepted oui")
    done(root, OrderKind.QUALIFY_FIRST, number)
    (event,) = events_of(root, f"tickets/{number}")
    assert (event.kind, event.at, event.by, event.why) == (
        "first_qualification",
        NOW,
        "Camille",
        "vu",
    )


def test_the_tickets_json_is_never_rewritten(root: Path) -> None:
    number = settled(root, "accepted oui")
    before = (root / Folder.TICKETS / f"{number}.json").stat()
    for kind in (OrderKind.QUALIFY_FINAL, OrderKind.CLOSE, OrderKind.REOPEN, OrderKind.CANCEL):
        done(root, kind, number)
    after = (root / Folder.TICKETS / f"{number}.json").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert standing_of(root, f"tickets/{number}").state is ThreadState.CANCELLED


@pytest.mark.parametrize("kind", ABOUT_TICKETS)
@pytest.mark.parametrize("word", ["followup", "automatic", "cancelled"])
def test_what_waits_for_nobody_has_no_events(root: Path, word: str, kind: OrderKind) -> None:
    number = settled(root, f"{word} oui")
    before = set(root.rglob("*.events.jsonl"))
    with pytest.raises(DeskError, match="no ticket"):
        done(root, kind, number)
    assert set(root.rglob("*.events.jsonl")) == before


@pytest.mark.parametrize("kind", [OrderKind.QUALIFY_FIRST, OrderKind.QUALIFY_FINAL])
def test_only_a_ticket_is_qualified(root: Path, kind: OrderKind) -> None:
    number = settled(root, "refused oui")
    with pytest.raises(DeskError, match="no ticket"):
        done(root, kind, number)
    assert events_of(root, f"refused/{number}") == ()


WAITING = [("incomplete", "returned"), ("refused", "refused"), ("quarantined", "quarantine")]


@pytest.mark.parametrize("over", OVER)
@pytest.mark.parametrize(("word", "folder"), WAITING)
def test_what_waits_is_filed_away_with_a_trace_and_taken_up_again(
    root: Path, word: str, folder: str, over: OrderKind
) -> None:
    number = settled(root, f"{word} oui")
    place = f"{folder}/{number}"
    with pytest.raises(DeskError, match="not filed away"):
        done(root, OrderKind.REOPEN, number)
    done(root, OrderKind.NOTE, number)
    assert [one.number for one in waiting_for_people(root, NOW.date()).waiting] == [number]
    done(root, over, number)
    assert waiting_for_people(root, NOW.date()).waiting == ()
    assert (root / place / "report.txt").exists()
    with pytest.raises(DeskError, match="filed away already"):
        done(root, over, number)
    done(root, OrderKind.NOTE, number)
    done(root, OrderKind.REOPEN, number)
    assert [one.number for one in waiting_for_people(root, NOW.date()).waiting] == [number]
    (_, event, *_) = events_of(root, place)
    assert (event.by, event.why, event.at) == ("Camille", "vu", NOW)


@pytest.mark.parametrize("kind", [OrderKind.ACCEPT, OrderKind.RETRY])
def test_what_was_filed_away_may_still_be_decided_anew(root: Path, kind: OrderKind) -> None:
    number = settled(root, "incomplete oui")
    done(root, OrderKind.CLOSE, number)
    done(root, kind, number)
    filed = find_request(root, number)
    assert not standing_of(root, filed.settlement.place).state.is_over
    assert [event.kind for event in earlier_events(filed.archive)] == ["closed"]


def test_a_round_of_what_was_filed_away_is_judged_as_any_other(root: Path) -> None:
    first = settled(root, "incomplete un")
    done(root, OrderKind.CLOSE, first)
    second = settled(root, f"incomplete {first} deux")
    assert [one.number for one in waiting_for_people(root, NOW.date()).waiting] == [second]
    settled(root, f"accepted {first} trois")
    found = waiting_for_people(root, NOW.date())
    assert (found.waiting, found.open_tickets) == ((), 1)


def test_what_was_filed_away_may_be_purged_with_its_events(root: Path) -> None:
    number = settled(root, "refused oui")
    done(root, OrderKind.CLOSE, number)
    done(root, OrderKind.PURGE, number)
    named = [name for name in tree(root) if number in name]
    assert named == []


@pytest.mark.parametrize("over", OVER)
@pytest.mark.parametrize("kind", [k for k in ABOUT_TICKETS if k is not OrderKind.REOPEN])
def test_a_ticket_that_is_over_takes_no_event_but_to_be_reopened(
    root: Path, over: OrderKind, kind: OrderKind
) -> None:
    number = settled(root, "accepted oui")
    done(root, over, number)
    with pytest.raises(DeskError, match=r"closed|cancelled"):
        done(root, kind, number)
    done(root, OrderKind.REOPEN, number)
    assert standing_of(root, f"tickets/{number}").state is ThreadState.OPEN


def test_an_open_ticket_cannot_be_reopened(root: Path) -> None:
    number = settled(root, "accepted oui")
    with pytest.raises(DeskError, match="open already"):
        done(root, OrderKind.REOPEN, number)


@pytest.mark.parametrize("kind", [OrderKind.QUALIFY_FIRST, OrderKind.QUALIFY_FINAL])
def test_a_ticket_is_qualified_once(root: Path, kind: OrderKind) -> None:
    number = settled(root, "accepted oui")
    done(root, kind, number)
    with pytest.raises(DeskError, match="written down already"):
        done(root, kind, number)


def test_a_request_that_does_not_exist_is_refused_before_anything_is_ordered(root: Path) -> None:
    with pytest.raises(DeskError, match="No request"):
        done(root, OrderKind.CLOSE, "ZF-260512-00000")
    assert waiting_orders(root) == []


def test_an_order_carried_out_twice_counts_once(root: Path) -> None:
    number = settled(root, "accepted oui")
    one = order(OrderKind.QUALIFY_FIRST, number)
    spool = spool_at(root)
    for _ in range(2):
        put_order(root, one)
        ((_, answer),) = carry_out_waiting(spool, open_desk(root), HANDS)
        assert answer.done
    assert len(events_of(root, f"tickets/{number}")) == 1


def test_while_the_desk_is_held_the_order_waits_for_its_holder(root: Path) -> None:
    number = settled(root, "accepted oui")
    with hold_desk(root, doing="watch", now=NOW):
        answer = execute(open_desk(root), HANDS, order(OrderKind.CLOSE, number), patience=0.0)
        assert not answer.done
        assert answer.refusal is None
        assert [one.number for one in waiting_orders(root)] == [number]
        carry_out_waiting(spool_at(root), open_desk(root), HANDS)
    assert standing_of(root, f"tickets/{number}").state is ThreadState.CLOSED
    assert waiting_orders(root) == []


def test_the_holders_answer_comes_back_to_whoever_ordered(root: Path) -> None:
    number = settled(root, "refused oui")
    answers = []

    def command() -> None:
        answers.append(execute(open_desk(root), HANDS, order(OrderKind.ACCEPT, number)))

    with hold_desk(root, doing="watch", now=NOW):
        thread = threading.Thread(target=command)
        thread.start()
        while thread.is_alive():
            carry_out_waiting(spool_at(root), open_desk(root), HANDS)
            thread.join(0.05)
    assert [answer.outcome for answer in answers] == [OutcomeKind.ACCEPTED]


def test_many_orders_are_carried_out_in_one_go(root: Path) -> None:
    numbers = [settled(root, f"accepted {n}") for n in range(3)]
    answers = obey_all(open_desk(root), HANDS, [order(OrderKind.CLOSE, n) for n in numbers])
    assert [answer.done for answer in answers] == [True] * 3


def test_what_is_no_order_is_passed_over(root: Path) -> None:
    (root / Folder.ORDERS / "x.json").write_text("{}")
    (root / Folder.ORDERS / ".tmp-y.json").write_text("{")
    assert carry_out_waiting(spool_at(root), open_desk(root), HANDS) == []
    assert (root / Folder.ORDERS / "x.json").exists()


def test_old_answers_are_forgotten(root: Path) -> None:
    number = settled(root, "accepted oui")
    old, new = order(OrderKind.QUALIFY_FIRST, number), order(OrderKind.CLOSE, number)
    for one in (old, new):
        execute(open_desk(root), HANDS, one)
    path = root / Folder.ORDERS_DONE / f"{old.id}.json"
    os.utime(path, (path.stat().st_mtime - ANSWERS_KEPT,) * 2)
    forget_answers(
        root, QuickDisk(), (root / Folder.ORDERS_DONE / f"{new.id}.json").stat().st_mtime + 1
    )
    assert answer_to(root, old) is None
    assert answer_to(root, new) is not None


def test_a_refusal_is_kept_as_the_answer(root: Path) -> None:
    number = settled(root, "refused oui")
    one = order(OrderKind.QUALIFY_FIRST, number)
    put_order(root, one)
    carry_out_waiting(spool_at(root), open_desk(root), HANDS)
    answer = answer_to(root, one)
    assert answer is not None
    with pytest.raises(DeskError, match="no ticket") as refused:
        answer.check()
    assert number in str(refused.value)


@pytest.mark.parametrize("step", range(0, 14, 2))
def test_an_order_that_the_machine_refuses_stays_and_is_carried_out_later(
    root: Path, tmp_path: Path, step: int
) -> None:
    number = settled(root, "accepted oui")
    put_order(root, order(OrderKind.CLOSE, number))
    full = FailingDisk(tmp_path, die_at=step, fail_with=OSError(28, "full"))
    with pytest.raises(OSError, match="full"):
        carry_out_waiting(spool_at(root, full), open_desk(root), HANDS)
    assert len(waiting_orders(root)) == 1
    carry_out_waiting(spool_at(root), open_desk(root), HANDS)
    assert waiting_orders(root) == []
    assert [event.kind for event in events_of(root, f"tickets/{number}")] == ["closed"]
