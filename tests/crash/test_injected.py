"""Die at every single step of everything a desk does, then start again: as if nothing had been."""

import itertools
import shutil
from pathlib import Path

import pytest

from tests.crash.extent import SECOND_DEATHS
from tests.crash.failing_disk import Died, FailingDisk
from tests.crash.situations import SITUATIONS, check, copied, expected_of, plain, prepared
from tests.unit.desk.bench import restart

pytestmark = pytest.mark.crash

LONGEST = 400
"""More steps than anything takes."""


def _dies(root: Path, disk: FailingDisk) -> bool:
    """Work off the desk; whether it died on the way."""
    try:
        restart(root, disk)
    except Died:
        return True
    return False


@pytest.mark.parametrize("power_cut", [False, True], ids=["kill", "power cut"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_death_at_any_step_leaves_exactly_one_outcome(
    tmp_path: Path, situation: str, *, power_cut: bool
) -> None:
    pristine = prepared(tmp_path / "pristine", situation)
    expected = expected_of(pristine, tmp_path / "reference")
    for step in range(LONGEST):
        root = copied(pristine, tmp_path / "tried")
        disk = FailingDisk(root.parent / "attic", die_at=step)
        died = _dies(root, disk)
        if died and power_cut:
            disk.cut_power(root)
        restart(root)
        check(root, expected)
        shutil.rmtree(root.parent)
        if not died:
            break
    assert 10 < step < LONGEST


@pytest.mark.parametrize("power_cut", [False, True], ids=["kill", "power cut"])
@pytest.mark.parametrize("situation", ["accepted", "cancelled", "twice", "accept", "purge"])
def test_a_second_death_while_recovering_from_the_first_changes_nothing(
    tmp_path: Path, situation: str, *, power_cut: bool
) -> None:
    pristine = prepared(tmp_path / "pristine", situation)
    expected = expected_of(pristine, tmp_path / "reference")
    offset = itertools.count()
    for first in range(LONGEST):
        for second in range(next(offset) % SECOND_DEATHS, LONGEST, SECOND_DEATHS):
            root = copied(pristine, tmp_path / "tried")
            disk = FailingDisk(root.parent / "attic", die_at=first)
            died = _dies(root, disk)
            if died and power_cut:
                disk.cut_power(root)
            (root.parent / "attic-2").mkdir()
            again = FailingDisk(root.parent / "attic-2", die_at=second)
            died_again = _dies(root, again)
            if died_again and power_cut:
                again.cut_power(root)
            restart(root)
            check(root, expected)
            shutil.rmtree(root.parent)
            if not died_again:
                break
        if not died:
            break
    assert 10 < first < LONGEST


def test_a_check_that_could_not_fail_would_prove_nothing(tmp_path: Path) -> None:
    pristine = prepared(tmp_path / "pristine", "accepted")
    expected = expected_of(pristine, tmp_path / "reference")
    root = copied(pristine, tmp_path / "tried")
    assert plain(root) != expected
    with pytest.raises(AssertionError):
        check(root, expected)
