"""The scratch folder, into which readers unpack: what may lie in it, and when it refuses."""

import os
import shutil
import stat
import tempfile
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


MOST_ENTRIES = 20_000
"""Files and folders in it: far more than any drop has parts and pictures."""


class TooMuchScratchError(Exception):
    """More lies in the scratch folder than a reader may lay down."""


def holds_only_files(folder: Path, most_bytes: int) -> bool:
    """Whether there are but folders and plain files below; no link leads elsewhere.

    Nothing is followed. Raises TooMuchScratchError, without looking further, where there is more
    than MOST_ENTRIES or more than so many bytes, be they only said to be there; and OSError when
    a folder cannot be listed.
    """
    waiting = [str(folder)]
    count, size = 0, 0
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                found = entry.stat(follow_symlinks=False)
                count += 1
                size += found.st_size if stat.S_ISREG(found.st_mode) else 0
                if count > MOST_ENTRIES or size > most_bytes:
                    raise TooMuchScratchError
                if stat.S_ISDIR(found.st_mode):
                    waiting.append(entry.path)
                elif not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
                    return False
    return True


_PROBE_BYTES = 4_000_000
_NEARLY_NOTHING = 64_000_000
"""Whoever was refused has filled the disk; meanwhile others may have given a little of it back."""


def is_refused(folder: Path) -> bool:
    """Whether the machine does refuse, as somebody says: it takes no few megabytes, or hardly.

    What else its files may need is not asked: on a disk that is nearly full nobody could then tell
    who was refused from who only says so, whose drop would wait for ever.
    """
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_PROBE_BYTES))
            file.flush()
            os.fsync(file.fileno())
        return shutil.disk_usage(folder).free < _NEARLY_NOTHING
    except OSError:
        return True
