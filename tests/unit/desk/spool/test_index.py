from pathlib import Path

from tests.unit.desk.bench import NOW, new_desk, put, spool_at, take
from zenforms.desk.spool.catalogue import Index, archived_numbers
from zenforms.judging.numbers import number_of

SHA = "a" * 64
TWIN = "a" * 12 + "b" * 52
"""Begins like SHA for more than the shortest number tells."""


def test_a_number_is_given_once_and_kept_for_its_drop(tmp_path: Path) -> None:
    index = Index(tmp_path)
    given = index.give_number("drop", NOW, SHA)
    assert given.number == number_of(NOW, SHA)
    assert given.first is None
    assert index.give_number("drop", NOW, SHA) == given


def test_the_same_content_again_is_a_copy_of_the_first(tmp_path: Path) -> None:
    index = Index(tmp_path)
    first = index.give_number("one", NOW, SHA).number
    second = index.give_number("two", NOW, SHA)
    third = index.give_number("three", NOW, SHA)
    assert (second.number, second.first) == (f"{first}-2", first)
    assert (third.number, third.first) == (f"{first}-3", first)


def test_other_content_that_begins_alike_gets_a_longer_number(tmp_path: Path) -> None:
    index = Index(tmp_path)
    first = index.give_number("one", NOW, SHA)
    twin = index.give_number("two", NOW, TWIN)
    assert twin.first is None
    assert twin.number.startswith(first.number)
    assert len(twin.number) > len(first.number)


def test_a_number_whose_outcome_is_still_there_is_not_given_again(tmp_path: Path) -> None:
    number = number_of(NOW, SHA)
    (tmp_path / "tickets" / number).mkdir(parents=True)
    assert Index(tmp_path).give_number("drop", NOW, SHA).number != number


def test_what_the_archive_holds_is_known_after_a_restart(tmp_path: Path) -> None:
    root = new_desk(tmp_path / "desk")
    settled = take(spool_at(root), put(root, "x.pdf", "accepted oui"))
    index = Index(root)
    assert index.holds(settled.number)
    assert index.first_with(settled.sha256, besides="another") == settled.number
    assert index.first_with(SHA, besides="another") is None
    assert list(archived_numbers(root)) == [settled.number]


def test_restricted_originals_are_known_too(tmp_path: Path) -> None:
    root = new_desk(tmp_path / "desk")
    settled = take(spool_at(root), put(root, "x.pdf", "restricted oui"))
    assert Index(root).first_with(settled.sha256, besides="another") == settled.number


def test_what_was_purged_is_new_again(tmp_path: Path) -> None:
    index = Index(tmp_path)
    number = index.give_number("one", NOW, SHA).number
    index.close("one")
    index.forget(number)
    assert index.first_with(SHA, besides="two") is None
    assert index.give_number("two", NOW, SHA).number == number


def test_a_drop_in_hand_is_not_held_by_the_archive_yet(tmp_path: Path) -> None:
    index = Index(tmp_path)
    number = index.give_number("one", NOW, SHA).number
    assert not index.holds(number)
    index.close("one")
    assert index.holds(number)
