"""A crash at every point, a fault at every request: one ticket, its files and notes once each.

All pairs of crashes are the crash suite's; here a share of them.
"""

import shutil
from pathlib import Path

import pytest

from tests.crash.extent import DELIVERY_DEATHS
from tests.making.ticketserver import Fault
from tests.unit.desk.delivery.plans import HANDLERS, check, play

EVERYWHERE = [
    pytest.param("zammad", marks=pytest.mark.no_cover),
    pytest.param("glpi", marks=pytest.mark.crash),
]
"""One system is enough to show each time; the crash suite shows it of the others."""


@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_a_ticket_arrives_once_when_nothing_goes_wrong(tmp_path: Path, name: str) -> None:
    check(play(tmp_path, name))


@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_crash_at_any_point_neither_loses_nor_doubles(
    tmp_path: Path, name: str, *, is_late: bool
) -> None:
    points = play(tmp_path / "plain", name).points
    for point in range(points):
        played = play(tmp_path / str(point), name, deaths=[point], is_late=is_late)
        check(played)
        assert played.lives == 2


@pytest.mark.parametrize("fault", list(Fault))
@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_fault_at_any_request_neither_loses_nor_doubles(
    tmp_path: Path, name: str, fault: Fault
) -> None:
    requests = len(play(tmp_path / "plain", name).house.requests)
    for request in range(requests):
        check(play(tmp_path / str(request), name, faults={request: fault}))


@pytest.mark.no_cover
def test_a_share_of_all_pairs_of_crashes_neither_loses_nor_doubles(tmp_path: Path) -> None:
    points = play(tmp_path / "plain", "zammad").points
    for first in range(0, points, 9):
        for second in range(first % 5, points, 11):
            check(play(tmp_path / f"{first}-{second}", "zammad", deaths=[first, second]))


@pytest.mark.crash
@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_every_pair_of_crashes_neither_loses_nor_doubles(
    tmp_path: Path, name: str, *, is_late: bool
) -> None:
    points = play(tmp_path / "plain", name).points
    for first in range(points):
        for second in range(first % DELIVERY_DEATHS, points, DELIVERY_DEATHS):
            played = play(
                tmp_path / f"{first}-{second}", name, deaths=[first, second], is_late=is_late
            )
            check(played)
            shutil.rmtree(tmp_path / f"{first}-{second}")
