"""At the start: whatever an earlier run left in work/ is carried out, or taken up again."""

import logging
from pathlib import Path

from zenforms.desk.spool.drop import Drop
from zenforms.desk.spool.durable import replace_file
from zenforms.desk.spool.journal import Journal
from zenforms.desk.spool.receipt import ORIGINAL, RECEIPT, Receipt, read_receipt
from zenforms.desk.spool.settle import carry_out
from zenforms.desk.spool.settlement import read_settlement
from zenforms.desk.spool.spool import Spool

LEAVING = "leaving-"
"""Begins the name of a work folder that is on its way out of the desk for good."""

_LOG = logging.getLogger(__name__)


def recover(spool: Spool) -> list[Drop]:
    """Finish what was decided; return, oldest first, the drops that were claimed but not decided.

    A folder whose decision cannot be read is left as it is, for a person to look at.
    """
    undecided = []
    for folder in sorted(path for path in spool.work.iterdir() if path.is_dir()):
        try:
            drop = _taken_up(spool, folder)
        except (ValueError, KeyError, TypeError):
            _LOG.exception("work folder cannot be read", extra={"drop": folder.name})
            continue
        if drop is not None:
            undecided.append(drop)
    _complete_diary(spool)
    return undecided


def _taken_up(spool: Spool, folder: Path) -> Drop | None:
    if folder.name.startswith(LEAVING):
        spool.disk.remove(folder)
        return None
    settlement = read_settlement(folder)
    if settlement is not None:
        carry_out(spool, folder, settlement)
        return None
    original = _original_in(folder)
    if original is None:  # the drop is still in the inbox
        spool.disk.remove(folder)
        return None
    receipt = read_receipt(folder) or _new_receipt(spool, folder, original)
    spool.note("recovered", drop=receipt.drop)
    return Drop(folder, receipt)


def _original_in(folder: Path) -> str | None:
    held = folder / ORIGINAL
    return min((entry.name for entry in held.iterdir()), default=None) if held.is_dir() else None


def _new_receipt(spool: Spool, folder: Path, original: str) -> Receipt:
    """A receipt for a drop whose own was damaged: nothing is lost but its hour of arrival."""
    receipt = Receipt(folder.name, original, original, spool.now())
    replace_file(spool.disk, folder / RECEIPT, receipt.to_json())
    return receipt


def _complete_diary(spool: Spool) -> None:
    """Say “archived” for what a crash archived without a word."""
    open_numbers: dict[str, str] = {}
    for line in Journal(spool.root, spool.disk).latest():
        number, drop = str(line.get("number")), str(line.get("drop"))
        if line.get("step") == "settled":
            open_numbers[number] = drop
        elif line.get("step") == "archived":
            open_numbers.pop(number, None)
    for number, drop in open_numbers.items():
        spool.note("archived", drop=drop, number=number, recovered=True)
