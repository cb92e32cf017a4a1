"""Many drops at once, slow senders, a clock that goes back: the desk stays flat and exact."""

import os
import resource
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from tests.crash.extent import DROPS
from tests.unit.desk.bench import HANDS, NOW, QuickDisk, new_desk, put
from zenforms.desk.handling.intake import take_in
from zenforms.desk.setup.opening import Clock, open_desk
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.journal import Journal
from zenforms.desk.spool.recover import recover
from zenforms.desk.spool.spool import open_spool
from zenforms.desk.watching.happenings import Tell
from zenforms.desk.watching.wake import Stop
from zenforms.desk.watching.watch import watch
from zenforms.judging.case import Desk

pytestmark = pytest.mark.crash

LONG = 120.0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    desk = new_desk(tmp_path / "desk")
    (desk / "policy.toml").write_text("stillness_seconds = 0.0\n[watching]\nworkers = 2\n")
    return desk


@contextmanager
def watching(root: Path, tell: Tell) -> Iterator[None]:
    """A watcher in a thread of its own, which ends with the block, however that ends."""
    stop = Stop()
    watcher = threading.Thread(
        target=lambda: watch(open_desk(root), HANDS, stop=stop, tell=tell), name="watcher"
    )
    watcher.start()
    try:
        yield
    finally:
        stop.ask()
        watcher.join(LONG)


def open_files() -> int:
    """How many descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names only


def peak_memory() -> int:
    """The most memory this process ever had, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.skipif(sys.platform != "linux", reason="counts as Linux does")
def test_a_crowd_is_worked_off_with_memory_and_descriptors_flat(root: Path) -> None:
    for n in range(DROPS // 10):
        put(root, f"first-{n}.pdf", f"accepted first {n}")
    watch(open_desk(root), HANDS, once=True)
    files, memory = open_files(), peak_memory()
    for n in range(DROPS):
        put(root, f"{n}.pdf", f"accepted {n}")
    assert watch(open_desk(root), HANDS, once=True).settled == DROPS
    assert open_files() <= files + 2
    assert peak_memory() - memory < 20_000 + DROPS
    assert len(list((root / Folder.TICKETS).glob("*.json"))) == DROPS + DROPS // 10


def _chunks(path: Path) -> None:
    with path.open("w") as file:
        for word in ("accepted", " par", " morceaux"):
            file.write(word)
            file.flush()
            time.sleep(0.4)


def _preallocated(path: Path) -> None:
    content = b"accepted d'avance".ljust(4096)
    with path.open("wb") as file:
        file.write(bytes(len(content)))
        file.flush()
        time.sleep(0.7)
        file.seek(0)
        file.write(content)


def _part(path: Path) -> None:
    part = path.with_name(path.name + ".part")
    _chunks(part)
    part.rename(path)


def _placeholder(path: Path) -> None:
    path.touch()
    _part(path)


def _copy_then_touch(path: Path) -> None:
    _chunks(path)
    with suppress(FileNotFoundError):  # on a busy machine it may be taken in between, whole
        os.utime(path, (1_000_000_000, 1_000_000_000))


def _linked(path: Path) -> None:
    hidden = path.parent.parent / "elsewhere"
    _chunks(hidden)
    os.link(hidden, path)
    hidden.unlink()


SENDERS = ["_chunks", "_preallocated", "_part", "_placeholder", "_copy_then_touch", "_linked"]


@pytest.mark.skipif(sys.platform != "linux", reason="a pause can only be seen through on Linux")
@pytest.mark.parametrize("sender", SENDERS)
def test_a_slow_sender_is_waited_for(root: Path, sender: str) -> None:
    (root / "policy.toml").write_text("stillness_seconds = 0.1\n")
    settled: list[str] = []
    code = (
        "import sys; from pathlib import Path; from tests.crash import test_crowds as crowds; "
        "getattr(crowds, sys.argv[1])(Path(sys.argv[2]))"
    )
    with watching(root, lambda news: settled.append(news.outcome or "") if news.number else None):
        subprocess.run(
            [sys.executable, "-c", code, sender, str(root / Folder.INBOX / "x.pdf")],
            cwd=Path(__file__).parent.parent.parent,
            check=True,
            timeout=LONG,
        )
        end = time.monotonic() + LONG
        while not settled and time.monotonic() < end:
            time.sleep(0.02)
    assert settled == ["accepted"]
    (original,) = (root / Folder.ARCHIVE).glob("*/*/*/original/x.pdf")
    assert original.read_text().split()[0] == "accepted"
    assert len(original.read_text()) > len("accepted")


def test_a_clock_that_goes_back_confuses_nothing(root: Path) -> None:
    seen = []
    for days in (0, -40, 3, -1):
        clock = Clock(NOW + timedelta(days=days))
        spool = open_spool(root, now=clock.now, disk=QuickDisk())
        assert recover(spool) == []
        for n in range(3):
            entry = put(root, f"{n}.pdf", f"refused {n} {days if n else ''}")
            settled = take_in(spool, claim(spool, entry, clock.now()), HANDS, Desk())
            seen.append((settled.number, settled.outcome.value))
    assert len({number for number, _ in seen}) == len(seen)
    assert Counter(outcome for _, outcome in seen) == {"refused": 9, "duplicate": 3}
    lines = list(Journal(root, QuickDisk()).lines())
    assert sum(line["step"] == "archived" for line in lines) == len(seen)


def test_an_inbox_that_comes_and_goes_loses_nothing(root: Path) -> None:
    started = threading.Event()
    sent = 0
    with watching(root, lambda _: started.set()):
        assert started.wait(LONG)
        end = time.monotonic() + 3.0
        while time.monotonic() < end:
            try:
                put(root, f"{sent}.pdf", f"refused {sent}")
                sent += 1
                if sent % 5 == 0:
                    (root / Folder.INBOX).rename(root / "away")
                    time.sleep(0.05)
                    for path in (root / "away").iterdir():
                        (root / Folder.INBOX).mkdir(exist_ok=True)
                        path.rename(root / Folder.INBOX / path.name)
                    (root / "away").rmdir()
            except FileNotFoundError:
                time.sleep(0.01)
    (root / Folder.INBOX).mkdir(exist_ok=True)
    watch(open_desk(root), HANDS, once=True)
    assert len(list((root / Folder.REFUSED).iterdir())) == sent > 10
