from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.desk.bench import (
    HANDS,
    NOW,
    OTHER_TICKET,
    new_desk,
    pack,
    put,
    restart,
    spool_at,
    take,
    tree,
)
from zenforms.desk.handling.intake import take_in
from zenforms.desk.spool.claim import claim
from zenforms.desk.spool.drop import Drop, digest
from zenforms.desk.spool.folders import Folder, outcome_place
from zenforms.desk.spool.journal import events_of
from zenforms.desk.spool.settle import Packed, carry_out, settle
from zenforms.desk.spool.settlement import Parcel, read_settlement
from zenforms.desk.spool.spool import Spool
from zenforms.judging.case import Desk, Outcome, OutcomeKind


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def settled_with(spool: Spool, root: Path, files: dict[str, bytes]) -> Path:
    drop = claim(spool, put(root, "x.pdf", "x"), NOW)
    parcel = Parcel(OutcomeKind.REFUSED, files)
    settle(spool, drop, Packed("ZF-260512-00000", parcel, NOW), digest(drop.original))
    return root / outcome_place(OutcomeKind.REFUSED, "ZF-260512-00000")


@pytest.mark.parametrize("kind", [k for k in OutcomeKind if k is not OutcomeKind.DUPLICATE])
def test_every_outcome_lies_in_its_folder_with_all_its_files(root: Path, kind: OutcomeKind) -> None:
    settled = take(spool_at(root), put(root, "demande.pdf", f"{kind} oui"))
    place = root / outcome_place(kind, settled.number)
    assert set(tree(place)) == {"copy", "report.txt", "sub", "sub/data.bin"}
    assert (root / Folder.TICKETS / f"{settled.number}.json").exists() == (kind == "accepted")
    assert not list((root / Folder.WORK).iterdir())


def test_the_archive_holds_the_original_the_receipt_and_the_decision(root: Path) -> None:
    settled = take(spool_at(root), put(root, "demande.pdf", "refused oui"))
    archived = root / settled.archive
    assert set(tree(archived)) == {
        "original",
        "original/demande.pdf",
        "received.json",
        "settled.json",
    }
    assert (archived / "original" / "demande.pdf").read_text() == "refused oui"
    assert read_settlement(archived) == settled


def test_a_restricted_original_goes_to_the_restricted_archive(root: Path) -> None:
    settled = take(spool_at(root), put(root, "demande.pdf", "restricted oui"))
    assert settled.archive.startswith("archive/restricted/2026/05/")
    assert (root / settled.archive / "original" / "demande.pdf").exists()
    assert not list((root / Folder.ARCHIVE).glob("2026/*/*"))


def test_the_same_content_again_is_a_duplicate_that_names_the_first(root: Path) -> None:
    spool = spool_at(root)
    first = take(spool, put(root, "x.pdf", "accepted oui"))
    second = take(spool, put(root, "y.pdf", "accepted oui"))
    assert (second.outcome, second.first) == (OutcomeKind.DUPLICATE, first.number)
    assert second.number == f"{first.number}-2"
    assert (root / second.archive / "original" / "y.pdf").exists()
    assert (root / Folder.DUPLICATES / second.number).is_dir()


def test_a_cancellation_adds_its_event_to_the_ticket_it_names(root: Path) -> None:
    take(spool_at(root), put(root, "x.pdf", "cancelled oui"))
    assert [event.kind for event in events_of(root, f"tickets/{OTHER_TICKET}")] == ["cancelled"]


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "", "a\\b"])
def test_a_parcel_cannot_reach_out_of_its_folder(root: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        settled_with(spool_at(root), root, {name: b""})
    assert not (root.parent / "x").exists()


def test_subfolders_of_a_parcel_are_made(root: Path) -> None:
    place = settled_with(spool_at(root), root, {"a/b/c": b"1", "a/d": b"2"})
    assert tree(place) == {"a": "/", "a/b": "/", "a/b/c": b"1", "a/d": b"2"}


def test_a_place_that_somebody_else_took_is_never_overwritten(root: Path) -> None:
    spool = spool_at(root)

    def occupied(outcome: Outcome, number: str, drop: Drop, *, override: object) -> Parcel:
        del override
        (root / outcome_place(OutcomeKind.REFUSED, number)).mkdir()
        return pack(outcome, number, drop)

    drop = claim(spool, put(root, "x.pdf", "refused oui"), NOW)
    with pytest.raises(OSError, match="taken"):
        take_in(spool, drop, replace(HANDS, pack=occupied), Desk())
    assert drop.original.exists()
    next((root / Folder.REFUSED).iterdir()).rmdir()
    restart(root)
    assert len(list((root / Folder.REFUSED).glob("*/report.txt"))) == 1


def test_carrying_out_a_decision_again_changes_nothing(root: Path) -> None:
    spool = spool_at(root)
    settled = take(spool, put(root, "x.pdf", "accepted oui"))
    before = tree(root, but=lambda name: name.startswith("journal"))
    folder = spool.work / "again"
    (root / settled.archive).rename(folder)
    carry_out(spool, folder, settled)
    assert tree(root, but=lambda name: name.startswith("journal")) == before
