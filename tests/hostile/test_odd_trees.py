"""Random trees and exchanged files against the inbox of a watcher in a process of its own."""

import ctypes
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.making.oddtrees import cleared, grow
from tests.unit.desk.bench import put
from tests.unit.desk.spool.test_exchanges import EXCHANGES, try_exchange
from tests.unit.desk.watching.test_odd_entries import (
    a_desk,
    check_no_leak,
    outcomes,
    watch_once,
)
from zenforms.desk.queries.status import status_of
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.spool.folders import Folder

pytestmark = [
    pytest.mark.hostile,
    pytest.mark.skipif(sys.platform != "linux", reason="Windows makes no such entries"),
]

TREES = 25
SEEDS = 4
RACE_SECONDS = 4.0
_SWAP = 2  # renameat2's RENAME_EXCHANGE


@pytest.mark.parametrize("seed", range(SEEDS))
def test_random_trees_cost_nobody_else_anything(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    with cleared(a_desk(tmp_path)) as root:
        for n in range(TREES):
            put(root, f"innocent-{n}.pdf", f"accepted {n}")
            grow(root / Folder.INBOX / f"odd-{n}", rng, root)
        watch_once(root)
        found = outcomes(root)
        named = [one.place for one in status_of(open_desk(root)).stuck]
        for n in range(TREES):
            assert found[f"innocent-{n}.pdf"] == ["accepted"]
            assert len(found.get(f"odd-{n}", [])) + named.count(f"inbox/odd-{n}") == 1, n
        check_no_leak(root)


@pytest.mark.parametrize("exchange", EXCHANGES)
def test_an_exchange_at_every_single_step_gives_nothing_away(tmp_path: Path, exchange: str) -> None:
    try_exchange(tmp_path, exchange, every=2)


def test_files_that_are_exchanged_all_the_time_give_nothing_away(tmp_path: Path) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    root = a_desk(tmp_path)
    code = "-m", "tests.crash.watcher", str(root), "--reading"
    with subprocess.Popen([sys.executable, *code], stdout=subprocess.DEVNULL) as watcher:
        end, n = time.monotonic() + RACE_SECONDS, 0
        while time.monotonic() < end:
            n += 1
            prepared = root / f".prepared-{n}"
            prepared.mkdir()
            (prepared / "a.log").write_text(f"accepted {n}\n")
            (prepared / "b.log").write_text(f"service {n}\n")
            (prepared / "link").symlink_to(root / "seal.keys")
            handle = os.open(prepared, os.O_RDONLY)
            prepared.rename(root / Folder.INBOX / f"envoi-{n}")
            for _ in range(2_000):
                libc.renameat2(handle, b"b.log", handle, b"link", _SWAP)
            os.close(handle)
        put(root, "innocent.pdf", "accepted oui")
        for _ in range(300):
            if "innocent.pdf" in outcomes(root) or watcher.poll() is not None:
                break
            time.sleep(0.1)
        assert watcher.poll() is None
        watcher.terminate()
        watcher.wait(30)
    assert outcomes(root)["innocent.pdf"] == ["accepted"]
    check_no_leak(root)
