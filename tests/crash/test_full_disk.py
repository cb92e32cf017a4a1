"""A disk that is really full, with real readers: a small file system, where one may be mounted."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.desk.story import ANSWERS, filled, mail, new_story
from zenforms.desk.handling.app import pipeline_for
from zenforms.desk.handling.readers import Readers
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.setup.place import POLICY
from zenforms.desk.spool.folders import Folder
from zenforms.desk.watching.happenings import Event, Happened
from zenforms.desk.watching.wake import Stop
from zenforms.desk.watching.watch import watch
from zenforms.language import Lang

pytestmark = pytest.mark.crash

LONG = 120.0


def mount(place: Path, *options: str) -> bool:
    """Whether the small file system could be mounted."""
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(place)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small"
    place.mkdir()
    if not mount(place, "size=4m"):
        pytest.skip("may not mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)


def test_what_does_not_fit_is_held_and_judged_as_ever_when_there_is_room(small: Path) -> None:
    story = new_story(small / "bureau")
    policy = story.root / POLICY
    policy.write_text(f"stillness_seconds = 0.0\n{policy.read_text(encoding='utf-8')}", "utf-8")
    answers = {**ANSWERS, "type": "assistance", "psr_attached": None}
    files = {"demande.pdf": filled(story.form(), answers), "essai.bin": os.urandom(1_300_000)}
    drop = mail("Anne Essai <anne.essai@client.example>", "Export", files)
    (story.root / Folder.INBOX / "1.eml").write_bytes(drop)
    stop, told = Stop(), list[Event]()
    with Readers() as readers:
        hands = pipeline_for(readers, story.root, Lang.FR)
        watcher = threading.Thread(
            target=lambda: watch(open_desk(story.root), hands, stop=stop, tell=told.append)
        )
        watcher.start()
        try:
            wait_for(lambda: Happened.HELD in [one.what for one in told])
            subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
            wait_for(lambda: Happened.SETTLED in [one.what for one in told])
        finally:
            stop.ask()
            watcher.join(LONG)
    (settled,) = [one for one in told if one.what is Happened.SETTLED]
    assert settled.outcome == "accepted"
    assert {one.reason for one in told if one.what is Happened.HELD} == {"ScratchError ENOSPC"}
