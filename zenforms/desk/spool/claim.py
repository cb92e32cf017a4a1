"""A drop changes hands: from the inbox, which anybody may touch, into work/, which is ours."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from zenforms.desk.spool.drop import ATTEMPT, ORIGINAL, RECEIPT, Drop, Receipt
from zenforms.desk.spool.durable import mark, move, replace_file
from zenforms.desk.spool.settlement import read_settlement
from zenforms.desk.spool.spool import Spool
from zenforms.desk.spool.staging import WRITTEN
from zenforms.desk.spool.states import LEAVING_PREFIX
from zenforms.reading.names import safe_name, sent_name


class DiedError(Exception):
    """Whoever worked on the drop died of it, or was killed meanwhile: it counts as an attempt."""


def claim(spool: Spool, entry: Path, arrived_at: datetime) -> Drop:
    """Take `entry` out of the inbox into a fresh work folder, receipt first.

    Raises OSError when the entry is gone or cannot be renamed; then nothing is left behind.
    Nothing that could fail comes after the rename: a drop that is ours is told to be ours.
    """
    drop = _drop_for(spool, entry, arrived_at)
    try:
        _write_receipt(spool, drop)
        spool.disk.rename(entry, drop.original)
    except OSError:
        with suppress(OSError):  # the next start removes it
            spool.disk.remove(drop.folder)
        raise
    with suppress(OSError):
        spool.note("claimed", durable=False, drop=drop.receipt.drop)
    return drop


@contextmanager
def attempt(spool: Spool, drop: Drop) -> Iterator[int]:
    """Count how often the work inside was begun and never ended; the first time is 1.

    The mark stays when the process dies inside, or a worker did (DiedError): any other end, good
    or bad, removes it.
    """
    spool.gate.check()
    count = len(list(drop.folder.glob(f"{ATTEMPT}*"))) + 1
    begun = drop.folder / f"{ATTEMPT}{count}"
    mark(spool.disk, begun)
    try:
        yield count
    except DiedError:
        raise
    except BaseException:
        with suppress(OSError):
            spool.disk.remove(begun)
        raise
    with suppress(OSError):
        spool.disk.remove(begun)


def forgive(spool: Spool, drop: Drop) -> None:
    """Forget the attempt that we ourselves put an end to; those before it still count."""
    for begun in sorted(drop.folder.glob(f"{ATTEMPT}*"), key=lambda path: path.name)[-1:]:
        spool.disk.remove(begun)


def clear_scratch(spool: Spool, drop: Drop) -> None:
    """Give the readers an empty scratch folder."""
    spool.gate.check()
    for left in drop.folder.glob(f"{WRITTEN}*"):
        spool.disk.remove(left)
    spool.disk.remove(drop.scratch)
    spool.disk.make_folder(drop.scratch)


def _drop_for(spool: Spool, entry: Path, arrived_at: datetime) -> Drop:
    name = f"{arrived_at:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    readable = sent_name(os.fsencode(entry.name).decode("utf-8", "replace"))
    receipt = Receipt(name, readable, safe_name(readable), arrived_at)
    return Drop(spool.work / name, receipt)


def _write_receipt(spool: Spool, drop: Drop) -> None:
    spool.disk.make_folder(drop.folder)
    spool.disk.make_folder(drop.folder / ORIGINAL)
    spool.disk.sync_folder(spool.work)
    replace_file(spool.disk, drop.folder / RECEIPT, drop.receipt.to_json())


# A request leaves the desk for good: one rename decides it, a restart carries it through.


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
        path = spool.root / place
        if path.parent.is_dir():  # few desks deliver to another system
            spool.disk.remove(path)
            spool.disk.sync_folder(path.parent)
    spool.disk.remove(folder)
    spool.index.forget(number)
    spool.kin.forget(number)


def number_leaving(folder: Path) -> str:
    """The number of the request whose departure a work folder is."""
    return folder.name.removeprefix(LEAVING_PREFIX)


def _folder(spool: Spool, number: str) -> Path:
    return spool.work / f"{LEAVING_PREFIX}{number}"
