import os
from pathlib import Path

import pytest

from tests.unit.desk.bench import NOW, new_desk, put, spool_at
from zenforms.desk.spool.claim import DiedError, attempt, claim, clear_scratch, forgive
from zenforms.desk.spool.drop import read_receipt
from zenforms.desk.spool.folders import Folder
from zenforms.desk.spool.own import make_own
from zenforms.reading.limits import Limits

MOST = Limits().drop_bytes


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def test_a_claimed_drop_has_left_the_inbox_and_has_a_receipt(root: Path) -> None:
    drop = claim(spool_at(root), put(root, "demande.pdf", "accepted oui"), NOW)
    assert not list((root / Folder.INBOX).iterdir())
    assert drop.original.read_text() == "accepted oui"
    assert read_receipt(drop.folder) == drop.receipt
    assert (drop.receipt.name, drop.receipt.arrived_at) == ("demande.pdf", NOW)


@pytest.mark.skipif(os.name == "nt", reason="Windows forbids such names itself")
def test_a_name_that_windows_forbids_is_stored_safely_and_told_as_sent(root: Path) -> None:
    drop = claim(spool_at(root), put(root, "CON.pdf", "x"), NOW)
    other = claim(spool_at(root), put(root, 'a:b?"c.pdf', "x"), NOW)
    assert drop.receipt.stored_as == "_CON.pdf"
    assert drop.receipt.name == "CON.pdf"
    assert not set(':?"') & set(other.receipt.stored_as)
    assert other.original.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_text_is_claimed_all_the_same(root: Path) -> None:
    entry = os.fsencode(root / Folder.INBOX) + b"/caf\xe9.pdf"
    Path(os.fsdecode(entry)).write_text("x")
    drop = claim(spool_at(root), Path(os.fsdecode(entry)), NOW)
    assert drop.original.exists()
    assert read_receipt(drop.folder) == drop.receipt


def test_an_entry_that_is_gone_leaves_nothing_behind(root: Path) -> None:
    with pytest.raises(FileNotFoundError):
        claim(spool_at(root), root / Folder.INBOX / "gone.pdf", NOW)
    assert not list((root / Folder.WORK).iterdir())


def test_two_drops_of_one_moment_and_name_have_folders_of_their_own(root: Path) -> None:
    spool = spool_at(root)
    first = claim(spool, put(root, "x.pdf", "un"), NOW)
    second = claim(spool, put(root, "x.pdf", "deux"), NOW)
    assert first.folder != second.folder


def test_a_hard_link_becomes_a_copy_that_nobody_else_can_change(root: Path) -> None:
    elsewhere = root.parent / "elsewhere.pdf"
    elsewhere.write_text("avant")
    os.utime(elsewhere, (1_700_000_000, 1_700_000_000))
    entry = root / Folder.INBOX / "x.pdf"
    os.link(elsewhere, entry)
    spool = spool_at(root)
    drop = claim(spool, entry, NOW)
    make_own(spool, drop, most=MOST)
    elsewhere.write_text("après")
    assert drop.original.read_text() == "avant"
    assert drop.original.stat().st_mtime == 1_700_000_000


def test_hard_links_inside_a_folder_become_copies_too(root: Path) -> None:
    elsewhere = root.parent / "elsewhere.pdf"
    elsewhere.write_text("avant")
    folder = root / Folder.INBOX / "envoi"
    (folder / "sub").mkdir(parents=True)
    os.link(elsewhere, folder / "sub" / "x.pdf")
    spool = spool_at(root)
    drop = claim(spool, folder, NOW)
    make_own(spool, drop, most=MOST)
    elsewhere.write_text("après")
    assert (drop.original / "sub" / "x.pdf").read_text() == "avant"


def test_an_attempt_that_ends_leaves_no_mark(root: Path) -> None:
    spool = spool_at(root)
    drop = claim(spool, put(root, "x.pdf", "x"), NOW)
    for _ in range(5):
        with attempt(spool, drop) as count:
            assert count == 1
    with pytest.raises(RuntimeError), attempt(spool, drop):
        raise RuntimeError
    with attempt(spool, drop) as count:
        assert count == 1


def test_attempts_that_never_ended_are_counted(root: Path) -> None:
    spool = spool_at(root)
    drop = claim(spool, put(root, "x.pdf", "x"), NOW)
    (drop.folder / "attempt-1").touch()
    (drop.folder / "attempt-2").touch()
    with attempt(spool, drop) as count:
        assert count == 3


def test_an_attempt_in_which_a_worker_died_is_counted(root: Path) -> None:
    spool = spool_at(root)
    drop = claim(spool, put(root, "x.pdf", "x"), NOW)
    with pytest.raises(DiedError), attempt(spool, drop):
        raise DiedError
    with attempt(spool, drop) as count:
        assert count == 2


def test_to_be_stopped_forgives_this_attempt_and_none_before_it(root: Path) -> None:
    spool = spool_at(root)
    drop = claim(spool, put(root, "x.pdf", "x"), NOW)
    (drop.folder / "attempt-1").touch()
    (drop.folder / "attempt-2").touch()
    forgive(spool, drop)
    with attempt(spool, drop) as count:
        assert count == 2


def test_the_scratch_folder_is_empty_each_time(root: Path) -> None:
    spool = spool_at(root)
    drop = claim(spool, put(root, "x.pdf", "x"), NOW)
    clear_scratch(spool, drop)
    (drop.scratch / "left").touch()
    clear_scratch(spool, drop)
    assert not list(drop.scratch.iterdir())
