"""The page about the house names only rooms that there are."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "design.md"

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the wheel is tested without the docs")


def named_rooms() -> list[str]:
    table = PAGE.read_text(encoding="utf-8").partition("## The rooms")[2].partition("\n\nEach")[0]
    wing, rooms = "", []
    for row in re.findall(r"^\| (.+?) \|", table, re.MULTILINE):
        if found := re.match(r"\*\*(\w+)\*\*", row):
            wing = found[1]
        rooms += [_place(name, wing) for name in re.findall(r"`([^`]+)`", row)]
    return rooms


def _place(name: str, wing: str) -> str:
    path = name.rstrip("/").replace(".", "/")
    return path if path.split("/")[0] == wing or not wing else f"{wing}/{path}"


def test_every_room_of_the_table_exists() -> None:
    for room in named_rooms():
        path = ROOT / "zenforms" / room
        assert path.is_dir() or path.with_suffix(".py").is_file(), room


def test_every_wing_stands_in_the_table() -> None:
    wings = {p.name for p in (ROOT / "zenforms").iterdir() if (p / "__init__.py").exists()}
    text = PAGE.read_text(encoding="utf-8")
    assert {wing for wing in wings if f"**{wing}**" not in text} == set()
