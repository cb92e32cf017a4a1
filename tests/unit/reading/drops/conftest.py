"""Drops are read into a folder of their own."""

from pathlib import Path

import pytest

from tests.making.forms import MAPS
from tests.unit.reading.drops.shapes import Read
from zenforms.reading.drop import read_drop
from zenforms.reading.limits import Limits
from zenforms.reading.submission import Submission


@pytest.fixture(name="scratch")
def fixture_scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture(name="read")
def fixture_read(tmp_path: Path, scratch: Path) -> Read:
    def read(data: bytes, name: str = "envoi", **options: Limits | str) -> Submission:
        source = tmp_path / name
        source.write_bytes(data)
        return read_drop(source, scratch=scratch, maps=MAPS, **options)  # type: ignore[arg-type]

    return read
