from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW, QuickDisk, new_desk
from zenforms.desk.decisions.decision_files import (
    REMOVES,
    TAKES_UP_AGAIN,
    Answer,
    OrderKind,
    answer_order,
    answer_to,
    new_order,
    put_order,
    refused,
    unreadable_orders,
    waiting_orders,
)
from zenforms.desk.spool.folders import Folder
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.language import Text

NUMBER = "ZF-260512-00000"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


@pytest.mark.parametrize("kind", OrderKind)
def test_an_order_reads_back_as_it_was_left(root: Path, kind: OrderKind) -> None:
    order = new_order(kind, NUMBER, at=NOW, by="Camille", why="« vu »\n")
    put_order(root, order)
    assert waiting_orders(root) == [order]


def test_orders_wait_in_the_order_in_which_they_were_given(root: Path) -> None:
    later = new_order(OrderKind.CLOSE, NUMBER, at=NOW.replace(hour=11), by="Camille")
    earlier = new_order(OrderKind.CLOSE, NUMBER, at=NOW, by="Camille")
    for order in (later, earlier):
        put_order(root, order)
    assert waiting_orders(root) == [earlier, later]


def test_an_answered_order_waits_no_more_and_its_answer_can_be_read(root: Path) -> None:
    order = new_order(OrderKind.RETRY, NUMBER, at=NOW, by="Camille")
    put_order(root, order)
    assert answer_to(root, order) is None
    answer = Answer(order.id, done=True, outcome=OutcomeKind.ACCEPTED)
    answer_order(root, order, answer, QuickDisk())
    assert waiting_orders(root) == []
    assert answer_to(root, order) == answer
    answer.check()


def test_a_refusal_is_raised_as_it_was(root: Path) -> None:
    order = new_order(OrderKind.RETRY, NUMBER, at=NOW, by="Camille")
    advice = Text(fr="Attendez.", en="Wait.")
    error = DeskError(
        Text(fr="Non : {number}", en="No: {number}"), advice=advice, arguments={"number": NUMBER}
    )
    answer_order(root, order, refused(order, error), QuickDisk())
    answer = answer_to(root, order)
    assert answer is not None
    with pytest.raises(DeskError, match=f"No: {NUMBER}") as raised:
        answer.check()
    assert raised.value.advice == advice


@pytest.mark.parametrize("content", ["", "{}", '{"kind": "explode"}', "\x00"])
def test_what_is_no_order_is_told_and_left(root: Path, content: str) -> None:
    path = root / Folder.ORDERS / "x.json"
    path.write_text(content)
    assert waiting_orders(root) == []
    assert unreadable_orders(root) == [path]


def test_no_order_is_of_two_sorts() -> None:
    assert not TAKES_UP_AGAIN & REMOVES
