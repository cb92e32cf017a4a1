"""The scratch folder, into which readers unpack: what may lie in it, and when it refuses."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

Scratch = Annotated[Path, "scratch"]
"""A folder that a task may write to; a confined reader writes nowhere else."""


class ScratchError(OSError):
    """The machine refuses (disk full, share away): not the drop's fault, and it may pass."""


@contextmanager
def writing_scratch() -> Iterator[None]:
    """Turn any OSError of the block into a ScratchError; nothing of the drop is read in it."""
    try:
        yield
    except OSError as error:
        raise ScratchError(error.errno, error.strerror) from error


def holds_only_files(folder: Path) -> bool:
    """Whether there are but folders and plain files below; no link leads elsewhere.

    Nothing is followed. Raises OSError when a folder cannot be listed.
    """
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(found.st_mode):
                    waiting.append(entry.path)
                elif not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
                    return False
    return True
