"""Whether somebody still has a file open for writing, where the system can tell."""

import errno
import os
import signal
import sys
from pathlib import Path


def is_being_written(path: Path) -> bool | None:
    """Whether another program has this file open for writing; None when nobody can tell.

    Linux tells it for local files of our own: a read lease is refused then. Windows refuses
    the rename itself.
    """
    if sys.platform != "linux":
        return None
    import fcntl  # noqa: PLC0415 - POSIX only

    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        # whoever opens the file in this instant breaks the lease, and we are told by a signal:
        # by default one that ends the process
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return True if error.errno == errno.EAGAIN else None
    finally:
        os.close(handle)
    return False
