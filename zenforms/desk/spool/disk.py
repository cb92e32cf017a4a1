"""The file system as the spool uses it: one method for each step that a crash can part.

The crash tests put a failing disk in its place; nothing else in the desk renames or fsyncs.
"""

import os
import shutil
import stat
from pathlib import Path

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_ADD = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)


class Disk:
    """The real file system. Every method raises OSError when the system refuses."""

    def make_folder(self, path: Path) -> None:
        """Make one folder, for its owner alone; its parent exists and it does not."""
        path.mkdir(PRIVATE_FOLDER)

    def write(self, path: Path, content: bytes) -> None:
        """Write a new file, for its owner alone, and return when its bytes are durable."""
        handle = os.open(path, _NEW, PRIVATE_FILE)
        try:
            write_all(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)

    def copy(self, source: Path, target: Path) -> None:
        """Copy a file's bytes into a new private file; return when they are durable."""
        handle = os.open(target, _NEW, PRIVATE_FILE)
        with os.fdopen(handle, "wb") as copied, source.open("rb") as original:
            shutil.copyfileobj(original, copied, 1 << 20)
            copied.flush()
            os.fsync(copied.fileno())

    def append(self, path: Path, line: bytes) -> None:
        """Add one line to a diary; a line torn by an earlier crash stays alone on its own."""
        handle = os.open(path, _ADD, PRIVATE_FILE)
        try:
            end = os.lseek(handle, 0, os.SEEK_END)
            torn = end > 0 and _byte_before(handle, end) != b"\n"
            write_all(handle, (b"\n" if torn else b"") + line + b"\n")
            os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, source: Path, target: Path) -> None:
        """Move a file or folder within the device; an existing file is replaced."""
        source.replace(target)

    def sync_folder(self, path: Path) -> None:
        """Make the names in a folder durable. Windows has no such call and needs none."""
        if os.name == "nt":
            return
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def remove(self, path: Path) -> None:
        """Remove a file, a link itself, or a whole folder; whatever is gone already is fine."""
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            return
        if stat.S_ISDIR(mode):
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def write_all(handle: int, content: bytes) -> None:
    """Write every byte; the system may take fewer than it was given."""
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def _byte_before(handle: int, end: int) -> bytes:
    os.lseek(handle, end - 1, os.SEEK_SET)
    return os.read(handle, 1)
