"""The same request and files give the same ticket in every shape: only the wrapping differs."""

import hashlib
from pathlib import Path

import pytest

from tests.acceptance.expected import drop_in, ticket_of
from tests.places import SAMPLES
from tests.samples.bureau import new_bureau
from tests.samples.shapes import GROUP
from tests.viewers.blank import desk
from zenforms.desk.papers.requests import Filed

NUMBER = {"number"}
ENVELOPE = {"envelope", "forwarded"}
ORIGINAL = {"drop"}
OF_THE_DESK = {"report.txt", "findings.json", "acknowledgement.eml"}
"""What the desk writes beside the files; it names the number and the original."""


def _filed(shape: str, folder: Path) -> Filed:
    drop = drop_in(SAMPLES / f"accepted-{shape}")
    return new_bureau(folder / shape).receive(drop, desk().clock.now())


def _content(filed: Filed) -> dict[str, object]:
    """The ticket without what is the drop's own."""
    wrapping = NUMBER | ENVELOPE | ORIGINAL
    kept = {name: value for name, value in ticket_of(filed).items() if name not in wrapping}
    sent = [file for file in kept["files"] if file["role"] != "by_product"]  # litter of its finder
    return {**kept, "files": sent}


def _beside(filed: Filed) -> dict[str, str]:
    """The files beside the ticket, by name, each with its hash."""
    return {
        path.relative_to(filed.place).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in filed.place.rglob("*")
        if path.is_file() and path.name not in OF_THE_DESK
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Filed:
    """The request as a folder: the one that all others are compared with."""
    return _filed("folder", tmp_path_factory.mktemp("shapes"))


each_shape = pytest.mark.parametrize("shape", GROUP)


@each_shape
def test_a_ticket_differs_by_number_envelope_and_original_only(
    shape: str, folder: Filed, tmp_path: Path
) -> None:
    assert _content(_filed(shape, tmp_path)) == _content(folder)


@each_shape
def test_the_same_files_lie_beside_the_ticket(shape: str, folder: Filed, tmp_path: Path) -> None:
    beside = _beside(_filed(shape, tmp_path))
    assert beside == _beside(folder)
    assert {"demande.pdf", "psr.html", "ZenExport.log"} <= beside.keys()


def test_number_envelope_and_original_do_differ(folder: Filed, tmp_path: Path) -> None:
    mail, other = ticket_of(_filed("mail", tmp_path)), ticket_of(folder)
    for name in NUMBER | {"envelope"} | ORIGINAL:
        assert mail[name] != other[name], name


def test_the_words_of_a_message_inside_a_message_are_in_the_ticket(tmp_path: Path) -> None:
    ticket = ticket_of(_filed("forwarded", tmp_path))
    (inner,) = ticket["forwarded"]
    assert inner == ticket_of(_filed("mail", tmp_path))["envelope"]
    assert ticket["envelope"]["sender"] != inner["sender"]


def test_the_comparison_would_see_another_request(folder: Filed, tmp_path: Path) -> None:
    other = _filed("malfunction-declared-document", tmp_path)
    assert _content(other) != _content(folder)
    assert _beside(other) != _beside(folder)
