"""Every file is scanned; a silent scanner holds the drop."""

from pathlib import Path

import pytest

from tests.unit.reading.files.test_clamd import clamd
from zenforms import danger_problems, drop_problems
from zenforms.reading.files.scanning import scan_files
from zenforms.reading.files.tray import Origin, Tray
from zenforms.reading.limits import Limits


@pytest.fixture(name="tray")
def fixture_tray(tmp_path: Path) -> Tray:
    tray = Tray(tmp_path, Limits())
    parcel = tray.take([b"abc"], Origin("x.txt"))
    assert parcel is not None
    tray.settle(parcel)
    return tray


@pytest.mark.parametrize(
    ("reply", "codes", "held"),
    [
        (b"stream: OK\0", [], False),
        (b"stream: Eicar FOUND\0", [danger_problems.INFECTED], False),
        (b"INSTREAM size limit exceeded. ERROR\0", [drop_problems.UNSCANNED], False),
        (b"", [drop_problems.NO_SCAN], True),
    ],
)
def test_each_answer_has_its_consequence(
    tray: Tray, reply: bytes, codes: list[str], *, held: bool
) -> None:
    with clamd(reply) as (address, received):
        assert scan_files(tray, address) is held
    assert received == [b"abc"]
    assert [problem.code for problem in tray.problems] == codes
