from pathlib import Path

import pytest

from tests.unit.desk.bench import new_desk, put, spool_at, take
from zenforms.desk.papers.requests import filed_as, find_request, ticket_as
from zenforms.desk.spool.claim import leave
from zenforms.errors import DeskError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_desk(tmp_path / "desk")


def test_a_request_is_found_with_everything_about_it(root: Path) -> None:
    settled = take(spool_at(root), put(root, "x.pdf", "accepted oui"))
    filed = find_request(root, settled.number)
    assert filed.settlement == settled
    assert filed.original.read_text() == "accepted oui"
    assert filed.record == root / "tickets" / f"{settled.number}.json"
    assert filed.place.is_dir()
    assert not filed.is_restricted


def test_a_number_is_found_as_people_write_it(root: Path) -> None:
    number = take(spool_at(root), put(root, "x.pdf", "refused oui")).number
    assert find_request(root, f" {number.lower()} ").number == number
    assert find_request(root, number).record is None


def test_a_restricted_request_is_found_too(root: Path) -> None:
    settled = take(spool_at(root), put(root, "x.pdf", "restricted oui"))
    assert find_request(root, settled.number).is_restricted


def test_a_duplicate_is_found_by_its_own_number(root: Path) -> None:
    spool = spool_at(root)
    take(spool, put(root, "x.pdf", "refused oui"))
    copy = take(spool, put(root, "y.pdf", "refused oui"))
    assert find_request(root, copy.number).settlement.first == copy.number.removesuffix("-2")


@pytest.mark.parametrize("said", ["ZF-260512-00000", "nonsense", "", "../../etc"])
def test_what_does_not_exist_is_told(root: Path, said: str) -> None:
    with pytest.raises(DeskError, match="No request has number"):
        find_request(root, said)


def test_a_number_without_an_archive_is_no_request(root: Path) -> None:
    assert filed_as(root, "ZF-260512-00000") is None


def test_a_ticket_of_a_later_round_is_found_by_the_number_of_the_request(root: Path) -> None:
    spool = spool_at(root)
    first = take(spool, put(root, "x.pdf", "incomplete un")).number
    second = take(spool, put(root, "y.pdf", f"accepted {first} deux")).number
    ticket = ticket_as(root, first)
    assert ticket
    assert ticket.number == second
    assert ticket_as(root, second) is None
    filed = find_request(root, second)
    assert filed.record == root / "tickets" / f"{first}.json"
    assert filed.place == root / "tickets" / first
    assert filed.archive.name == second


def test_the_ticket_is_found_when_the_first_round_is_gone(root: Path) -> None:
    spool = spool_at(root)
    first = take(spool, put(root, "x.pdf", "incomplete un")).number
    second = take(spool, put(root, "y.pdf", f"accepted {first} deux")).number
    leave(spool, first, find_request(root, first).archive)
    assert filed_as(root, first) is None
    assert find_request(root, first).number == second
    assert (root / "tickets" / first / "report.txt").exists()


@pytest.mark.parametrize("content", ["", "{}", '{"drop": {"number": "x"}}', '{"drop": 1}'])
def test_a_ticket_that_somebody_else_wrote_leads_nowhere(root: Path, content: str) -> None:
    (root / "tickets" / "ZF-260512-00000.json").write_text(content)
    assert ticket_as(root, "ZF-260512-00000") is None
