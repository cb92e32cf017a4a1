"""The letter beside an outcome: as it was drafted, as somebody changed it, as it left."""

from pathlib import Path

from zenforms.desk.papers.requests import Filed
from zenforms.desk.spool.small import read_own
from zenforms.judging.case import OutcomeKind
from zenforms.present.letters.write import ACKNOWLEDGEMENT, ANSWERED, REPLY

EDITED, LEFT = "~letter.eml", "~sent.eml"
"""No file of a client's is called so: safe names begin with no tilde."""


def has_letter(filed: Filed) -> bool:
    """Whether a letter was drafted beside an outcome."""
    return _drafted(filed) is not None


def letter_in(filed: Filed) -> bytes | None:
    """The letter as it is to be sent, by whoever sends it; None when there is none."""
    drafted = _drafted(filed)
    return (_read(filed.place / EDITED) or _read(drafted)) if drafted else None


def sent_copy(filed: Filed) -> bytes | None:
    """The letter as the desk handed it to a mail server; None when it did not."""
    return _read(filed.place / LEFT)


def _drafted(filed: Filed) -> Path | None:
    outcome = filed.settlement.outcome
    if outcome not in ANSWERED:
        return None
    path = filed.place / (ACKNOWLEDGEMENT if outcome is OutcomeKind.ACCEPTED else REPLY)
    return path if path.is_file() and not path.is_symlink() else None


def _read(path: Path) -> bytes | None:
    try:
        return read_own(path)
    except OSError:
        return None
