"""Real processes, really killed: SIGKILL at random instants, two watchers at once, SIGTERM."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.crash.extent import KILLS
from tests.crash.traffic import check, drop_some, quick_desk
from zenforms.desk.spool.folders import Folder

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(os.name == "nt", reason="kills by POSIX signals"),
]

LONG = 60.0
DROPS_PER_KILL = 10
LINES = 1 + 2 * DROPS_PER_KILL
"""How many lines a watcher says at least: that it begins, then each drop taken and settled."""
ROOT = Path(__file__).parent.parent.parent


def start(root: Path, *options: str) -> subprocess.Popen[str]:
    """A watcher in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.crash.watcher", str(root), *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_whatever_the_instant_of_the_kill_nothing_is_lost_doubled_or_half_written(
    tmp_path: Path,
) -> None:
    root, sent = quick_desk(tmp_path), dict[str, str]()
    chance = random.Random(20260512)  # noqa: S311 - a seed, so that a failure can be had again
    interrupted = 0
    for _ in range(KILLS):
        drop_some(root, sent, DROPS_PER_KILL)
        with start(root) as process:
            assert process.stdout
            for _ in range(chance.randint(1, LINES)):
                process.stdout.readline()
            time.sleep(chance.uniform(0, 0.01))
            process.kill()
        interrupted += any((root / Folder.WORK).iterdir())
    assert interrupted > KILLS // 5, "the kills came too early or too late to prove anything"
    with start(root, "--once") as process:
        assert process.wait(LONG) == 0
    check(root, sent)


def test_a_watcher_that_is_asked_to_end_finishes_and_ends_well(tmp_path: Path) -> None:
    root, sent = quick_desk(tmp_path), dict[str, str]()
    drop_some(root, sent, 50)
    with start(root) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONG) == 0
    assert not list((root / Folder.WORK).iterdir())
    with start(root, "--once") as process:
        assert process.wait(LONG) == 0
    check(root, sent)


def test_of_two_watchers_started_together_one_works_and_one_says_why_not(tmp_path: Path) -> None:
    root, sent = quick_desk(tmp_path), dict[str, str]()
    drop_some(root, sent, 100)
    with start(root, "--once") as one, start(root, "--once") as other:
        said = [process.communicate(timeout=LONG) for process in (one, other)]
        codes = sorted(process.returncode for process in (one, other))
    if codes != [0, 0]:  # else the first was done before the second began
        assert codes == [0, 1]
        assert any("already held" in errors for _, errors in said)
    check(root, sent)
