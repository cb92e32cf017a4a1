"""Real processes, really killed: SIGKILL at random instants, two watchers at once, SIGTERM."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.crash.extent import KILLS
from tests.unit.desk.bench import new_desk
from zenforms.desk.requests import filed_as
from zenforms.desk.spool.folders import OUTCOMES, Folder, outcome_place
from zenforms.desk.spool.index import archived_numbers
from zenforms.judging.case import OutcomeKind

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(os.name == "nt", reason="kills by POSIX signals"),
]

LONG = 60.0
WORDS = ["accepted", "incomplete", "refused", "quarantined", "cancelled", "bug", "restricted"]
DROPS_PER_KILL = 10
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


def quick_desk(tmp_path: Path) -> Path:
    root = new_desk(tmp_path / "desk")
    (root / "policy.toml").write_text("stillness_seconds = 0.0\n[watching]\nworkers = 3\n")
    return root


def drop_some(root: Path, sent: dict[str, str], count: int) -> None:
    """Drop files by rename, as a careful sender does; every tenth one twice."""
    for _ in range(count):
        n = len(sent)
        name = f"{n}.pdf"
        text = f"{WORDS[n % len(WORDS)]} {n - 1 if n % 10 == 9 else n}"
        if n % 10 == 9:
            text = sent[f"{n - 1}.pdf"]
        sent[name] = text
        part = root / Folder.INBOX / f"{name}.part"
        part.write_text(text)
        part.rename(part.with_suffix(""))


def check(root: Path, sent: dict[str, str]) -> None:
    """Every drop has exactly one outcome, whole, and its original in the archive."""
    assert not list((root / Folder.INBOX).iterdir())
    assert not list((root / Folder.WORK).iterdir())
    filed = [filed_as(root, number) for number in archived_numbers(root)]
    found = {f.receipt.name: f for f in filed if f}
    assert len(found) == len(filed) == len(sent)
    places = []
    for name, text in sent.items():
        one = found[name]
        assert one.original.read_text() == text
        expected = {"bug": "quarantined", "restricted": "accepted"}.get(text.split()[0])
        if (
            one.settlement.outcome is not OutcomeKind.DUPLICATE
            and "ZF081" not in one.settlement.codes
        ):
            assert one.settlement.outcome == (expected or text.split()[0])
        assert (one.place / "report.txt").stat().st_size > 0
        if one.record:
            assert one.record.read_bytes().endswith(b"}")
        places.append(outcome_place(one.settlement.outcome, one.number))
    lying = [
        f"{folder}/{path.name}"
        for folder in OUTCOMES.values()
        for path in (root / folder).iterdir()
        if path.is_dir()
    ]
    assert Counter(lying) == Counter(places)
    twins = Counter(sent.values())
    firsts = Counter(f.settlement.first for f in filed if f and f.settlement.first)
    assert sum(firsts.values()) == sum(count - 1 for count in twins.values())


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
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.15))
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
