"""The folders of a desk, and where in them a request lies."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path

from zenforms.judging.case import OutcomeKind
from zenforms.judging.numbers import ALPHABET, SHORTEST


class Folder(StrEnum):
    """Every folder of a desk, by its name on disk. All of them lie on one device."""

    INBOX = "inbox"
    WORK = "work"
    TICKETS = "tickets"
    FOLLOWUPS = "followups"
    CANCELLED = "cancelled"
    DUPLICATES = "duplicates"
    AUTOMATIC = "automatic"
    RETURNED = "returned"
    REFUSED = "refused"
    QUARANTINE = "quarantine"
    ARCHIVE = "archive"
    RESTRICTED = "archive/restricted"
    ORDERS = "orders"
    ORDERS_DONE = "orders/done"
    JOURNAL = "journal"
    LOGS = "logs"


OUTCOMES: Mapping[OutcomeKind, Folder] = {
    OutcomeKind.ACCEPTED: Folder.TICKETS,
    OutcomeKind.FOLLOWUP: Folder.FOLLOWUPS,
    OutcomeKind.CANCELLED: Folder.CANCELLED,
    OutcomeKind.DUPLICATE: Folder.DUPLICATES,
    OutcomeKind.AUTOMATIC: Folder.AUTOMATIC,
    OutcomeKind.INCOMPLETE: Folder.RETURNED,
    OutcomeKind.REFUSED: Folder.REFUSED,
    OutcomeKind.QUARANTINED: Folder.QUARANTINE,
}
"""Where the outcome of a drop lies; the table of PRODUCT, in code once."""

ROUNDS = frozenset(
    {
        OutcomeKind.ACCEPTED,
        OutcomeKind.INCOMPLETE,
        OutcomeKind.REFUSED,
        OutcomeKind.CANCELLED,
    }
)
"""What makes a drop a round of a request, not only something that came about it."""

_NUMBER = re.compile(
    rf"ZF-(?P<year>\d\d)(?P<month>\d\d)\d\d-(?P<code>[{ALPHABET}]{{{SHORTEST},}})(-(?P<copy>\d+))?"
)


def is_number(text: str) -> bool:
    """Whether `text` is a request number, of a first drop or (`-2`) of a duplicate."""
    return _NUMBER.fullmatch(text) is not None


def code_of(number: str) -> str | None:
    """The part made of the content's hash; None for a duplicate, which has its first's."""
    found = _NUMBER.fullmatch(number)
    return found["code"] if found and not found["copy"] else None


def day_of(number: str) -> date:
    """The day of receipt that a number tells; raises ValueError when it is none."""
    if not is_number(number):
        raise ValueError(number)
    return date(2000 + int(number[3:5]), int(number[5:7]), int(number[7:9]))


def name_of(outcome: OutcomeKind, number: str, thread: str | None) -> str:
    """The number that names what becomes of a drop.

    A ticket bears that of its request, which the client says on the telephone; a request has
    one ticket at most. Anything else bears the drop's own, since it may come several times.
    """
    return thread if thread and outcome is OutcomeKind.ACCEPTED else number


def outcome_place(kind: OutcomeKind, number: str) -> str:
    """The folder of an outcome, relative to the desk, with forward slashes."""
    return f"{OUTCOMES[kind]}/{number}"


def record_place(number: str) -> str:
    """The ticket's JSON, relative to the desk."""
    return f"{Folder.TICKETS}/{number}.json"


def events_place(place: str) -> str:
    """What happened since, beside the folder of an outcome; both relative to the desk."""
    return f"{place}.events.jsonl"


OUTBOX = "outbox"
"""No folder of the spool: a desk that delivers nothing has none."""


def outbox_place(place: str) -> str:
    """How far an outcome's deliveries to other systems have come; both relative to the desk."""
    return f"{OUTBOX}/{place}"


def archive_place(number: str, *, restricted: bool = False) -> str:
    """Where the original lies, relative to the desk: read off the number alone."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise ValueError(number)
    shelf = Folder.RESTRICTED if restricted else Folder.ARCHIVE
    return f"{shelf}/20{found['year']}/{found['month']}/{number}"


def existing_places(root: Path, number: str) -> list[Path]:
    """Every place of the desk that this number already has."""
    folders = [outcome_place(kind, number) for kind in OUTCOMES]
    candidates = [*folders, *(events_place(folder) for folder in folders), record_place(number)]
    candidates += [archive_place(number), archive_place(number, restricted=True)]
    return [root / place for place in candidates if (root / place).exists()]
