"""The outcome of a drop: staged out of sight, decided once, then carried out step by step.

A crash before the decision leaves nothing that anybody can see; a crash after it leaves a
decision that the next start carries out to the same end.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from zenforms.desk.spool.drop import ATTEMPT, SCRATCH, STAGED, Digest, Drop
from zenforms.desk.spool.durable import (
    TEMPORARY,
    copy_file,
    make_folders,
    move,
    replace_file,
    write_file,
)
from zenforms.desk.spool.events import add_event
from zenforms.desk.spool.folders import archive_place, outcome_place, record_place
from zenforms.desk.spool.settlement import SETTLED, Parcel, Settlement
from zenforms.desk.spool.spool import Spool

_FOLDER = f"{STAGED}/folder"
_RECORD = f"{STAGED}/record.json"


@dataclass(frozen=True, slots=True)
class Packed:
    """A parcel with the number it goes out under; `received_at` is aware."""

    number: str
    parcel: Parcel
    received_at: datetime


def settle(spool: Spool, drop: Drop, packed: Packed, content: Digest) -> Settlement:
    """Give a drop its one outcome; returns when all of it is durable.

    Raises OSError when the disk refuses; whatever was begun is then taken up again by calling
    this anew, or by `carry_out` when the decision was already made.
    """
    parcel, number = packed.parcel, packed.number
    _stage(spool, drop.folder, parcel)
    moves = [(_FOLDER, outcome_place(parcel.outcome, number))]
    if parcel.record is not None:
        moves.append((_RECORD, record_place(number)))
    settlement = Settlement(
        drop=drop.receipt.drop,
        number=number,
        outcome=parcel.outcome,
        sha256=content.sha256,
        size=content.size,
        received_at=packed.received_at,
        codes=parcel.codes,
        first=parcel.first,
        moves=tuple(moves),
        archive=archive_place(number, restricted=parcel.restricted),
        events=parcel.events,
    )
    replace_file(spool.disk, drop.folder / SETTLED, settlement.to_json())
    carry_out(spool, drop.folder, settlement)
    return settlement


def carry_out(spool: Spool, folder: Path, settlement: Settlement) -> None:
    """Make a durable decision true, from wherever an earlier run was stopped."""
    spool.index.add(settlement.drop, settlement.number, settlement.sha256)
    spool.note("settled", **_diary(settlement))
    for source, target in settlement.moves:
        if (folder / source).exists():
            make_folders(spool.disk, (spool.root / target).parent)
            move(spool.disk, folder / source, spool.root / target)
    with spool.deciding:
        for number, event in settlement.events:
            add_event(spool.disk, spool.root, number, event)
    _tidy(spool, folder)
    make_folders(spool.disk, (spool.root / settlement.archive).parent)
    move(spool.disk, folder, spool.root / settlement.archive)
    spool.index.close(settlement.drop)
    spool.note("archived", drop=settlement.drop, number=settlement.number)


def _stage(spool: Spool, folder: Path, parcel: Parcel) -> None:
    disk = spool.disk
    disk.remove(folder / STAGED)
    disk.make_folder(folder / STAGED)
    disk.make_folder(folder / _FOLDER)
    made = {folder / _FOLDER}
    for name, content in sorted(parcel.files.items()):
        target = folder / _FOLDER / _inside(name)
        make_folders(disk, target.parent)
        made |= {parent for parent in target.parents if (folder / _FOLDER) in parent.parents}
        if isinstance(content, bytes):
            write_file(disk, target, content)
        else:
            copy_file(disk, content, target)
    if parcel.record is not None:
        write_file(disk, folder / _RECORD, parcel.record)
    for one in (*made, folder / STAGED, folder):
        disk.sync_folder(one)


def _inside(name: str) -> PurePosixPath:
    """`name` as a path that stays inside; a wrong one is a bug of whoever packed the parcel."""
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name:
        raise ValueError(name)
    return path


def _tidy(spool: Spool, folder: Path) -> None:
    """Leave in the archive what was received and what was decided, nothing else."""
    for entry in sorted(folder.iterdir()):
        if entry.name in {STAGED, SCRATCH} or entry.name.startswith((ATTEMPT, TEMPORARY)):
            spool.disk.remove(entry)


def _diary(settlement: Settlement) -> dict[str, object]:
    return {
        "drop": settlement.drop,
        "number": settlement.number,
        "outcome": settlement.outcome,
        "sha256": settlement.sha256,
        "codes": settlement.codes,
        "first": settlement.first,
    }
