"""A file or folder of a drop is exchanged at one step after the other: what was there, or nothing.

The stranger acts at chosen system calls of the desk, told by the interpreter's own audit events,
with handles on the folders that were opened before the drop was claimed.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.making.oddtrees import CANARY
from tests.unit.desk.bench import NOW, new_desk, spool_at
from tests.unit.desk.readinghands import READING_HANDS
from zenforms.desk.handling.intake import take_in
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.drop import FOUND, digest
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.settlement import Settlement
from zenforms.judging.case import Desk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Windows has no such handles")

_CALLS = {"open", "os.scandir", "os.listdir", "os.rename", "os.mkdir", "os.remove", "os.rmdir"}
_MOST = 400
_EVERY = 10
"""The quick tests try every so many steps; tests/hostile tries them all."""

_Act = Callable[[], None]
_AT: list["_Moment"] = []


@dataclass
class _Moment:
    """When the stranger acts: before the call number `call`."""

    call: int
    act: _Act
    seen: int = 0


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if not _AT or event not in _CALLS or (event == "open" and not _is_handle_call(arguments)):
        return
    moment = _AT[0]
    moment.seen += 1
    if moment.seen == moment.call:
        _AT.clear()
        with suppress(OSError):
            moment.act()


def _is_handle_call(arguments: tuple[object, ...]) -> bool:
    return not str(arguments[0]).endswith((".py", ".pyc"))


@contextmanager
def at_call(call: int, act: _Act) -> Iterator[_Moment]:
    """Let somebody act in the middle of the block."""
    if not _HEARS:
        sys.addaudithook(_hear)
        _HEARS.append(True)
    moment = _Moment(call, act)
    _AT.append(moment)
    try:
        yield moment
    finally:
        _AT.clear()


_HEARS: list[bool] = []


@dataclass
class _Stranger:
    """Whoever dropped a folder, and still holds what is in it."""

    top: int
    sub: int
    file: int
    root: Path

    def link_for_file(self) -> None:
        os.unlink("b.log", dir_fd=self.top)
        os.symlink(self.root / "seal.keys", "b.log", dir_fd=self.top)

    def link_for_file_below(self) -> None:
        os.unlink("c.log", dir_fd=self.sub)
        os.symlink(self.root / "seal.keys", "c.log", dir_fd=self.sub)

    def link_for_folder(self) -> None:
        os.rename("sub", "sub2", src_dir_fd=self.top, dst_dir_fd=self.top)
        os.symlink(self.root / "secret", "sub", dir_fd=self.top)

    def folder_for_file(self) -> None:
        os.unlink("b.log", dir_fd=self.top)
        os.mkdir("b.log", dir_fd=self.top)

    def pipe_for_file(self) -> None:
        os.unlink("b.log", dir_fd=self.top)
        os.mkfifo("b.log", dir_fd=self.top)

    def key_for_file(self) -> None:
        os.unlink("b.log", dir_fd=self.top)
        os.link(self.root / "seal.keys", "b.log", dst_dir_fd=self.top)

    def other_content(self) -> None:
        os.pwrite(self.file, b"AUTRE CONTENU", 0)

    def one_more(self) -> None:
        handle = os.open("late.log", os.O_WRONLY | os.O_CREAT, dir_fd=self.sub)
        os.write(handle, b"en retard")
        os.close(handle)


EXCHANGES = [name for name in vars(_Stranger) if not name.startswith("_")]


@contextmanager
def a_stranger(root: Path) -> Iterator[_Stranger]:
    """A stranger and the folder `envoi` in the inbox."""
    (root / "seal.keys").write_text(CANARY)
    (root / "secret").mkdir()
    (root / "secret" / "c.log").write_text(CANARY)
    folder = root / Folder.INBOX / "envoi"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.log", "b.log", "sub/c.log"):
        (folder / name).write_text(f"ce que contient {name}\n")
    handles = [os.open(folder, os.O_RDONLY), os.open(folder / "sub", os.O_RDONLY)]
    handles.append(os.open(folder / "b.log", os.O_RDWR))
    try:
        yield _Stranger(handles[0], handles[1], handles[2], root)
    finally:
        for handle in handles:
            os.close(handle)


def _settled(root: Path) -> Settlement:
    """The outcome, after as many attempts as the watcher would make of them."""
    spool = spool_at(root)
    drop = claim(spool, root / Folder.INBOX / "envoi", NOW)
    for _ in range(5):
        with suppress(OSError):
            return take_in(spool, drop, READING_HANDS, Desk())
    pytest.fail("it never settled")


def _check(root: Path, settled: Settlement) -> None:
    """Nothing of the desk is told, and what is told is what is kept."""
    own = {root / "seal.keys", root / "secret" / "c.log"}
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink() and path not in own:
            assert CANARY not in path.read_text(errors="replace"), path
    assert (root / "secret" / "c.log").read_text() == CANARY
    if "ZF569" in settled.codes:  # nothing of it was read
        assert not (root / settled.place / "sent").exists()
        return
    original = root / settled.archive / "original" / "envoi"
    assert digest(original).sha256 == settled.sha256
    kept = [p.read_bytes() for p in original.rglob("*") if p.is_file() and not p.is_symlink()]
    for path in (root / settled.place / "sent").glob("*"):
        assert path.read_bytes() in kept


@pytest.mark.parametrize("exchange", EXCHANGES)
def test_what_is_exchanged_at_any_step_is_never_taken_for_what_was_dropped(
    tmp_path: Path, exchange: str
) -> None:
    try_exchange(tmp_path, exchange, every=_EVERY)


def try_exchange(folder: Path, exchange: str, *, every: int) -> None:
    """Make an exchange before one call after the other, each time in a desk of its own."""
    offset = EXCHANGES.index(exchange) % every
    for call in range(1 + offset, _MOST, every):
        root = new_desk(folder / f"desk-{call}")
        with a_stranger(root) as stranger:
            with at_call(call, getattr(stranger, exchange)) as moment:
                settled = _settled(root)
            _check(root, settled)
        if moment.seen < call:
            break
    assert call < _MOST - every
    assert call > 1 + offset


def test_a_name_that_is_a_file_first_and_a_folder_then_is_set_aside(tmp_path: Path) -> None:
    root = new_desk(tmp_path / "desk")
    spool = spool_at(root)
    with a_stranger(root):
        drop = claim(spool, root / Folder.INBOX / "envoi", NOW)
        found = drop.folder / FOUND
        drop.original.rename(found)
        drop.original.mkdir()
        (drop.original / "a.log").mkdir()
        settled = take_in(spool, drop, READING_HANDS, Desk())
    assert settled.codes == ("ZF569",)
    assert (root / settled.archive / FOUND / "a.log").read_text() == "ce que contient a.log\n"
