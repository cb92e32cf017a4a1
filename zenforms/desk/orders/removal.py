"""Takes a request out of the desk for good: everything of it, or only a restricted original."""

from zenforms.desk.papers.requests import Filed
from zenforms.desk.papers.tickets import standing_of
from zenforms.desk.spool.leave import leave
from zenforms.desk.spool.receipt import ORIGINAL
from zenforms.desk.spool.spool import Spool
from zenforms.errors import DeskError
from zenforms.judging.case import OutcomeKind
from zenforms.language import Text

_OPEN = Text(
    fr="Le ticket {number} est ouvert : il n'est pas effacé.",
    en="The ticket {number} is open: it is not removed.",
)
_CLOSE_FIRST = Text(
    fr="Clôturez-le d'abord : « zenforms close {number} ».",
    en="Close it first: “zenforms close {number}”.",
)


def remove_request(spool: Spool, filed: Filed, *, step: str, by: str) -> None:
    """Remove everything of a request; the diary keeps number, hash and codes.

    `step` is what the diary calls it. Raises DeskError for a ticket that is still open.
    """
    check_removable(spool, filed)
    spool.note(step, number=filed.number, sha256=filed.settlement.sha256, by=by)  # the trace first
    leave(spool, filed.number, filed.archive)


def remove_original(spool: Spool, filed: Filed, *, by: str) -> None:
    """Remove only what was dropped, and the outcomes that were replaced; the outcome stays."""
    spool.disk.remove(filed.archive / ORIGINAL)
    spool.disk.sync_folder(filed.archive)
    spool.note("original_purged", number=filed.number, sha256=filed.settlement.sha256, by=by)


def check_removable(spool: Spool, filed: Filed) -> None:
    """Raises DeskError for a ticket that is still open."""
    accepted = filed.settlement.outcome is OutcomeKind.ACCEPTED
    if accepted and not standing_of(spool.root, filed.settlement.place).state.is_over:
        raise DeskError(_OPEN, advice=_CLOSE_FIRST, arguments={"number": filed.settlement.name})
