"""The disk refuses for a while, then works again: nothing is lost and nothing is done twice."""

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.crash.extent import POWER_CUTS, REFUSED_AT
from tests.crash.failing_disk import Died, FailingDisk
from tests.crash.situations import SITUATIONS, check, copied, expected_of, prepared
from tests.unit.desk.bench import HANDS, NOW, restart, spool_at
from zenforms.desk.decisions.staff import carry_out_waiting
from zenforms.desk.handling.intake import take_in
from zenforms.desk.setup.opening import open_desk
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.recover import recover
from zenforms.judging.case import Desk

pytestmark = pytest.mark.crash

LONGEST = 400
PATIENCE = 60
"""More tries than any refusal here lasts."""


def _patiently(act: Callable[[], object]) -> None:
    for _ in range(PATIENCE):
        try:
            act()
        except OSError:
            continue
        return
    pytest.fail("it never went through")


def _work_off(root: Path, disk: FailingDisk) -> None:
    """What the watcher does: whatever is refused is tried again, in the same run."""
    spool = spool_at(root, disk)
    left = recover(spool)
    _patiently(lambda: carry_out_waiting(spool, open_desk(root), HANDS))
    for entry in sorted((root / Folder.INBOX).iterdir()):
        _patiently(lambda: left.append(claim(spool, entry, NOW)))  # noqa: B023 - called at once
        while left:
            _patiently(lambda: take_in(spool, left[-1], HANDS, Desk()))
            left.pop()


@pytest.mark.parametrize(
    ("number", "lasting"),
    [(errno.ENOSPC, 1), (errno.EROFS, 10)],
    ids=["full for a moment", "read-only for a while"],
)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_disk_that_refuses_for_a_while_costs_nothing_but_time(
    tmp_path: Path, situation: str, lasting: int, number: int
) -> None:
    pristine = prepared(tmp_path / "pristine", situation)
    expected = expected_of(pristine, tmp_path / "reference")
    for step in range(0, LONGEST, REFUSED_AT * lasting):
        root = copied(pristine, tmp_path / "tried")
        refusal = OSError(number, os.strerror(number))
        disk = FailingDisk(root.parent / "attic", die_at=step, lasting=lasting, fail_with=refusal)
        try:
            _work_off(root, disk)
        except OSError:  # refused before anything was begun: the watcher does not start
            restart(root)
        restart(root)
        check(root, expected)
        shutil.rmtree(root.parent)
        if disk.steps <= step:
            break
    assert step < LONGEST - REFUSED_AT * lasting


@pytest.mark.parametrize("situation", ["accepted", "cancelled", "twice", "accept"])
def test_a_power_cut_after_a_refusal_finds_everything_durable(
    tmp_path: Path, situation: str
) -> None:
    pristine = prepared(tmp_path / "pristine", situation)
    expected = expected_of(pristine, tmp_path / "reference")
    for refused in range(LONGEST):
        for later in range(1 + refused % POWER_CUTS, LONGEST, POWER_CUTS):
            root = copied(pristine, tmp_path / "tried")
            disk = FailingDisk(
                root.parent / "attic",
                die_at=refused,
                fail_with=OSError(errno.EIO, "fsync"),
                dead_at=refused + later,
            )
            with suppress(Died, OSError):
                _work_off(root, disk)
            if disk.dead:
                disk.cut_power(root)
            restart(root)
            check(root, expected)
            shutil.rmtree(root.parent)
            if not disk.dead:
                break
        if disk.steps <= refused:
            break
    assert 10 < refused < LONGEST
