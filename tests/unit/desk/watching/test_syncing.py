"""Hands, browsers and sync clients: whatever they do in the inbox is one drop, whole, or none.

Each way of writing is a list of steps; between two of them the inbox is looked at every second of
a clock that the test moves, and what is ready is taken.
"""

import itertools
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from zenforms.desk.watching.inbox import WAITS_AFTER, Inbox, StuckWhy

STILL = 2.0
WHOLE = b"%PDF-1.7 whole"
HALF = WHOLE[:7]
NAME = "demande.pdf"

Step = Callable[[Path], None]


def write(name: str, content: bytes) -> Step:
    """Write a file, in folders that may be missing."""

    def step(inbox: Path) -> None:
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return step


def rename(name: str, final: str = NAME) -> Step:
    """Give a file its final name."""

    def step(inbox: Path) -> None:
        (inbox / name).replace(inbox / final)

    return step


def remove(name: str) -> Step:
    """Remove a file, or a folder without files."""

    def step(inbox: Path) -> None:
        path = inbox / name
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()

    return step


def at_once(*steps: Step) -> Step:
    """Several steps between which nobody looks."""

    def step(inbox: Path) -> None:
        for one in steps:
            one(inbox)

    return step


def through(name: str) -> tuple[Step, ...]:
    """A client that writes under another name, and renames."""
    return write(name, b""), write(name, HALF), write(name, WHOLE), rename(name)


SLOW = {
    "rsync": through(".demande.pdf.Ab12Cd"),
    "Nextcloud": through(".demande.pdf.~5f3a9c21"),
    "Syncthing": through("~syncthing~demande.pdf.tmp"),
    "Syncthing on Unix": through(".syncthing.demande.pdf.tmp"),
    "Resilio": through("demande.pdf.!sync"),
    "Unison": through(".unison.demande.pdf.3f1a.unison.tmp"),
    "rclone": through("demande.pdf.1a2b3c4d.partial"),
    "Dropbox": through(".dropbox.cache/new_files/demande"),
    "Seafile": through(".demande.pdf.SeafTmp"),
    "WinSCP": through("demande.pdf.filepart"),
    "pure-ftpd": through(".pureftpd-upload.65a.15.1a.c0"),
    "Chrome": through("demande.pdf.crdownload"),
    "Chrome, unconfirmed": through("Unconfirmed 812345.crdownload"),
    "Opera": through("demande.pdf.opdownload"),
    "Safari": (*through("demande.pdf.download/demande.pdf"), remove("demande.pdf.download")),
    "macOS": through("demande.pdf.sb-0a1b2c3d-Ab3dEf"),
    "GNOME": through(".goutputstream-ABC123"),
    "Firefox": (
        at_once(write(NAME, b""), write("demande.pdf.part", HALF)),
        *through("demande.pdf.part"),
    ),
    "newer Firefox": (
        at_once(write(NAME, b""), write("demande.nRbYq0Xx.pdf.part", HALF)),
        *through("demande.nRbYq0Xx.pdf.part"),
    ),
    "aria2": (
        write("demande.pdf.aria2", b"1"),
        write(NAME, b"\0" * len(WHOLE)),
        write(NAME, WHOLE),
        remove("demande.pdf.aria2"),
    ),
    "iCloud": (
        write(".demande.pdf.icloud", b"x"),
        at_once(remove(".demande.pdf.icloud"), write(NAME, WHOLE)),
    ),
    "Nextcloud, on demand": (
        write("demande.pdf.nextcloud", b" "),
        write(".demande.pdf.~5f3a9c21", WHOLE),
        rename(".demande.pdf.~5f3a9c21"),
        remove("demande.pdf.nextcloud"),
    ),
}
"""Ways in which it does not matter how long each step takes."""

FILLED = {
    "OneDrive": (write(NAME, b""), write(NAME, WHOLE)),
    "Explorer over a share": (write(NAME, b""), write(NAME, b""), write(NAME, WHOLE)),
    "a new document": (
        write("Nouveau document texte.txt", b""),
        write("Nouveau document texte.txt", WHOLE),
    ),
}
"""Something without content is filled within a minute and a half."""

FOLDERS = {
    "by hand": (
        lambda inbox: (inbox / "envoi").mkdir(),
        write("envoi/demande.pdf", WHOLE),
        write("envoi/service.log", WHOLE),
        write("envoi/captures/1.png", WHOLE),
    ),
    "by hand, in a folder that Windows prepared": (
        write("envoi/desktop.ini", b"[x]"),
        write("envoi/demande.pdf", WHOLE),
        write("envoi/service.log", WHOLE),
    ),
}
FOLDERS_SLOW = {
    "by rsync": (
        write("envoi/.demande.pdf.Ab12Cd", HALF),
        write("envoi/.demande.pdf.Ab12Cd", WHOLE),
        rename("envoi/.demande.pdf.Ab12Cd", "envoi/demande.pdf"),
    ),
    "by a browser": (
        at_once(write("envoi/demande.pdf", WHOLE), write("envoi/service.zip.crdownload", HALF)),
        write("envoi/service.zip.crdownload", WHOLE),
        rename("envoi/service.zip.crdownload", "envoi/service.zip"),
    ),
    "by Nextcloud, on demand": (
        at_once(write("envoi/demande.pdf", WHOLE), write("envoi/service.log.nextcloud", b" ")),
        at_once(remove("envoi/service.log.nextcloud"), write("envoi/service.log", WHOLE)),
    ),
}
FOLDERS_FILLED = {
    "by OneDrive": (
        write("envoi/demande.pdf", b""),
        write("envoi/service.log", b""),
        write("envoi/demande.pdf", WHOLE),
        write("envoi/service.log", WHOLE),
    ),
}
CASES = [
    *((name, steps, (0.0, 1.0, 3.0, 50.0, 400.0)) for name, steps in (SLOW | FOLDERS_SLOW).items()),
    *(
        (name, steps, (0.0, 1.0, 3.0, 25.0, 85.0))
        for name, steps in (FILLED | FOLDERS_FILLED).items()
    ),
    *((name, steps, (0.0, 1.0, 4.0, 12.0, 19.0)) for name, steps in FOLDERS.items()),
    ("a plain copy", (write(NAME, HALF), write(NAME, WHOLE)), (0.0, 1.0, 1.9)),
]
TIMED = [(name, steps, pause) for name, steps, pauses in CASES for pause in pauses]


@dataclass
class World:
    """An inbox, a clock that the test moves, and what was taken out of it."""

    inbox: Path
    now: float = 1_000.0

    def __post_init__(self) -> None:
        self.looked_at = Inbox(self.inbox, monotonic=lambda: self.now, trust_times=False)
        self.taken: list[tuple[str, list[bytes]]] = []
        self.ticks = itertools.count(1)

    def live(self, seconds: float) -> None:
        """Let time go by, a look every second."""
        end = self.now + seconds
        while True:
            for path in self.looked_at.look(STILL):
                self.taken.append((path.name, contents(path)))
                self.looked_at.forget(path.name)
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            if self.now >= end:
                return
            self.now = min(end, self.now + 1.0)

    def do(self, step: Step) -> None:
        """One step of a client, at a moment of its own."""
        step(self.inbox)
        stamp = next(self.ticks)
        for path in self.inbox.rglob("*"):
            if path.is_file() and path.stat().st_mtime > 1e9:
                os.utime(path, (stamp, stamp))


def contents(path: Path) -> list[bytes]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return [one.read_bytes() for one in files if one.is_file() and one.name != "desktop.ini"]


@pytest.mark.parametrize(
    ("name", "steps", "pause"), TIMED, ids=[f"{n}, {p} s" for n, _, p in TIMED]
)
def test_whatever_writes_is_one_drop_and_whole(
    name: str, steps: tuple[Step, ...], pause: float, tmp_path: Path
) -> None:
    world = World(tmp_path)
    for step in steps:
        world.do(step)
        world.live(pause)
    world.live(100.0)
    ((taken, held),) = world.taken
    assert set(held) == {WHOLE}, name
    if taken == "envoi":
        assert len(held) == files_in_the_end(steps, tmp_path / "again")


def files_in_the_end(steps: tuple[Step, ...], folder: Path) -> int:
    """How many files lie there when all is done."""
    folder.mkdir()
    for step in steps:
        step(folder)
    return len(contents(folder))


def test_a_folder_that_is_moved_into_the_inbox_whole_is_taken_at_first_sight(
    tmp_path: Path,
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    write("envoi/demande.pdf", WHOLE)(tmp_path)
    changed = (tmp_path / "envoi/demande.pdf").stat().st_ctime
    (tmp_path / "envoi").replace(inbox / "envoi")
    later = Inbox(inbox, wall=lambda: changed + 100)
    if os.name != "nt":
        assert [path.name for path in later.look(STILL)] == ["envoi"]


# What is given up, or was never a file, is never taken, and told after a while.

GIVEN_UP = {
    "a download": (
        {NAME: WHOLE, "demande.pdf.part": HALF},
        {NAME: StuckWhy.AWAITED, "demande.pdf.part": StuckWhy.UNFINISHED},
    ),
    "a download into a folder": (
        {"envoi/a.pdf": WHOLE, "envoi/b.zip.part": HALF},
        {"envoi": StuckWhy.AWAITED},
    ),
    "a placeholder": (
        {"demande.pdf.nextcloud": b" "},
        {"demande.pdf.nextcloud": StuckWhy.PLACEHOLDER},
    ),
    "a placeholder in a folder": (
        {"envoi/a.pdf": WHOLE, "envoi/b.gdoc": b"{}"},
        {"envoi": StuckWhy.AWAITED},
    ),
    "a shortcut": ({"Demande.lnk": b"L"}, {"Demande.lnk": StuckWhy.SHORTCUT}),
    "a new document": (
        {"Nouveau document texte.txt": b""},
        {"Nouveau document texte.txt": StuckWhy.EMPTY},
    ),
    "a folder of litter": ({"envoi/Thumbs.db": b"x"}, {"envoi": StuckWhy.EMPTY}),
    "litter": ({"#recycle/demande.pdf": WHOLE, "demande.pdf:Zone.Identifier": b"x"}, {}),
}


@pytest.mark.parametrize("case", GIVEN_UP)
def test_what_was_given_up_is_never_taken_and_told_after_a_while(case: str, tmp_path: Path) -> None:
    files, told = GIVEN_UP[case]
    world = World(tmp_path)
    for name, content in files.items():
        write(name, content)(tmp_path)
    world.live(WAITS_AFTER - 1)
    assert world.looked_at.overdue(WAITS_AFTER) == []
    world.live(100.0)
    assert world.taken == []
    assert dict(world.looked_at.overdue(WAITS_AFTER)) == told
    assert world.looked_at.next_look(STILL) is None


def test_what_was_given_up_last_week_is_told_at_first_sight(tmp_path: Path) -> None:
    for name in (NAME, "demande.pdf.part"):
        write(name, HALF)(tmp_path)
        os.utime(tmp_path / name, (1e9, 1e9))
    inbox = Inbox(tmp_path)
    inbox.look(STILL)
    assert len(inbox.overdue(WAITS_AFTER)) == 2
