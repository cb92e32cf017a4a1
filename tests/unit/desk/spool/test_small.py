"""Whatever lies in the place of one of the desk's files, whoever reads it goes on at once."""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from tests.unit.desk.bench import new_desk
from zenforms.desk.decisions.decision_files import unreadable_orders, waiting_orders
from zenforms.desk.setup.keys import read_keys
from zenforms.desk.setup.opening import CLIENTS, KEYS, RELEASES, open_desk
from zenforms.desk.setup.place import POLICY
from zenforms.desk.spool.catalogue import Kin, archived_numbers
from zenforms.desk.spool.drop import read_receipt
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.journal import Journal, lines_of
from zenforms.desk.spool.lock import DESK, holder_of
from zenforms.desk.spool.settlement import read_settlement
from zenforms.desk.spool.small import MOST_BYTES
from zenforms.desk.watching.heartbeat import HEARTBEAT, read_pulse
from zenforms.errors import DeskError

NUMBER = "ZF-260512-7K3QM"


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_file_without_end(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_large_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(40 * MOST_BYTES)


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def a_folder(path: Path) -> None:
    path.mkdir()


def deep_lists(path: Path) -> None:
    path.write_bytes(b"[" * 200_000)


def deep_tables(path: Path) -> None:
    path.write_bytes(b'{"number":' * 200_000)


def a_deep_setting(path: Path) -> None:
    path.write_bytes(b"a = " + b"[" * 200_000)


def nulls(path: Path) -> None:
    path.write_bytes(b"null\n[]\n7\n")


INSTEAD = (
    *(a_pipe, a_file_without_end, a_large_file, a_link_to_itself, a_folder),
    *(deep_lists, deep_tables, a_deep_setting, nulls),
)

READ: dict[str, tuple[str, Callable[[Path], object]]] = {
    "policy": (POLICY, open_desk),
    "clients": (CLIENTS, open_desk),
    "releases": (RELEASES, open_desk),
    "keys": (KEYS, lambda root: read_keys(root / KEYS)),
    "order": (f"{Folder.ORDERS}/20260512T100000-aaaaaaaa.json", waiting_orders),
    "receipt": ("received.json", read_receipt),
    "settlement": ("settled.json", read_settlement),
    "diary": (f"{Folder.JOURNAL}/2026-05.jsonl", lambda root: list(Journal(root, Disk()).lines())),
    "lines": ("events.jsonl", lambda root: list(lines_of(root / "events.jsonl"))),
    "pulse": (HEARTBEAT, read_pulse),
    "holder": (f"{DESK}.holder.json", holder_of),
    "archive": (
        f"{Folder.ARCHIVE}/2026/05/{NUMBER}/settled.json",
        lambda root: Kin(root, lambda: archived_numbers(root), date(2026, 5, 12)).decision_on(
            NUMBER
        ),
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such entries")
@pytest.mark.parametrize("instead", INSTEAD, ids=lambda make: make.__name__)
@pytest.mark.parametrize("name", READ)
def test_nobody_waits_swells_or_breaks_on_what_lies_in_its_place(
    tmp_path: Path, name: str, instead: Callable[[Path], None]
) -> None:
    root = new_desk(tmp_path / "desk")
    place, read = READ[name]
    path = root / place
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    instead(path)
    with suppress(OSError, ValueError, KeyError, TypeError, DeskError):
        read(root)


ODD: tuple[dict[str, object], ...] = (
    {"number": "../../x"},
    {"number": f"{NUMBER}\0"},
    {"number": {}},
    {"kind": []},
    {"at": "2026-05-12T10:00:00"},
    {"at": 5},
    {"by": "\ud800"},
    {"why": "\ud800"},
)


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_a_file_among_the_orders_that_could_not_be_carried_out_is_none(
    tmp_path: Path, odd: dict[str, object]
) -> None:
    root = new_desk(tmp_path / "desk")
    said = {"kind": "note", "number": NUMBER, "at": "2026-05-12T10:00:00+02:00", "by": "Zoé"}
    path = root / Folder.ORDERS / "20260512T100000-aaaaaaaa.json"
    path.write_text(json.dumps({**said, "why": "vu"}), encoding="utf-8")
    assert len(waiting_orders(root)) == 1
    path.write_text(json.dumps({**said, "why": "vu", **odd}), encoding="utf-8")
    assert waiting_orders(root) == []
    assert unreadable_orders(root) == [path]
