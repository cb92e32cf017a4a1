"""A week of work in a minute: traffic by the hour, outages by chance, always the same chance."""

import os
import random
import resource
import shutil
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from tests.crash.extent import WEEKS
from tests.crash.failing_disk import Died, FailingDisk
from tests.crash.traffic import check, drop_some, quick_desk
from tests.unit.desk.bench import HANDS, NOW, QuickDisk
from zenforms.desk.handling.intake import take_in
from zenforms.desk.setup.opening import Clock
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.durable import Disk
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.recover import recover
from zenforms.desk.spool.spool import open_spool
from zenforms.judging.case import Desk

pytestmark = pytest.mark.crash

HOURS = 7 * 24


def _work_off(root: Path, clock: Clock, disk: Disk) -> None:
    spool = open_spool(root, now=clock.now, disk=disk)
    for drop in recover(spool):
        take_in(spool, drop, HANDS, Desk())
    for entry in sorted((root / Folder.INBOX).iterdir()):
        take_in(spool, claim(spool, entry, clock.now()), HANDS, Desk())


def _mishap(root: Path, clock: Clock, chance: random.Random, attic: Path) -> None:
    """Work on a disk that dies, loses its power or refuses, at some step."""
    attic.mkdir()
    step = chance.randrange(200)
    if chance.random() < 0.3:
        full = OSError(28, "full")
        disk = FailingDisk(attic, die_at=step, lasting=chance.randrange(1, 30), fail_with=full)
    else:
        disk = FailingDisk(attic, die_at=step)
    try:
        with suppress(OSError):
            _work_off(root, clock, disk)
    except Died:
        if chance.random() < 0.5:
            disk.cut_power(root)
    shutil.rmtree(attic)


@pytest.mark.skipif(sys.platform != "linux", reason="counts as Linux does")
@pytest.mark.parametrize("seed", range(WEEKS))
def test_after_a_week_of_outages_every_drop_has_its_one_outcome(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a seed, so that a failure can be had again
    root, sent = quick_desk(tmp_path), dict[str, str]()
    files = memory = 0
    for hour in range(HOURS):
        clock = Clock(NOW + timedelta(hours=hour - (48 if chance.random() < 0.02 else 0)))
        drop_some(root, sent, chance.choice([0, 0, 1, 2, 5]))
        while chance.random() < 0.3:
            _mishap(root, clock, chance, tmp_path / f"attic-{hour}-{chance.random()}")
        if chance.random() < 0.7:
            _work_off(root, clock, QuickDisk())
        if hour == HOURS // 4:
            files = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names only
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _work_off(root, Clock(NOW + timedelta(hours=HOURS)), QuickDisk())
    check(root, sent)
    assert len(os.listdir("/proc/self/fd")) <= files  # noqa: PTH208 - names only
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 10_000
