import os
from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW, new_desk, put, spool_at
from zenforms.desk.queries.doctor import Check, Health, examine_desk
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.lock import hold_desk
from zenforms.language import Lang

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A desk as it is founded."""
    desk = new_desk(tmp_path / "desk")
    (desk / "clock.toml").unlink()
    return desk


@pytest.fixture
def root(new: Path) -> Path:
    """A desk that bears its owner's address, and clients of its own."""
    for name, example in (("policy.toml", "editeur.example"), ("clients.toml", "client.example")):
        path = new / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(example, "nous.invalid"), encoding="utf-8")
    return new


def worst(root: Path) -> Health:
    return max(check.health for check in examine_desk(root))


def complaints(root: Path) -> list[Check]:
    return [check for check in examine_desk(root) if check.health is not Health.WELL]


def test_a_desk_that_was_set_up_is_well(root: Path) -> None:
    assert complaints(root) == []


def test_what_init_wrote_as_an_example_is_doubtful(new: Path) -> None:
    vendor, clients = complaints(new)
    assert {vendor.health, clients.health} == {Health.DOUBTFUL}
    assert "address" in vendor.said.en
    assert "EXEMPLE-1" in clients.said.fill(Lang.EN, clients.arguments)


def test_every_check_can_be_said_in_both_languages(root: Path) -> None:
    (root / "clients.toml").unlink()
    (root / Folder.ORDERS / "x.json").write_text("{")
    for check in examine_desk(root):
        for lang in Lang:
            said = check.said.fill(lang, check.arguments)
            assert said
            assert "{" not in said
            if check.advice:
                assert check.advice.fill(lang, check.arguments)


def test_a_folder_that_is_no_desk_is_ill(tmp_path: Path) -> None:
    assert worst(tmp_path) is Health.ILL
    assert worst(tmp_path / "gone") is Health.ILL


def test_a_broken_policy_is_ill_and_named(root: Path) -> None:
    (root / "policy.toml").write_text("[watching]\nworkers = 99\n")
    (check,) = complaints(root)
    assert check.health is Health.ILL
    assert "line 2" in check.said.fill(Lang.EN, check.arguments)


@pytest.mark.parametrize("name", ["clients.toml", "releases.toml", "seal.keys"])
def test_what_is_missing_makes_the_desk_doubtful(root: Path, name: str) -> None:
    (root / name).unlink()
    (check,) = complaints(root)
    assert check.health is Health.DOUBTFUL
    assert name in check.said.en


def test_a_clock_that_stands_still_is_doubtful(root: Path) -> None:
    (root / "clock.toml").write_text(f"now = {NOW.isoformat()}\n")
    (check,) = complaints(root)
    assert "stands still" in check.said.en


@posix
def test_keys_that_others_can_read_are_ill(root: Path) -> None:
    (root / "seal.keys").chmod(0o644)
    assert worst(root) is Health.ILL


@posix
def test_a_token_that_others_can_read_is_ill(root: Path) -> None:
    (root / "mailbox.token").write_text("{}")
    (root / "mailbox.token").chmod(0o644)
    (check,) = complaints(root)
    assert check.health is Health.ILL
    assert "mailbox.token" in (check.advice or check.said).en


@posix
def test_only_the_inbox_may_be_open_to_others(root: Path) -> None:
    (root / Folder.INBOX).chmod(0o777)
    assert complaints(root) == []
    (root / Folder.ARCHIVE).chmod(0o755)
    (check,) = complaints(root)
    assert check.health is Health.DOUBTFUL


def test_a_link_among_the_folders_is_ill(root: Path, tmp_path: Path) -> None:
    (root / Folder.WORK).rmdir()
    (root / Folder.WORK).symlink_to(tmp_path)
    assert worst(root) is Health.ILL


def test_what_a_crash_left_is_told_unless_somebody_is_at_work(root: Path) -> None:
    claim(spool_at(root), put(root, "x.pdf", "x"), NOW)
    (check,) = complaints(root)
    assert "work/" in check.said.en
    with hold_desk(root, doing="watch", now=NOW):
        assert complaints(root) == []


def test_looking_changes_nothing(root: Path) -> None:
    before = sorted(path.name for path in root.rglob("*"))
    examine_desk(root)
    after = sorted(path.name for path in root.rglob("*") if path.name != "desk.lock")
    assert [name for name in before if name != "desk.lock"] == after
