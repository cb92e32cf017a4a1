"""A desk that an earlier version left in the middle of its work opens, and goes on.

`tests/desks/before-one-catalogue.tar.gz` was made by the version before the walls of the house were
moved, out of our own samples: tickets with events, returned, refused, quarantined and filed
requests, a drop that waits, and five that were in hand when the machine stopped, each at another
step. It is spoken to by the command line alone, so that nothing but the desk itself can be old.
"""

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

DESK = Path(__file__).parents[1] / "desks" / "before-one-catalogue.tar.gz"

OPEN = {"388KE", "P8DJP", "M5W05"}
CLOSED = {"06959"}
RETURNED, FILED_AWAY = "ZF-260512-J9HG7", "ZF-260512-HVMH7"
PRINTED, DANGEROUS = "ZF-260512-B2BRD", "ZF-260512-6Z00Y"
REFUSED, AUTOMATIC, DUPLICATE = "ZF-260512-6SX0V", "ZF-260512-XGFBD", "ZF-260512-388KE-2"
IN_HAND = {
    "ZF-260513-B17R7": "tickets",  # claimed
    "ZF-260513-VT5PW": "tickets",  # read
    "ZF-260513-6NYTK": "returned",  # about to be decided
    "ZF-260513-JWAEJ": "tickets",  # half laid out
    "ZF-260513-S2AP6": "tickets",  # decided, half in its place
}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    with tarfile.open(DESK) as packed:
        packed.extractall(tmp_path, filter="data")
    return tmp_path / "bureau"


def zenforms(*words: str | Path, exits: int = 0) -> str:
    """What the command says; it must leave with `exits`."""
    done = subprocess.run(
        [sys.executable, "-m", "zenforms", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "ZENFORMS_LANG": "fr"},
    )
    assert done.returncode == exits, done.stdout + done.stderr
    return done.stdout


def waiting(desk: Path) -> dict[str, dict[str, Any]]:
    """What waits for somebody, by number: of what waits for two reasons, the more urgent."""
    status = json.loads(zenforms("status", desk, "--format", "json"))
    return {one["number"]: one for one in reversed(status["waiting"])}


def test_it_is_told_as_it_stands_before_anything_is_done(desk: Path) -> None:
    told = waiting(desk)
    assert {PRINTED, DANGEROUS, REFUSED, RETURNED} <= told.keys()
    assert {number[-5:] for number, one in told.items() if one["commitment"]} == OPEN
    assert FILED_AWAY not in told
    assert json.loads(zenforms("status", desk, "--format", "json"))["in_work"] == len(IN_HAND)


def test_what_was_in_hand_gets_the_number_that_it_was_to_have_and_one_outcome(desk: Path) -> None:
    zenforms("watch", desk, "--once")
    for number, folder in IN_HAND.items():
        places = [path.parent.name for path in desk.glob(f"*/{number}")]
        assert places == [folder]
        assert (desk / "archive" / "2026" / "05" / number).is_dir()
    assert not list((desk / "work").iterdir())
    assert not list((desk / "inbox").iterdir())
    new = [path for path in (desk / "tickets").glob("ZF-*.json") if path.stem[-5:] not in OPEN]
    assert len(new) == 1 + len(CLOSED) + sum(folder == "tickets" for folder in IN_HAND.values())


def test_its_requests_are_shown_found_and_decided_as_if_it_were_new(desk: Path) -> None:
    by = ("--by", "Léa Support", "--why", "Vu au téléphone.")
    for number in (RETURNED, PRINTED, DANGEROUS, REFUSED, AUTOMATIC, DUPLICATE, FILED_AWAY):
        assert number[:15] in zenforms("show", desk, number)
    assert "ZF-260512-388KE" in zenforms("find", desk, "EXEMPLE")
    zenforms("accept", desk, RETURNED, *by)
    zenforms("release", desk, PRINTED, *by)
    zenforms("reopen", desk, FILED_AWAY, *by)
    zenforms("close", desk, "ZF-260512-P8DJP", *by)
    told = waiting(desk)
    assert {RETURNED, PRINTED, "ZF-260512-P8DJP"} & {
        number for number, one in told.items() if one["why"] in {"incomplete", "quarantined"}
    } == set()
    assert FILED_AWAY in told
    assert (desk / "tickets" / f"{RETURNED}.json").is_file()


def test_its_own_drop_sent_again_is_known(desk: Path) -> None:
    original = next((desk / "archive" / "2026" / "05" / "ZF-260512-M5W05").glob("original/*"))
    (desk / "inbox" / "encore.zip").write_bytes(original.read_bytes())
    zenforms("watch", desk, "--once")
    assert (desk / "duplicates" / "ZF-260512-M5W05-2").is_dir()
