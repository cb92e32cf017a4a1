"""Collects what pypdf complains about, so that no repair of the library goes unnoticed.

Its warnings quote raw file content: only their fixed templates are kept, never the values.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_HARMLESS = (
    "/Prev=0 in the trailer",
    "Duplicate %%EOF",
    "Ignoring wrong pointing object",
    "EOF marker not at start of line",
    "Overwriting cache",
    "startxref on same line",
    "Superfluous whitespace",
    "Unexpected escaped string",
)
"""Warnings about files that are right, or wrong in a way that can lose nothing.

An entry that points to no object is only missed when somebody refers to it; then it is told.
"""

_current: ContextVar[list[str] | None] = ContextVar("complaints", default=None)


class _Collector(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        collected = _current.get()
        if collected is not None and not str(record.msg).startswith(_HARMLESS):
            collected.append(str(record.msg))


class _Guard:
    """Holds pypdf's logger while anybody listens; the last to leave puts it back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners = 0
        self._before = (True, logging.NOTSET, logging.NOTSET)

    def enter(self) -> None:
        with self._lock:
            self._listeners += 1
            if self._listeners == 1:
                self._before = (_LOGGER.propagate, _LOGGER.level, logging.root.manager.disable)
                _LOGGER.addHandler(_COLLECTOR)
                _LOGGER.propagate = False
                _LOGGER.setLevel(logging.WARNING)
                logging.disable(logging.NOTSET)

    def leave(self) -> None:
        with self._lock:
            self._listeners -= 1
            if self._listeners == 0:
                _LOGGER.removeHandler(_COLLECTOR)
                _LOGGER.propagate, level, disabled = self._before
                _LOGGER.setLevel(level)
                logging.disable(disabled)


_LOGGER = logging.getLogger("pypdf")
_COLLECTOR = _Collector(logging.WARNING)
_GUARD = _Guard()


@contextmanager
def complaints() -> Iterator[list[str]]:
    """The templates of the structural warnings that pypdf gives inside this block.

    While it lasts nothing of pypdf reaches any other log, whatever levels the program has set.
    """
    collected: list[str] = []
    token = _current.set(collected)
    _GUARD.enter()
    try:
        yield collected
    finally:
        _GUARD.leave()
        _current.reset(token)
