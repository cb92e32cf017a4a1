"""What the watcher says it did, as values: the terminal and the log each tell it their way."""

import json
import logging
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO
from urllib.request import Request, urlopen

from zenforms.desk.spool.folders import Folder
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.judging.policy import Notify
from zenforms.language import Lang, Text


class Happened(StrEnum):
    """The kinds of news."""

    STARTED = "started"
    RECOVERED = "recovered"
    CLAIMED = "claimed"
    SETTLED = "settled"
    HELD = "held"
    """The machine refused for now; it is tried again."""
    WAITS = "waits"
    """Something lies in the inbox that will never be taken, if nobody does anything."""
    DAMAGED = "damaged"
    """Something of the desk is lost or cut."""
    ORDER_DONE = "order_done"
    SETTINGS_READ = "settings_read"
    SETTINGS_BROKEN = "settings_broken"
    """The last good policy and register stay in force."""
    EVENTS_LOST = "events_lost"
    EVENTS_BACK = "events_back"
    INBOX_LOST = "inbox_lost"
    INBOX_BACK = "inbox_back"
    STOPPING = "stopping"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Event:
    """One piece of news. `name` is a client's file name: neutralise it, and never log it."""

    what: Happened
    at: datetime
    drop: str | None = None
    number: str | None = None
    """The one that people know it by."""
    place: str | None = None
    """The folder of the outcome, relative to the desk."""
    outcome: OutcomeKind | None = None
    codes: tuple[str, ...] = ()
    order: str | None = None
    """The kind of order that was carried out or refused."""
    name: str | None = None
    reason: str | None = None
    """A system error's name or an error's place; never a client's words."""
    error: DeskError | None = None


Tell = Callable[[Event], None]


def nobody(_: Event) -> None:
    """Tell nobody."""


# The watcher's log: JSON lines, rotated, with ids and codes and nothing that a client wrote.

LOG = "watch.jsonl"
ROTATE_AT = 5_000_000
KEPT = 10

_NEWS = "zenforms.news"
_WARNINGS = frozenset(
    {
        Happened.RECOVERED,
        Happened.HELD,
        Happened.WAITS,
        Happened.DAMAGED,
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


def _tell(happening: Event) -> None:
    level = logging.WARNING if happening.what in _WARNINGS else logging.INFO
    logging.getLogger(_NEWS).log(level, happening.what, extra={"news": _news(happening)})


def _news(happening: Event) -> dict[str, object]:
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


# Calls somebody when a drop needs a person: a web address, or a command of the desk's choice.
#
# Only number, outcome and codes leave the desk; nothing that a client wrote.

_LOG = logging.getLogger(__name__)
_SECONDS = 10.0

SENTENCE = Text(
    fr="zenforms : {number} est en quarantaine ({codes})",
    en="zenforms: {number} is in quarantine ({codes})",
)


def notifying(notify: Notify, lang: Lang) -> Tell:
    """A listener that calls out on every quarantine, without keeping the watcher waiting."""

    def tell(happening: Event) -> None:
        settled = happening.what is Happened.SETTLED
        if settled and happening.outcome is OutcomeKind.QUARANTINED:
            threading.Thread(target=_call, args=(notify, happening, lang), daemon=True).start()

    return tell


def _call(notify: Notify, happening: Event, lang: Lang) -> None:
    codes = ", ".join(happening.codes)
    sentence = SENTENCE.fill(lang, {"number": happening.number or "", "codes": codes})
    try:
        if notify.webhook:
            _post(notify.webhook, happening, sentence)
        if notify.command:
            _run([*notify.command, sentence])
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        _LOG.warning("nobody could be notified: %s", type(error).__name__)


def _post(address: str, happening: Event, sentence: str) -> None:
    said = {
        "text": sentence,
        "number": happening.number,
        "outcome": happening.outcome,
        "codes": list(happening.codes),
        "at": happening.at.isoformat(),
    }
    request = Request(  # noqa: S310 - the policy admits http and https only
        address, json.dumps(said).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - likewise
        answer.read(1)


def _run(command: Sequence[str]) -> None:
    subprocess.run(  # noqa: S603 - the desk's own policy names the command; no shell reads it
        command, timeout=_SECONDS, check=False, capture_output=True
    )
