"""The desk's own small files, read so that nothing that lies in their place holds us up.

A pipe would keep us waiting for its other end for ever, a file without end would fill our memory,
and brackets within brackets end a parser with an error that nobody expects of a file.
"""

import errno
import json
import os
import stat
from io import BufferedReader
from pathlib import Path
from typing import Any

from zenforms.handles import NotAFileError

MOST_BYTES = 16_000_000
"""No file that is read at once is longer: decisions, receipts, orders."""

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def open_own(path: Path) -> BufferedReader:
    """Open a regular file, or one that a link leads to; raises OSError, at once, for all else."""
    handle = os.open(path, _FLAGS | getattr(os, "O_NOCTTY", 0))
    try:
        _check(path, stat.S_ISREG(os.fstat(handle).st_mode))
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_own(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """The bytes of a small file; raises OSError when it is none, or not small."""
    with open_own(path) as file:
        content = file.read(most + 1)
    _check(path, len(content) <= most)
    return content


def read_json(path: Path) -> Any:  # noqa: ANN401 - JSON has no one type
    """The values in a small file; raises OSError, or ValueError when it is no JSON."""
    return parsed(read_own(path))


def parsed(content: bytes) -> Any:  # noqa: ANN401 - JSON has no one type
    """The values that bytes say as JSON; raises ValueError when they are none."""
    try:
        return json.loads(content)
    except RecursionError as error:
        raise TooDeepError from error


class TooDeepError(ValueError):
    """Brackets within brackets, more than anybody writes."""


def _check(path: Path, is_small_file: bool) -> None:  # noqa: FBT001 - the question itself
    if not is_small_file:
        raise NotAFileError(errno.EINVAL, "no small file", str(path))
