"""What is proposed to the person who releases a printed copy."""

from dataclasses import replace
from pathlib import Path

from tests.unit.reading.copies import copy_of
from zenforms import problems
from zenforms.desk.setup.maps import form_maps
from zenforms.desk.work.copies import field_pictures, is_printed_copy, proposed, with_proposals
from zenforms.findings import Problem
from zenforms.reading.document import read_document
from zenforms.reading.limits import Limits
from zenforms.reading.restraint import ThisProcess
from zenforms.reading.submission import Document, DropFile, Flag, Role, Submission

HERE = ThisProcess(Limits())
COPY = copy_of()


def read(data: bytes) -> Document:
    return read_document(data, name="copy.pdf", maps=form_maps())


def test_a_printed_copy_comes_with_proposals() -> None:
    document = with_proposals(read(COPY), COPY, HERE)
    assert document.value("summary") == "Le Desk se ferme"
    assert all(Flag.RECOVERED in field.flags for field in document.fields)
    assert is_printed_copy(document)


def test_a_printed_copy_comes_with_pictures() -> None:
    shown = field_pictures(read(COPY), COPY, HERE)
    assert shown["summary"].startswith(b"\x89PNG")


def test_any_other_document_is_left_alone() -> None:
    other = read(b"hello")
    assert with_proposals(other, b"hello", HERE) is other
    assert field_pictures(other, b"hello", HERE) == {}


def test_a_copy_that_stops_its_reader_says_so() -> None:
    document = read(COPY)
    stopped = with_proposals(document, COPY, ThisProcess(Limits(wall_seconds=0.0001)))
    assert stopped == replace(document, problems=(*document.problems, Problem(problems.TIMED_OUT)))


def test_the_printed_copies_of_a_drop_come_with_proposals(tmp_path: Path) -> None:
    (tmp_path / "copie.pdf").write_bytes(COPY)
    document, other = read(COPY), read(b"hello")
    file = DropFile("copie.pdf", "copie.pdf", Role.FORM, "application/pdf", 1, document.sha256)
    submission = Submission("drop", "", documents=(document, other), files=(file,))
    first, second = proposed(submission, tmp_path, HERE)
    assert first.value("summary") == "Le Desk se ferme"
    assert second is other
