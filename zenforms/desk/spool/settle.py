"""The outcome of a drop: staged out of sight, decided once, then carried out step by step.

A crash before the decision leaves nothing that anybody can see; a crash after it leaves a
decision that the next start carries out to the same end.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zenforms.desk.spool.drop import ATTEMPT, SCRATCH, STAGED, Digest, Drop
from zenforms.desk.spool.durable import (
    TEMPORARY,
    make_folders,
    move,
    replace_file,
)
from zenforms.desk.spool.folders import (
    Folder,
    archive_place,
    events_place,
    name_of,
    outcome_place,
    record_place,
)
from zenforms.desk.spool.journal import EARLIER, add_event
from zenforms.desk.spool.settlement import SETTLED, Override, Parcel, Settlement
from zenforms.desk.spool.spool import Spool
from zenforms.desk.spool.staging import STAGED_FOLDER, STAGED_RECORD, WRITTEN, stage


@dataclass(frozen=True, slots=True)
class Packed:
    """A parcel with the number of its drop, and what the desk must know of it later."""

    number: str
    parcel: Parcel
    received_at: datetime
    first: str | None = None
    thread: str | None = None
    client: str | None = None
    message: str | None = None

    @property
    def name(self) -> str:
        """The number that names what becomes of the drop."""
        return name_of(self.parcel.outcome, self.number, self.thread)

    @property
    def place(self) -> str:
        """The folder of the outcome, relative to the desk."""
        return outcome_place(self.parcel.outcome, self.name)


def settle(
    spool: Spool,
    drop: Drop,
    packed: Packed,
    content: Digest,
    *,
    replaces: tuple[Settlement, Override] | None = None,
) -> Settlement:
    """Give a drop its one outcome; returns when all of it is durable.

    `replaces` is the decision that a person overrode, and how. Raises OSError when the disk
    refuses; whatever was begun is then taken up again by calling this anew, or by `carry_out`
    when the decision was already made.
    """
    parcel, number = packed.parcel, packed.number
    stage(spool.disk, drop.folder, parcel)
    settlement = Settlement(
        drop=drop.receipt.drop,
        number=number,
        outcome=parcel.outcome,
        sha256=content.sha256,
        size=content.size,
        received_at=packed.received_at,
        moves=(*_moves_away(spool, drop, replaces), *_moves_in(drop, packed)),
        archive=archive_place(number, restricted=parcel.restricted),
        codes=parcel.codes,
        first=packed.first,
        thread=packed.thread,
        client=packed.client,
        letters=parcel.letters,
        events=parcel.events,
        overrides=(*replaces[0].overrides, replaces[1]) if replaces else (),
        message=packed.message,
    )
    replace_file(spool.disk, drop.folder / SETTLED, settlement.to_json())
    carry_out(spool, drop.folder, settlement)
    return settlement


def resume(spool: Spool, folder: Path, settlement: Settlement) -> None:
    """Carry out a decision that an earlier attempt may have left less than durable."""
    spool.disk.sync_folder(folder)
    carry_out(spool, folder, settlement)


def carry_out(spool: Spool, folder: Path, settlement: Settlement) -> None:
    """Make a durable decision true, from wherever an earlier run was stopped."""
    spool.index.add(settlement.drop, settlement.number, settlement.sha256)
    spool.kin.add(settlement)
    spool.note("settled", durable=False, **diary_of(settlement))
    for source, target in settlement.moves:
        _move_once(spool, source, target)
    with spool.deciding:
        for place, event in settlement.events:
            add_event(spool.disk, spool.root, place, event)
    _tidy(spool, folder)
    _archive(spool, folder, settlement)


def _archive(spool: Spool, folder: Path, settlement: Settlement) -> None:
    """The last rename. What follows may fail: the next start sees and says the same."""
    target = spool.root / settlement.archive
    make_folders(spool.disk, target.parent)
    spool.disk.rename(folder, target)
    spool.index.close(settlement.drop)
    with suppress(OSError):
        spool.disk.sync_folder(target.parent)
        spool.note("archived", drop=settlement.drop, number=settlement.number)


def _moves_in(drop: Drop, packed: Packed) -> Iterator[tuple[str, str]]:
    work = f"{Folder.WORK}/{drop.folder.name}"
    yield f"{work}/{STAGED_FOLDER}", packed.place
    if packed.parcel.has_record:  # last: who sees the ticket's JSON finds its files
        yield f"{work}/{STAGED_RECORD}", record_place(packed.name)


def _moves_away(
    spool: Spool, drop: Drop, replaces: tuple[Settlement, Override] | None
) -> Iterator[tuple[str, str]]:
    """The outcome that is replaced goes with the original, so that it stays traceable."""
    if replaces is not None:
        old = replaces[0]
        place = f"{Folder.WORK}/{drop.folder.name}/{EARLIER}/{len(old.overrides) + 1}-{old.outcome}"
        yield old.place, place
        events = events_place(old.place)
        if (spool.root / events).exists():  # else a replay might take those of the new outcome
            yield events, events_place(place)


def _move_once(spool: Spool, source: str, target: str) -> None:
    """Make a move that an earlier run may have made already."""
    here, there = spool.root / source, spool.root / target
    if not os.path.lexists(here):
        if os.path.lexists(there):
            spool.disk.sync_folder(there.parent)
    elif not os.path.lexists(there):
        make_folders(spool.disk, there.parent)
        move(spool.disk, here, there)
    elif source.startswith(f"{Folder.WORK}/"):
        raise OSError(errno.EBUSY, "the place of an outcome is taken", target)


def _tidy(spool: Spool, folder: Path) -> None:
    """Leave in the archive what was received and what was decided, nothing else."""
    for entry in sorted(folder.iterdir()):
        if entry.name in {STAGED, SCRATCH} or entry.name.startswith((ATTEMPT, TEMPORARY, WRITTEN)):
            spool.disk.remove(entry)
    spool.disk.sync_folder(folder)


def diary_of(settlement: Settlement) -> dict[str, object]:
    """What the diary says of a decision: hashes and codes, nothing of the client's words."""
    return {
        "drop": settlement.drop,
        "number": settlement.number,
        "outcome": settlement.outcome,
        "sha256": settlement.sha256,
        "codes": settlement.codes,
        "first": settlement.first,
        "thread": settlement.thread,
        "overrides": len(settlement.overrides),
    }
