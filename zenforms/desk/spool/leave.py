"""A request leaves the desk for good: one rename decides it, a restart carries it through."""

from pathlib import Path

from zenforms.desk.spool.durable import move
from zenforms.desk.spool.settlement import read_settlement
from zenforms.desk.spool.spool import Spool
from zenforms.desk.spool.states import LEAVING_PREFIX


def leave(spool: Spool, number: str, archive: Path) -> None:
    """Take a request's archive folder out of the archive, then its outcome, then both away.

    In this order: what tells that a request may go, such as the events of its ticket, is read
    off its outcome, and must be there until going is decided.
    """
    move(spool.disk, archive, _folder(spool, number))
    finish_leaving(spool, number)


def finish_leaving(spool: Spool, number: str) -> None:
    """Remove what an interrupted departure left; nothing when there was none."""
    folder = _folder(spool, number)
    if not folder.is_dir():
        return
    settlement = read_settlement(folder)
    for place in settlement.places if settlement else ():  # without one they are gone already
        spool.disk.remove(spool.root / place)
        spool.disk.sync_folder((spool.root / place).parent)
    spool.disk.remove(folder)
    spool.index.forget(number)
    spool.kin.forget(number)


def number_leaving(folder: Path) -> str:
    """The number of the request whose departure a work folder is."""
    return folder.name.removeprefix(LEAVING_PREFIX)


def _folder(spool: Spool, number: str) -> Path:
    return spool.work / f"{LEAVING_PREFIX}{number}"
