"""The watcher's log: JSON lines, rotated, with ids and codes and nothing that a client wrote."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

from zenforms.desk.spool.folders import Folder
from zenforms.desk.watching.happenings import Happened, Happening, Tell

LOG = "watch.jsonl"
ROTATE_AT = 5_000_000
KEPT = 10

_NEWS = "zenforms.news"
_WARNINGS = frozenset(
    {
        Happened.RECOVERED,
        Happened.HELD,
        Happened.SETTINGS_BROKEN,
        Happened.EVENTS_LOST,
        Happened.INBOX_LOST,
    }
)


@contextmanager
def logbook(root: Path, stream: TextIO | None = None) -> Iterator[Tell]:
    """While the block runs, what zenforms logs goes to logs/watch.jsonl and to `stream`.

    Gives the listener that the watcher tells its news to. A log that cannot be written stops
    nothing.
    """
    handlers: list[logging.Handler] = [_Rotated(root / Folder.LOGS / LOG)]
    if stream is not None:
        handlers.append(_Streamed(stream))
    logger = logging.getLogger("zenforms")
    level, propagate = logger.level, logger.propagate
    logger.setLevel(logging.INFO)
    logger.propagate = False
    for handler in handlers:
        handler.setFormatter(_Lines())
        logger.addHandler(handler)
    try:
        yield _tell
    finally:
        for handler in handlers:
            logger.removeHandler(handler)
            handler.close()
        logger.setLevel(level)
        logger.propagate = propagate


class _Lines(logging.Formatter):
    """One JSON object a line, plain ASCII."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": at, "level": record.levelname.lower()}
        news = getattr(record, "news", None)
        line |= news if isinstance(news, dict) else {"message": record.getMessage()}
        return json.dumps(line, ensure_ascii=True)


class _Rotated(RotatingFileHandler):
    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=ROTATE_AT, backupCount=KEPT, encoding="ascii", delay=True)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """A full disk stops no watcher."""


class _Streamed(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Neither does a closed pipe."""


def _tell(happening: Happening) -> None:
    level = logging.WARNING if happening.what in _WARNINGS else logging.INFO
    logging.getLogger(_NEWS).log(level, happening.what, extra={"news": _news(happening)})


def _news(happening: Happening) -> dict[str, object]:
    """The news without the client's file name, and a broken setting without its text."""
    found = {
        "what": happening.what,
        "drop": happening.drop,
        "number": happening.number,
        "outcome": happening.outcome,
        "codes": list(happening.codes),
        "order": happening.order,
        "reason": happening.reason,
        "file": (happening.error.arguments or {}).get("file") if happening.error else None,
    }
    return {name: value for name, value in found.items() if value}
