"""Whether somebody still has a file open for writing, where the system can tell."""

import errno
import os
import sys
from pathlib import Path


def is_being_written(path: Path) -> bool:
    """Whether another program has this file open for writing.

    Linux tells it for local files of our own: a read lease is refused then. Windows refuses
    the rename itself. Elsewhere nobody can tell, and the answer is no.
    """
    if sys.platform != "linux":
        return False
    import fcntl  # noqa: PLC0415 - POSIX only

    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(handle)
    return False
