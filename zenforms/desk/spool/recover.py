"""At the start: whatever an earlier run left in work/ is carried out, or taken up again."""

import logging
from contextlib import suppress
from pathlib import Path

from zenforms.desk.spool.claim import finish_leaving, number_leaving
from zenforms.desk.spool.drop import RECEIPT, Drop, Receipt, read_receipt
from zenforms.desk.spool.durable import replace_file
from zenforms.desk.spool.journal import Journal
from zenforms.desk.spool.settle import diary_of, resume
from zenforms.desk.spool.settlement import read_settlement
from zenforms.desk.spool.spool import Spool
from zenforms.desk.spool.states import State, original_in, state_of
from zenforms.handles import is_folder
from zenforms.reading.names import readable

_LOG = logging.getLogger(__name__)


def recover(spool: Spool) -> list[Drop]:
    """Finish what was decided; return, oldest first, the drops that still need an outcome.

    Among these are decisions that the machine refuses to carry out at the moment. A folder
    whose decision cannot be understood, or that cannot be removed, is left as it is, for a
    person to look at: the doctor names it.
    """
    left = []
    for folder in sorted(path for path in spool.work.iterdir() if is_folder(path.lstat())):
        try:
            drop = _taken_up(spool, folder)
        except (OSError, ValueError, KeyError, TypeError) as error:
            about = {"news": {"what": "unreadable", "drop": folder.name}}
            _LOG.error("work folder: %s", type(error).__name__, extra=about)
            continue
        if drop is not None:
            left.append(drop)
    _complete_diary(spool)
    return left


def _taken_up(spool: Spool, folder: Path) -> Drop | None:
    state = state_of(folder)
    if state is State.LEAVING:
        finish_leaving(spool, number_leaving(folder))
        return None
    if state is State.PREPARED:
        spool.disk.remove(folder)
        return None
    receipt = read_receipt(folder) or _new_receipt(spool, folder)
    drop = Drop(folder, receipt)
    if state is State.DECIDED and (settlement := read_settlement(folder)):
        try:
            resume(spool, folder, settlement)
        except OSError:
            return drop
        return None
    with suppress(OSError):
        spool.note("recovered", drop=receipt.drop)
    return drop


def _new_receipt(spool: Spool, folder: Path) -> Receipt:
    """A receipt for a drop whose own was damaged: nothing is lost but its hour of arrival."""
    original = original_in(folder) or "envoi"
    receipt = Receipt(folder.name, readable(original), original, spool.now())
    with suppress(OSError):
        replace_file(spool.disk, folder / RECEIPT, receipt.to_json())
    return receipt


def _complete_diary(spool: Spool) -> None:
    """Say in the diary what the archive holds and a crash left unsaid."""
    settled: dict[str, str] = {}
    archived: set[str] = set()
    for line in Journal(spool.root, spool.disk).lines():
        number = str(line.get("number"))
        if line.get("step") == "settled":
            settled[number] = str(line.get("drop"))
        elif line.get("step") == "archived":
            archived.add(number)
    for number in spool.index.numbers():
        if number in archived or not spool.index.holds(number):
            continue
        if number not in settled and (settlement := spool.kin.decision_on(number)):
            settled[number] = settlement.drop
            spool.note("settled", durable=True, **diary_of(settlement), recovered=True)
        spool.note("archived", drop=settled.get(number), number=number, recovered=True)
