"""What is dropped by mouse: streamed into the inbox under a name that the watcher passes over.

Each request is a folder of its own while it arrives; when all of it is durable, one rename makes it
a drop: the file itself when it is one, else the folder.
"""

import os
import re
import secrets
import threading
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from zenforms.desk.spool.durable import Disk, make_folders, move, write_file
from zenforms.desk.spool.folders import Folder
from zenforms.desk.watching.inbox import is_ignored
from zenforms.reading.limits import Limits
from zenforms.reading.names import NameBook, last_component, safe_name

_BATCH = re.compile(r"[0-9a-f]{16}")
_PREFIX, _SUFFIX = ".tmp-board-", ".part"
_LEFT_AFTER = 24 * 3600.0
"""Seconds after which what never became a drop is removed."""
_MOST = 200
"""How many may arrive at the same time."""


class TooLargeError(Exception):
    """More arrives than the desk reads of one drop."""


class NoDropError(Exception):
    """What arrives can never be a drop: no such batch, no name, an empty file."""


@dataclass(slots=True)
class _Batch:
    folder: Path
    owner: str
    names: NameBook
    size: int = 0
    files: int = 0


class Uploads:
    """The drops that arrive; safe to use from several requests at once."""

    def __init__(self, root: Path) -> None:
        self._inbox = root / Folder.INBOX
        self._disk = Disk()
        self._lock = threading.Lock()
        self._known: dict[str, _Batch] = {}

    def clear(self) -> None:
        """Remove what was left by boards before this one."""
        make_folders(self._disk, self._inbox)
        for path in self._inbox.glob(f"{_PREFIX}*{_SUFFIX}"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > _LEFT_AFTER:
                    self._disk.remove(path)

    async def take(
        self,
        key: str,
        owner: str,
        name: str,
        chunks: AsyncIterator[bytes],
        *,
        limits: Limits,
        ignore: tuple[str, ...],
    ) -> None:
        """Write one file of a batch; raises TooLargeError, NoDropError or OSError, and keeps none.

        `owner` is whose session it is: nobody adds to another's batch.
        """
        batch = self._batch(key, owner)
        try:
            await self._write(batch, name, chunks, limits=limits, ignore=ignore)
        except BaseException:
            await run_in_threadpool(self.give_up, key, owner)
            raise

    async def _write(
        self,
        batch: _Batch,
        name: str,
        chunks: AsyncIterator[bytes],
        *,
        limits: Limits,
        ignore: tuple[str, ...],
    ) -> None:
        if not name.strip() or _is_ignored(name, ignore):
            raise NoDropError
        batch.files += 1
        if batch.files > limits.drop_files:
            raise TooLargeError
        path = batch.folder / batch.names.give(name)
        handle = await run_in_threadpool(self._disk.open_new, path)
        begun = batch.size
        try:
            async for chunk in chunks:
                batch.size += len(chunk)
                if batch.size > limits.drop_bytes:
                    raise TooLargeError
                await run_in_threadpool(self._disk.put, handle, chunk)
            await run_in_threadpool(self._disk.sync, handle)
        finally:
            os.close(handle)
        if batch.size == begun:
            raise NoDropError

    def finish(self, key: str, owner: str, *, at: datetime, by: str) -> str:
        """Make a drop of a batch; its name comes back. Raises NoDropError without any file."""
        with self._lock:
            batch = self._known.get(key)
            if batch is None or batch.owner != owner or not batch.files:
                raise NoDropError
            del self._known[key]
        self._disk.sync_folder(batch.folder)
        files = sorted(batch.folder.iterdir())
        if len(files) == 1:
            name = self._free(files[0].name)
            move(self._disk, files[0], self._inbox / name)
            self._disk.remove(batch.folder)
            return name
        name = self._free(safe_name(f"{at:%Y-%m-%d %Hh%M%S} {by}", "envoi"))
        move(self._disk, batch.folder, self._inbox / name)
        return name

    def lay(self, name: str, content: bytes) -> str:
        """Make a drop of a file of our own; its name comes back."""
        unfinished = self._inbox / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
        make_folders(self._disk, self._inbox)
        write_file(self._disk, unfinished, content)
        given = self._free(safe_name(name))
        move(self._disk, unfinished, self._inbox / given)
        return given

    def give_up(self, key: str, owner: str) -> None:
        """Remove what arrived of a batch."""
        with self._lock:
            batch = self._known.get(key)
            if batch is None or batch.owner != owner:
                return
            del self._known[key]
        with suppress(OSError):
            self._disk.remove(batch.folder)

    def _batch(self, key: str, owner: str) -> _Batch:
        if not _BATCH.fullmatch(key):
            raise NoDropError
        with self._lock:
            batch = self._known.get(key)
            if batch is None:
                if len(self._known) >= _MOST:
                    raise TooLargeError
                make_folders(self._disk, self._inbox)
                folder = self._inbox / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
                self._disk.make_folder(folder)
                batch = self._known[key] = _Batch(folder, owner, NameBook())
            elif batch.owner != owner:
                raise NoDropError
            return batch

    def _free(self, name: str) -> str:
        """The name, or one like it when it is taken."""
        if not os.path.lexists(self._inbox / name):
            return name
        stem, dot, tail = name.rpartition(".")
        return f"{stem or tail}-{secrets.token_hex(4)}{dot if stem else ''}{tail if stem else ''}"


def _is_ignored(name: str, ignore: tuple[str, ...]) -> bool:
    """Whether the watcher would pass it over, as it was called or as it will be."""
    return any(is_ignored(one, ignore) for one in (last_component(name), safe_name(name)))
