"""A disk that dies at a chosen step, and what is left of it: after a kill, or after a power cut.

After a kill everything done before is there. After a power cut only what was made durable is:
bytes that were not synced are gone, and names that their folder did not sync are as before.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.unit.desk.bench import QuickDisk
from zenforms.handles import HeldFolder


class Died(BaseException):
    """The process is gone."""


@dataclass
class _Change:
    """A change of names that is undone by a power cut unless `folder` was synced after it."""

    folder: Path
    undo: Callable[[], None]


@dataclass
class FailingDisk(QuickDisk):
    """Dies before step number `die_at` (from 0); counts the steps. `attic` is a scratch folder."""

    attic: Path
    die_at: int | None = None
    fail_with: OSError | None = None
    """Raise this instead of dying, for `lasting` steps, and go on working."""
    lasting: int = 1
    dead_at: int | None = None
    """Die at this later step, after having refused."""
    steps: int = 0
    dead: bool = False
    _changes: list[_Change] = field(default_factory=list)
    _unsynced: dict[int, int] = field(default_factory=dict)
    """Inode → size that is durable."""
    _kept: int = 0

    def make_folder(self, path: Path) -> None:
        self._step()
        super().make_folder(path)
        self._note(path.parent, lambda: shutil.rmtree(path, ignore_errors=True))

    def open_new(self, path: Path) -> int:
        self._step()
        handle = super().open_new(path)
        self._unsynced[os.fstat(handle).st_ino] = 0
        self._note(path.parent, lambda: path.unlink(missing_ok=True))
        return handle

    def open_diary(self, path: Path) -> int:
        self._step()
        handle = super().open_diary(path)
        status = os.fstat(handle)
        self._unsynced.setdefault(status.st_ino, status.st_size)
        return handle

    def put(self, handle: int, content: bytes) -> None:
        self._step()
        super().put(handle, content[: len(content) // 2])
        self._step()
        super().put(handle, content[len(content) // 2 :])

    def sync(self, handle: int) -> None:
        self._step()
        self._unsynced.pop(os.fstat(handle).st_ino, None)

    def sync_folder(self, path: Path) -> None:
        self._step()
        self._changes = [change for change in self._changes if change.folder != path]

    def rename(self, source: Path, target: Path, *, inside: HeldFolder | None = None) -> None:
        self._step()
        before = self._keep(target) if target.is_file() else None
        super().rename(source, target, inside=inside)
        self._note(target.parent, lambda: _put_back(source, target, before))

    def remove(self, path: Path) -> None:
        if not os.path.lexists(path):
            return
        self._step()
        kept = self._attic_name()
        path.rename(kept)
        self._note(path.parent, lambda: _give_back(kept, path))

    def cut_power(self, root: Path) -> None:
        """Leave below `root` what a power cut leaves there."""
        for path in root.rglob("*"):
            if path.is_file() and not path.is_symlink():
                durable = self._unsynced.get(path.stat().st_ino)
                if durable is not None:
                    os.truncate(path, durable)
        for change in reversed(self._changes):
            change.undo()

    def _step(self) -> None:
        if self.dead:
            raise Died
        step, self.steps = self.steps, self.steps + 1
        if step == self.dead_at:
            self.dead = True
            raise Died
        if self.die_at is None or not self.die_at <= step < self.die_at + self.lasting:
            return
        if self.fail_with is not None:
            raise self.fail_with
        self.dead = True
        raise Died

    def _note(self, folder: Path, undo: Callable[[], None]) -> None:
        self._changes.append(_Change(folder, undo))

    def _keep(self, path: Path) -> Path:
        kept = self._attic_name()
        os.link(path, kept)
        return kept

    def _attic_name(self) -> Path:
        self._kept += 1
        return self.attic / str(self._kept)


def _put_back(source: Path, target: Path, before: Path | None) -> None:
    """Undo a rename, unless a later durable step already built upon it.

    Where the place it came from is no more, what was renamed is lost.
    """
    if not os.path.lexists(target) or os.path.lexists(source):
        return
    if source.parent.is_dir():
        target.rename(source)
    elif target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink()
    if before is not None:
        before.rename(target)


def _give_back(kept: Path, path: Path) -> None:
    if path.parent.is_dir() and not os.path.lexists(path):
        kept.rename(path)
