"""The board on the terminal keeps up with what the watcher tells."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from zenforms.cli.views.statusview import Board
from zenforms.desk.watching.happenings import Event, Happened
from zenforms.judging.case import OutcomeKind
from zenforms.language import Lang
from zenforms.present.terminal import columns

AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


def claimed(number: int, name: str = "") -> Event:
    return Event(Happened.CLAIMED, AT, drop=f"d{number}", name=name or f"envoi-{number}.pdf")


def settled(number: int) -> Event:
    return Event(
        Happened.SETTLED,
        AT,
        drop=f"d{number}",
        number=f"ZF-260302-AAAA{number}",
        outcome=OutcomeKind.ACCEPTED,
        name=f"envoi-{number}.pdf",
    )


@pytest.fixture
def board(desk: Path) -> Board:
    return Board(desk, Lang.FR)


def shown(board: Board) -> str:
    return "\n".join(line.text for line in board.lines())


def test_a_drop_is_in_hand_until_it_has_its_outcome(board: Board) -> None:
    board.take(claimed(1))
    assert "en main\u00a0: 1" in shown(board)
    assert "envoi-1.pdf" in shown(board)
    board.take(settled(1))
    assert "Traités\u00a0: 1 · en main\u00a0: 0" in shown(board)
    assert "ZF-260302-AAAA1" in shown(board)


def test_a_drop_that_the_machine_refuses_is_no_longer_in_hand(board: Board) -> None:
    board.take(claimed(1))
    board.take(Event(Happened.HELD, AT, drop="d1", name="envoi-1.pdf", reason="ENOSPC"))
    assert "en main\u00a0: 0" in shown(board)
    assert "ENOSPC" in shown(board)


def test_a_backlog_has_a_bar(board: Board, desk: Path) -> None:
    assert "[" not in shown(board)
    for number in range(20):
        (desk / "inbox" / f"{number}.pdf").touch()
    board.take(settled(1))
    assert "1/21" in shown(board)


def test_only_the_last_events_stay(board: Board) -> None:
    for number in range(1, 9):
        board.take(settled(number))
    for number in range(1, 9):
        board.take(settled(number))
    assert shown(board).count("ZF-260302") == 10


def test_no_line_is_wider_than_80_columns(board: Board) -> None:
    board.take(claimed(1, "n" * 300))
    board.take(settled(2))
    assert all(columns(line.text) <= 80 for line in board.lines())


def test_an_inbox_that_is_gone_counts_as_empty(board: Board, desk: Path) -> None:
    (desk / "inbox").rmdir()
    assert "en attente\u00a0: 0" in shown(board)


def test_the_number_of_a_drop_with_a_long_name_is_shown(board: Board) -> None:
    board.take(replace(settled(1), name="telephone-" * 20, outcome=OutcomeKind.AUTOMATIC))
    (line,) = (line.text for line in board.lines() if "telephone" in line.text)
    assert line.endswith("ZF-260302-AAAA1")
    assert columns(line) <= 80
