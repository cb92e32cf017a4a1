"""Makes good what a restore or a power cut took from a desk, as far as the rest of it tells."""

import itertools
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

from zenforms.desk.papers.damage import Damage, DamageKind, damage_in
from zenforms.desk.papers.evidence import archive_of, rebuilt
from zenforms.desk.papers.memory import request_in
from zenforms.desk.papers.requests import known_as
from zenforms.desk.setup.opening import OpenDesk
from zenforms.desk.spool.drop import ORIGINAL, RECEIPT
from zenforms.desk.spool.durable import make_folders, replace_file
from zenforms.desk.spool.lock import check_ground, hold_desk
from zenforms.desk.spool.settlement import SETTLED, Settlement
from zenforms.desk.spool.spool import Spool, open_spool
from zenforms.judging.policy import Register

NO_REGISTER = Register()


def repaired(opened: OpenDesk) -> tuple[Damage, ...]:
    """Hold the desk and mend it, its missing folders first; what was mended.

    Raises DeskError when another program holds the desk.
    """
    check_ground(opened.root)
    now = opened.clock.now()
    with hold_desk(opened.root, doing="doctor", now=now):
        before = damage_in(opened.root, now.date())
        spool = open_spool(opened.root, now=opened.clock.now)
        folders = tuple(one for one in before if one.kind is DamageKind.FOLDER)
        register = opened.desk.register or Register()
        return (*folders, *repair(spool, now.date(), register=register))


def repair(spool: Spool, today: date, *, register: Register = NO_REGISTER) -> tuple[Damage, ...]:
    """Mend what can be mended, and return what was; a second time there is nothing.

    Nothing that can be read is changed, and nothing is removed. The spool's missing folders were
    made when it was opened. Raises OSError when the disk refuses; what was mended stays so.
    """
    mended = []
    for damage in damage_in(spool.root, today, thorough=True):
        if damage.mends and damage.number and _mend(spool, damage.number, register):
            spool.note("repaired", number=damage.number, damage=damage.kind.value)
            mended.append(damage)
    return tuple(mended)


def _mend(spool: Spool, number: str, register: Register) -> bool:
    """Write decision and receipt anew; what lay there is kept beside them."""
    found = rebuilt(spool.root, number)
    if found is None or known_as(spool.root, number):
        return False
    settlement, receipt = found
    if settlement.client is None:
        settlement = replace(settlement, client=_client(spool, settlement, register))
    archive = archive_of(spool.root, number)
    for folder in (archive.parent.parent, archive.parent, archive, archive / ORIGINAL):
        _make_way(spool, folder, for_folder=True)
    make_folders(spool.disk, archive / ORIGINAL)
    for name, content in ((RECEIPT, receipt.to_json()), (SETTLED, settlement.to_json())):
        _make_way(spool, archive / name, for_folder=False)
        replace_file(spool.disk, archive / name, content)
    spool.kin.add(settlement)
    return True


def _client(spool: Spool, settlement: Settlement, register: Register) -> str | None:
    """Whose request it is: the one client of the name that its form bears."""
    request = request_in(spool.root / settlement.place)
    name = request.client_name if request else None
    called = [client.id for client in register.clients if name and client.name == name]
    return called[0] if len(called) == 1 else None


def _make_way(spool: Spool, path: Path, *, for_folder: bool) -> None:
    """Keep what lies in the wrong kind of place beside it."""
    if os.path.lexists(path) and path.is_dir() is not for_folder:
        aside = next(
            free
            for count in itertools.count(1)
            if not os.path.lexists(free := path.with_name(f"{path.name}.damaged-{count}"))
        )
        spool.disk.rename(path, aside)
