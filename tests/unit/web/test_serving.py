"""`zenforms serve` as it is started: two processes, of which the end of one leaves the other."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.web.bench import Browser, Numbers
from zenforms.desk.setup.place import POLICY

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
PATIENCE = 60.0


def eventually(question: Callable[[], object]) -> None:
    """Ask until the answer is yes."""
    end = time.monotonic() + PATIENCE
    while not question():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def served(root: Path) -> Iterator[tuple[subprocess.Popen[str], Browser, str]]:
    policy = root / POLICY
    said = policy.read_text("utf-8").replace("#stillness_seconds = 2.0", "stillness_seconds = 0.0")
    policy.write_text(said, "utf-8")
    command = [sys.executable, "-m", "zenforms", "serve", str(root), "--listen", "127.0.0.1:0"]
    environment = {**os.environ, "ZENFORMS_BY": "Ada"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        link = process.stdout.readline().split()[-1]
        host, _, path = link.removeprefix("http://").partition("/")
        try:
            yield process, Browser(int(host.rpartition(":")[2])), f"/{path}"
        finally:
            process.terminate()


def watcher_of(root: Path) -> int:
    """The watcher's process, once it holds the desk; 0 before."""
    try:
        holder = json.loads((root / "desk.holder.json").read_bytes())
    except FileNotFoundError:
        return 0
    return int(holder["pid"]) if holder["doing"] == "watch" else 0


@pytest.mark.no_cover
def test_the_end_of_one_process_leaves_the_other(
    served: tuple[subprocess.Popen[str], Browser, str], root: Path, numbers: Numbers
) -> None:
    process, browser, link = served
    assert browser.get(link).status == 303
    eventually(lambda: watcher_of(root))
    (root / "inbox" / "x.pdf").write_bytes(b"%PDF-1.7\nanother")
    eventually(lambda: not list((root / "inbox").iterdir()))
    eventually(lambda: "x.pdf" in browser.get("/etat").text)
    assert browser.decide(numbers.returned, "take").status == 303
    os.kill(watcher_of(root), signal.SIGKILL)
    eventually(lambda: "Personne ne surveille" in browser.get("/").text)
    assert browser.decide(numbers.returned, "put-back").status == 303
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
