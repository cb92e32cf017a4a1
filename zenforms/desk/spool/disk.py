"""The file system as the spool uses it: one method for each step that a crash can part.

The crash tests put a failing disk in its place; nothing else in the desk renames or fsyncs.
"""

import os
import stat
import sys
from pathlib import Path

from zenforms.handles import HeldFolder, remove_tree

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
CHUNK = 1 << 20

_BINARY = getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
_DIARY = os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY


class Disk:
    """The real file system. Every method raises OSError when the system refuses."""

    def make_folder(self, path: Path) -> None:
        """Make one folder, for its owner alone; its parent exists and it does not."""
        path.mkdir(PRIVATE_FOLDER)

    def open_new(self, path: Path) -> int:
        """Begin a new file, for its owner alone."""
        return os.open(path, _NEW, PRIVATE_FILE)

    def open_diary(self, path: Path) -> int:
        """Open a file to which lines are added at the end, begun if there is none."""
        return os.open(path, _DIARY, PRIVATE_FILE)

    def put(self, handle: int, content: bytes) -> None:
        """Write every byte; the system may take fewer than it was given."""
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]

    def sync(self, handle: int) -> None:
        """Return when the bytes of an open file are durable."""
        os.fsync(handle)

    def sync_folder(self, path: Path) -> None:
        """Return when the names in a folder are durable. Windows has no such call."""
        if sys.platform == "win32":
            return
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, source: Path, target: Path, *, inside: HeldFolder | None = None) -> None:
        """Move a file or folder within the device; an existing file is replaced.

        With `inside`, the open folder that holds the source, no other folder can be meant.
        """
        if inside is None or inside.handle is None:
            source.replace(target)
        else:
            os.replace(source.name, target, src_dir_fd=inside.handle)

    def remove(self, path: Path) -> None:
        """Remove a file, a link itself, or a whole folder; whatever is gone already is fine.

        A folder may be nested deeper than any path reaches.
        """
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            return
        if stat.S_ISDIR(mode):
            remove_tree(path)
        else:
            path.unlink(missing_ok=True)
