"""`zenforms person`: what stays is named with its reason, and keeps nothing else from going."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Call
from tests.unit.desk.bench import HANDS, new_desk, put, spool_at, take
from zenforms.desk.handling.pipeline import Source
from zenforms.judging.policy import Policy
from zenforms.reading.submission import Submission

CAMILLE = "camille@client.example"
BY = ("--yes", "--by", "A. Exemple")
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def quarantined(source: Source, policy: Policy) -> Submission:
    assert policy.limits.drop_bytes
    return Submission(name="quarantined", sha256=source.sha256)


def settled(root: Path, content: str | bytes, name: str = "x.txt") -> str:
    entry = put(root, name, "")
    entry.write_bytes(content.encode() if isinstance(content, str) else content)
    hands = HANDS if isinstance(content, str) else replace(HANDS, read=quarantined)
    return take(spool_at(root), entry, hands).number


def test_what_may_go_goes_although_a_ticket_before_it_is_open(call: Call, root: Path) -> None:
    words = ("refused", "accepted", "refused", "accepted", "quarantined")
    numbers = [settled(root, f"{word} {CAMILLE} {n}") for n, word in enumerate(words)]
    stay = {numbers[1], numbers[3]}
    done = call("person", "erase", CAMILLE, "--desk", root, *BY)
    assert done.code == 1
    assert {path.name for path in (root / "archive").rglob("ZF-*")} == stay
    said = " ".join(done.out.split())
    for number in stay:
        assert f"▲ {number} reste : Le ticket {number} est ouvert" in said.replace("\u00a0", " ")
    assert "3 demandes" in said
    for number in stay:
        assert call("close", root, number, "--by", "A. Exemple").code == 0
    assert call("person", "erase", CAMILLE, "--desk", root, *BY).code == 0
    assert not list((root / "archive").rglob("ZF-*"))


def test_nothing_is_called_erased_where_all_stays(call: Call, root: Path) -> None:
    settled(root, f"accepted {CAMILLE}")
    done = call("person", "erase", CAMILLE, "--desk", root, *BY)
    assert done.code == 1
    assert "Effacé" not in done.out


@pytest.mark.parametrize("deed", ["erase", "export"])
def test_pictures_are_counted_file_by_file_and_make_nothing_incomplete(
    call: Call, root: Path, tmp_path: Path, deed: str
) -> None:
    settled(root, PICTURE, "écran.png")
    settled(root, PICTURE + b"2", "autre.png")
    options = ("-o", tmp_path / "zip") if deed == "export" else ()
    done = call("person", deed, CAMILLE, "--desk", root, *options)
    assert done.code == 0
    assert done.out.count("Images, films et sons") == 1
    assert "▲" not in done.out
    assert done.out.count("écran.png (1)") == 1


def test_what_else_was_not_searched_still_does(call: Call, root: Path) -> None:
    settled(root, PICTURE, "écran.png")
    settled(root, b"7z\xbc\xaf\x27\x1c" + bytes(40), "envoi.7z")
    done = call("person", "erase", CAMILLE, "--desk", root)
    assert done.code == 1
    assert "envoi.7z : archive" in done.out.replace("\u00a0", " ")
